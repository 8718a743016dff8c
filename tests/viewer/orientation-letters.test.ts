import { describe, expect, it } from 'vitest'
import { directionLetters } from '../../src/domain/patient-direction.ts'
import { edgeLetters } from '../../src/viewer/orientation-letters.ts'
import { flipView, rotateView, UNTURNED, viewTransform } from '../../src/viewer/view.ts'
import type { View } from '../../src/viewer/view.ts'
import { acquisition, goldens } from './goldens.ts'

function lettersOf(name: string, view: View): ReturnType<typeof edgeLetters> {
  const geometry = acquisition(name)
  return edgeLetters(geometry, viewTransform(view, geometry, { width: 500, height: 300 }).matrix)
}

describe('edgeLetters', () => {
  it.each(Object.keys(goldens.letters))('agrees with numpy: %s', (name) => {
    expect(lettersOf(name, UNTURNED)).toEqual(goldens.letters[name])
  })

  it.each(Object.keys(goldens.letters))('turns and flips with the picture: %s', (name) => {
    const { left, right, top, bottom } = goldens.letters[name]!
    expect(lettersOf(name, rotateView(UNTURNED, 90))).toEqual({
      left: bottom,
      right: top,
      top: left,
      bottom: right,
    })
    expect(lettersOf(name, flipView(UNTURNED, 'horizontal'))).toEqual({
      left: right,
      right: left,
      top,
      bottom,
    })
    expect(lettersOf(name, flipView(UNTURNED, 'vertical'))).toEqual({ left, right, top: bottom, bottom: top })
    expect(lettersOf(name, flipView(rotateView(UNTURNED, 90), 'horizontal'))).toEqual({
      left: top,
      right: bottom,
      top: left,
      bottom: right,
    })
  })

  it("never puts the patient's left on the side of the right, however the columns run", () => {
    expect(lettersOf('axial', UNTURNED).right).toBe('L')
    expect(lettersOf('axial, columns to the right', UNTURNED).right).toBe('R')
    expect(lettersOf('axial, prone', UNTURNED).right).toBe('R')
  })
})

describe('directionLetters', () => {
  it('puts the strongest direction first and leaves slight tilts out', () => {
    expect(directionLetters([0.3, -0.9, 0.1])).toBe('AL')
    expect(directionLetters([0, 0.05, -2])).toBe('F')
  })
})

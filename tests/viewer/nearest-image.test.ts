import { describe, expect, it } from 'vitest'
import { imageToPatient } from '../../src/domain/image-geometry.ts'
import { matchingImage, nearestImage } from '../../src/viewer/nearest-image.ts'
import { acquisition, goldens } from './goldens.ts'
import { geometryOf, imageOf } from './images.ts'

const stacks = goldens.discStacks.map((geometry) => imageOf(geometry, { id: geometry.name }))

describe('nearestImage', () => {
  it('agrees with numpy, which tries every pixel of five tilted per-disc stacks', () => {
    expect(goldens.nearest.length).toBeGreaterThan(20)
    for (const { point, index, distanceMm } of goldens.nearest) {
      const found = nearestImage(stacks, point)!
      expect(found.index).toBe(index)
      expect(found.distanceMm).toBeLessThanOrEqual(distanceMm + 1e-6)
      expect(found.distanceMm).toBeGreaterThan(distanceMm - 0.75)
    }
  })

  it('prefers a stack that covers the point to one whose plane passes closer but ends before', () => {
    const short = imageOf(geometryOf({ columns: 10, rows: 10 }), { id: 'short' })
    const farther = imageOf(geometryOf({ position: [0, 0, -4] }), { id: 'farther' })
    expect(nearestImage([short, farther], [60, 60, 0])?.image.id).toBe('farther')
  })

  it('has nothing to say of no images', () => {
    expect(nearestImage([], [0, 0, 0])).toBeUndefined()
  })
})

describe('matchingImage', () => {
  const sagittal = acquisition('sagittal')
  const slices = Array.from({ length: 21 }, (_, index) => index * 4 - 40).map((x) => {
    return imageOf({ ...acquisition('sagittal, scoliotic'), position: [x, -95, 118] }, { id: `x ${x}` })
  })

  it('follows by patient position, whichever way the other stack is numbered', () => {
    const shown = { ...sagittal, position: [0.5, -90, 120] as const }
    const forwards = matchingImage(slices, shown)!
    const backwards = matchingImage(slices.toReversed(), shown)!
    expect(forwards.image.id).toBe(backwards.image.id)
    expect(backwards.index).toBe(slices.length - 1 - forwards.index)
    expect(forwards.distanceMm).toBeLessThan(2.1)
  })

  it('crosses tilted per-disc stacks, the index counted in the list given', () => {
    const wanted = stacks[12]!
    const straight = { ...acquisition('axial') }
    const middle = imageToPatient(wanted.geometry, [44.5, 39.5])
    const found = matchingImage([...slices, ...stacks], straight, middle)
    expect(found).toMatchObject({ image: wanted, index: slices.length + 12 })
  })

  it('leaves panes of another plane where they are', () => {
    expect(matchingImage(stacks, sagittal)).toBeUndefined()
  })
})

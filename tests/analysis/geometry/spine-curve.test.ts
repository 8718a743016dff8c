import { describe, expect, it } from 'vitest'
import {
  DISC_GAPS,
  DISCS,
  FORAMEN_GAPS,
  medianOf,
  spineFrames,
} from '../../../src/analysis/geometry/spine-curve.ts'

describe('spineFrames', () => {
  /** A straight spine with the usual gaps of a patient whose spacing is 40 mm. */
  const straight = DISCS.map(
    (_, index) => [3, DISC_GAPS.slice(0, index).reduce((sum, gap) => sum + gap * 40, 0)] as const,
  )

  it("finds the patient's spacing and direction", () => {
    for (const frame of spineFrames(straight, DISC_GAPS) ?? []) {
      expect(frame?.spacingMm).toBeCloseTo(40, 9)
      expect(frame?.caudal[0]).toBeCloseTo(0, 9)
      expect(frame?.caudal[1]).toBeCloseTo(1, 9)
    }
  })

  it('does not mind missing levels', () => {
    const gappy = straight.map((point, index) => ([1, 4, 6].includes(index) ? point : undefined))
    const frames = spineFrames(gappy, DISC_GAPS)
    expect(frames?.[0]).toBeUndefined()
    expect(frames?.[4]?.spacingMm).toBeCloseTo(40, 9)
  })

  it('keeps its scale when one disc has collapsed', () => {
    const collapsed = straight.map(([x, y], index) => [x, index > 4 ? y - 12 : y] as const)
    expect(spineFrames(collapsed, DISC_GAPS)?.[5]?.spacingMm).toBeCloseTo(40, 9)
  })

  it('follows a curve from the neighbour above to the one below', () => {
    const points = [[0, 0], [3, 4], [6, 0], undefined, undefined] as const
    const frame = spineFrames(points, FORAMEN_GAPS)?.[1]
    expect(frame?.caudal).toEqual([1, 0])
  })

  it('has no scale for a lone point', () => {
    expect(spineFrames([undefined, [1, 2], undefined, undefined, undefined], FORAMEN_GAPS)).toBeUndefined()
  })
})

describe('medianOf', () => {
  it('takes the middle, or the mean of both', () => {
    expect(medianOf([9, 1, 5])).toBe(5)
    expect(medianOf([4, 1, 9, 2])).toBe(3)
    expect(() => medianOf([])).toThrow(RangeError)
  })
})

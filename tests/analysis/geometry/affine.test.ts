import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyAffine, composeAffine, invertAffine } from '../../../src/analysis/geometry/affine.ts'
import type { Affine2, Point2 } from '../../../src/analysis/geometry/affine.ts'

const number = fc.double({ min: -50, max: 50, noNaN: true })
const point: fc.Arbitrary<Point2> = fc.tuple(number, number)
/** Maps that keep areas within a factor of a million, as views do. */
const affine: fc.Arbitrary<Affine2> = fc
  .tuple(number, number, number, number, number, number)
  .filter(([a, b, , d, e]) => Math.abs(a * e - b * d) > 0.01)

function expectNear(found: Point2, expected: Point2): void {
  expect(Math.hypot(found[0] - expected[0], found[1] - expected[1])).toBeLessThan(1e-6)
}

describe('affine maps', () => {
  it('lead back to where they came from', () => {
    fc.assert(
      fc.property(affine, point, (map, at) =>
        expectNear(applyAffine(invertAffine(map), applyAffine(map, at)), at),
      ),
    )
  })

  it('compose from the inside out', () => {
    fc.assert(
      fc.property(affine, affine, point, (outer, inner, at) => {
        const whole = applyAffine(composeAffine(outer, inner), at)
        const steps = applyAffine(outer, applyAffine(inner, at))
        expectNear(whole, steps)
      }),
    )
  })

  it('refuse to invert what flattens the plane', () => {
    expect(() => invertAffine([1, 2, 0, 2, 4, 0])).toThrow(RangeError)
  })
})

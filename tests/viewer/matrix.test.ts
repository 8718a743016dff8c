import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyMatrix, invertMatrix } from '../../src/viewer/matrix.ts'
import type { Matrix } from '../../src/viewer/matrix.ts'

const number = fc.double({ min: -50, max: 50, noNaN: true })
const matrix = fc
  .tuple(number, number, number, number, number, number)
  .filter(([a, b, c, d]) => Math.abs(a * d - b * c) > 0.1)

describe('matrices', () => {
  it('are undone by their inverse', () => {
    fc.assert(
      fc.property(matrix, number, number, (m: Matrix, x, y) => {
        const [backX, backY] = applyMatrix(invertMatrix(m), applyMatrix(m, [x, y]))
        expect(backX).toBeCloseTo(x, 4)
        expect(backY).toBeCloseTo(y, 4)
      }),
    )
  })

  it('refuse to invert what flattens the plane', () => {
    expect(() => invertMatrix([1, 2, 2, 4, 0, 0])).toThrow(RangeError)
  })
})

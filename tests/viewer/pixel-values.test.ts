import { describe, expect, it } from 'vitest'
import { ellipseStatistics, valueAt } from '../../src/viewer/pixel-values.ts'
import { goldens } from './goldens.ts'
import { pixelsOf } from './images.ts'

describe('ellipseStatistics', () => {
  const { columns, rows, data, slope, intercept, points, ...expected } = goldens.ellipse
  const pixels = pixelsOf(Int16Array.from(data), { columns, rows, slope, intercept })

  it('agrees with numpy, whichever corners were drawn', () => {
    const [a, b] = points
    for (const [from, to] of [
      [a, b],
      [b, a],
      [[a[0], b[1]] as const, [b[0], a[1]] as const],
    ] as const) {
      const found = ellipseStatistics(pixels, from, to)!
      expect(found.pixels).toBe(expected.pixels)
      expect(found.mean).toBeCloseTo(expected.mean, 6)
      expect(found.sd).toBeCloseTo(expected.sd, 6)
    }
  })

  it('leaves padding out and stops at the edges of the image', () => {
    const padded = pixelsOf(new Int16Array([-1, 4, 8, -1]), { columns: 2, rows: 2, padding: -1 })
    expect(ellipseStatistics(padded, [-9, -9], [9, 9])).toEqual({
      pixels: 2,
      mean: 6,
      sd: expect.closeTo(Math.sqrt(8), 9) as number,
    })
    const all = pixelsOf(new Int16Array([-1, -1, -1, -1]), { columns: 2, rows: 2, padding: -1 })
    expect(ellipseStatistics(all, [-9, -9], [9, 9])).toBeUndefined()
  })

  it('has nothing to say of an ellipse between pixel centres or without width', () => {
    expect(ellipseStatistics(pixels, [3.2, 3.2], [3.8, 3.8])).toBeUndefined()
    expect(ellipseStatistics(pixels, [3, 3], [3, 9])).toBeUndefined()
  })
})

describe('valueAt', () => {
  it('reads the pixel that the point lies in, after rescale', () => {
    const pixels = pixelsOf(new Int16Array([1, 2, 3, 4]), {
      columns: 2,
      rows: 2,
      slope: 2,
      intercept: -5,
      padding: 3,
    })
    expect(valueAt(pixels, [0.49, -0.49])).toBe(-3)
    expect(valueAt(pixels, [0.51, 0])).toBe(-1)
    expect(valueAt(pixels, [0, 1])).toBeUndefined()
    expect(valueAt(pixels, [1.6, 0])).toBeUndefined()
    expect(valueAt(pixels, [0, -0.6])).toBeUndefined()
  })
})

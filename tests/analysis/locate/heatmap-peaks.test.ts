import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPeaks, meanOfMaps, readMap } from '../../../src/analysis/locate/heatmap-peaks.ts'
import type { ProbabilityMaps } from '../../../src/analysis/run-network.ts'

/** Gaussians of 1.5 cells on a 24 x 24 map over a view of 96 x 96: cells of 4 pixels. */
function gaussians(centres: readonly (readonly [x: number, y: number, height: number])[]): ProbabilityMaps {
  const data = new Float32Array(24 * 24)
  for (let row = 0; row < 24; row++)
    for (let column = 0; column < 24; column++)
      for (const [x, y, height] of centres) {
        const dx = column - ((x + 0.5) / 4 - 0.5)
        const dy = row - ((y + 0.5) / 4 - 0.5)
        const value = height * Math.exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5))
        data[row * 24 + column] = Math.max(data[row * 24 + column] as number, value)
      }
  return { rows: 24, columns: 24, labels: ['one'], data }
}

describe('findPeaks', () => {
  it('finds a peak between cells to a tenth of a pixel', () => {
    const coordinate = fc.double({ min: 20, max: 76, noNaN: true })
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const [peak] = findPeaks(gaussians([[x, y, 0.9]]), 0, [96, 96], 0.1, 3)
        expect(Math.hypot((peak?.point[0] ?? NaN) - x, (peak?.point[1] ?? NaN) - y)).toBeLessThan(0.1)
      }),
    )
  })

  it('lists peaks best first and none below the floor', () => {
    const maps = gaussians([
      [20, 20, 0.5],
      [70, 30, 0.8],
      [40, 80, 0.05],
    ])
    expect(findPeaks(maps, 0, [96, 96], 0.1, 5).map(({ confidence }) => Math.round(confidence * 10))).toEqual(
      [8, 5],
    )
  })

  it('counts a plateau once', () => {
    const maps = { rows: 3, columns: 3, labels: ['one'], data: new Float32Array(9).fill(0.5) }
    expect(findPeaks(maps, 0, [3, 3], 0.1, 9)).toHaveLength(1)
  })
})

describe('meanOfMaps', () => {
  it('keeps what both agree on and halves what only one saw', () => {
    const mean = meanOfMaps([
      { maps: gaussians([[20, 20, 0.8]]), weights: [1] },
      {
        maps: gaussians([
          [20, 20, 0.8],
          [70, 70, 0.6],
        ]),
        weights: [1],
      },
    ])
    if (mean === undefined) throw new Error('no mean')
    expect(readMap(mean, 0, [21.5, 21.5], [96, 96])).toBeCloseTo(0.8 * Math.exp(-0.03), 1)
    expect(readMap(mean, 0, [69.5, 69.5], [96, 96])).toBeLessThan(0.31)
    expect(readMap(mean, 0, [500, 5], [96, 96])).toBe(0)
  })

  it('weighs each channel by itself', () => {
    const two = (first: number, second: number) => ({
      rows: 1,
      columns: 1,
      labels: ['a', 'b'],
      data: Float32Array.of(first, second),
    })
    const mean = meanOfMaps([
      { maps: two(0.2, 0.2), weights: [1, 0] },
      { maps: two(0.6, 0.6), weights: [3, 2] },
    ])
    expect(mean?.data[0]).toBeCloseTo(0.5)
    expect(mean?.data[1]).toBeCloseTo(0.6)
  })

  it('has no mean of nothing', () => {
    expect(meanOfMaps([])).toBeUndefined()
  })
})

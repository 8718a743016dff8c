import { describe, expect, it } from 'vitest'
import { withIntervals } from '../../src/statistics/bootstrap.ts'

type Row = { readonly patient: string; readonly value: number }
const meanOf = (rows: readonly Row[]) => ({
  mean: rows.reduce((sum, { value }) => sum + value, 0) / rows.length,
})

describe('withIntervals', () => {
  it('draws patients, not rows: a patient with many equal rows is one opinion', () => {
    const rows: Row[] = Array.from({ length: 200 }, (_, index) => ({
      patient: index < 100 ? 'a' : 'b',
      value: index < 100 ? 0 : 1,
    }))
    const { n, patients, metrics } = withIntervals(rows, meanOf)
    expect([n, patients, metrics['mean']?.value]).toEqual([200, 2, 0.5])
    // Two patients: a quarter of the draws hold only one of them, so the interval spans all.
    expect(metrics['mean']?.ci95).toEqual([0, 1])
  })

  it('comes near the normal interval of a mean, and is the same each time', () => {
    const rows: Row[] = Array.from({ length: 400 }, (_, index) => ({ patient: `${index}`, value: index % 2 }))
    const [low = NaN, high = NaN] = withIntervals(rows, meanOf).metrics['mean']?.ci95 ?? []
    const half = 1.96 * Math.sqrt(0.25 / 400)
    expect(low).toBeCloseTo(0.5 - half, 1)
    expect(high).toBeCloseTo(0.5 + half, 1)
    expect(withIntervals(rows, meanOf)).toEqual(withIntervals(rows, meanOf))
  })
})

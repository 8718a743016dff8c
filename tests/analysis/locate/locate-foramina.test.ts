import { describe, expect, it } from 'vitest'
import { shareViews } from '../../../src/analysis/locate/locate-foramina.ts'

const shares = (...confidences: number[]) =>
  shareViews(confidences.map((confidence) => ({ confidence }))).map(({ share }) => share)

describe('shareViews', () => {
  it('shares the answer between two slices that are equally sure', () => {
    expect(shares(0.8, 0.8)).toEqual([0.5, 0.5])
    expect(shares(0.3, 0.8, 0.8)).toEqual([0.5, 0.5])
  })

  it('puts the surest first and drops what is much less sure', () => {
    expect(shares(0.5, 0.9)).toEqual([1])
    // (0.9 / 1)^2 - 0.7 = 0.11 beside 1 - 0.7 = 0.3.
    expect(shares(0.9, 1)[1]).toBeCloseTo(0.11 / 0.41)
  })

  it('changes steadily where a slice comes in', () => {
    const least = Math.sqrt(0.7)
    expect(shares(1, least - 1e-4)).toEqual([1])
    expect(shares(1, least + 1e-4)[1]).toBeLessThan(0.001)
  })

  it('has nothing to share where no slice shows it', () => {
    expect(shares()).toEqual([])
  })
})

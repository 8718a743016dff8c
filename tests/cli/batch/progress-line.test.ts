import { describe, expect, it } from 'vitest'
import { progressLine } from '../../../cli/batch/progress-line.ts'

describe('the progress of a batch', () => {
  it('has rate and time left once a study of this run is done', () => {
    const progress = { done: 12, failed: 1, of: 40, inThisRun: 2, elapsedMs: 20_000 }
    expect(progressLine(progress)).toBe(
      '[#######-----------------] 12 of 40 studies, 1 failed, 360 an hour, 5 min left',
    )
  })

  it('says before that the rate is not known, whatever an earlier run did', () => {
    expect(progressLine({ done: 12, failed: 0, of: 40, inThisRun: 0, elapsedMs: 5000 })).toBe(
      '[#######-----------------] 12 of 40 studies, the rate is not known yet',
    )
  })

  it.each([
    [1, '10 s'],
    [60, '10 min'],
    [3000, '8 h 20 min'],
  ])('gives the time for %d more studies at one in ten seconds as %s', (left, words) => {
    const line = progressLine({ done: 1, failed: 0, of: 1 + left, inThisRun: 1, elapsedMs: 10_000 })
    expect(line.endsWith(`360 an hour, ${words} left`)).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { comparedMetrics, locatedMetrics } from '../../../cli/evaluate/summarise.ts'

describe('locatedMetrics', () => {
  it('counts a point that was not found as within no distance', () => {
    const rows = [2, 6, undefined, 30].map((errorMm) => ({ patient: 'p', errorMm, spacingMm: 36 }))
    expect(locatedMetrics(rows)).toEqual({
      within_5mm: 0.25,
      within_sixth: 0.5,
      within_10mm: 0.5,
      found: 0.75,
      median_error_mm: 6,
    })
  })

  it('says nothing of spacings where there are none', () => {
    expect(locatedMetrics([{ patient: 'p', errorMm: 1 }])).not.toHaveProperty('within_sixth')
  })
})

describe('comparedMetrics', () => {
  const judged = (truth: number, probabilities: readonly number[]) => ({
    patient: 'p',
    truth,
    probabilities,
    proposed: 0,
  })

  it('says what each kind of wrong place adds to the weighted log loss of all', () => {
    const sure = judged(0, [1, 0, 0])
    // Tilted by 1, 2 and 4: shares 1/7, 2/7 and 4/7.
    const ignorant = judged(0, [1 / 3, 1 / 3, 1 / 3])
    const figures = comparedMetrics([
      { patient: 'p', place: 'right', atLabel: sure, found: sure },
      { patient: 'p', place: 'misnumbered', atLabel: sure, found: ignorant },
      { patient: 'p', place: 'misnumbered', atLabel: ignorant, found: ignorant },
      {
        patient: 'p',
        place: 'not_found',
        atLabel: judged(2, [0, 0, 1]),
        found: judged(2, [1 / 3, 1 / 3, 1 / 3]),
      },
    ])
    // Weights: three of grade 0 and one severe, 3 + 4 = 7.
    expect(figures['misnumbered']).toBe(0.5)
    expect(figures['misnumbered_loss']).toBeCloseTo(Math.log(7) / 7)
    expect(figures['not_found_loss']).toBeCloseTo((4 * Math.log(7 / 4)) / 7)
    expect(figures).toMatchObject({ right: 0.25, right_loss: 0, misplaced: 0, misplaced_loss: 0 })
  })
})

import { describe, expect, it } from 'vitest'
import { locatedMetrics } from '../../../cli/evaluate/summarise.ts'

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

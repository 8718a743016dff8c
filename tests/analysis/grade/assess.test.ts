import { describe, expect, it } from 'vitest'
import { assess, proposeGrade } from '../../../src/analysis/grade/assess.ts'
import type { Evidence } from '../../../src/domain/finding.ts'

const EVIDENCE: Evidence = {
  network: 'net',
  stackId: 's',
  imageId: 'i',
  point: [0, 0, 0],
  boxPx: [0, 0, 1, 1],
  crop: { columns: 0, rows: 0, grey: new Uint8ClampedArray() },
}
const LEANING = { normal_mild: 0.55, moderate: 0.3, severe: 0.15 }

describe('proposeGrade', () => {
  it('proposes the likeliest grade without cuts, at a tie the more severe one', () => {
    expect(proposeGrade(LEANING, undefined)).toBe('normal_mild')
    expect(proposeGrade({ normal_mild: 0.4, moderate: 0.4, severe: 0.2 }, undefined)).toBe('moderate')
  })

  it('proposes by the expected grade with cuts, of which each belongs to the grade above', () => {
    const cuts = [0.5, 1.1] as const
    expect(proposeGrade(LEANING, cuts)).toBe('moderate')
    expect(proposeGrade({ normal_mild: 0.75, moderate: 0, severe: 0.25 }, cuts)).toBe('moderate')
    expect(proposeGrade({ normal_mild: 0.8, moderate: 0.15, severe: 0.05 }, cuts)).toBe('normal_mild')
    expect(proposeGrade({ normal_mild: 0.2, moderate: 0.4, severe: 0.4 }, cuts)).toBe('severe')
  })
})

describe('assess', () => {
  it('abstains by the leading probability, whatever is proposed', () => {
    const sure = assess(LEANING, { abstainBelow: 0.5, cuts: [0.5, 1.1] }, EVIDENCE)
    const unsure = assess(LEANING, { abstainBelow: 0.6, cuts: [0.5, 1.1] }, EVIDENCE)
    expect(sure).toMatchObject({ proposed: 'moderate', uncertain: false })
    expect(unsure).toMatchObject({ proposed: 'moderate', uncertain: true })
  })
})

import { describe, expect, it } from 'vitest'
import { assess } from '../../../src/analysis/grade/assess.ts'
import type { Evidence } from '../../../src/domain/finding.ts'

const EVIDENCE: Evidence = {
  network: 'net',
  stackId: 's',
  imageId: 'i',
  point: [0, 0, 0],
  boxPx: [0, 0, 1, 1],
  crop: { columns: 0, rows: 0, grey: new Uint8ClampedArray() },
}
const of = (normal_mild: number, moderate: number, severe: number) => ({ normal_mild, moderate, severe })

describe('assess', () => {
  it.each([
    [of(0.08, 0.62, 0.3), 'moderate'],
    [of(0.56, 0.39, 0.05), 'normal_mild'],
    [of(0.1, 0.2, 0.7), 'severe'],
    [of(0.4, 0.4, 0.2), 'moderate'],
  ])('proposes the likeliest grade, at a tie the more severe one: %o', (probabilities, proposed) => {
    expect(assess(probabilities, 0.3, EVIDENCE)).toMatchObject({ kind: 'graded', proposed })
  })

  it('abstains below the threshold, and then proposes nothing', () => {
    expect(assess(of(0.08, 0.62, 0.3), 0.62, EVIDENCE).kind).toBe('graded')
    expect(assess(of(0.08, 0.62, 0.3), 0.63, EVIDENCE)).toEqual({
      kind: 'uncertain',
      probabilities: of(0.08, 0.62, 0.3),
      threshold: 0.63,
      evidence: EVIDENCE,
    })
  })

  it.each([
    [of(0.08, 0.62, 0.3), 'severe'],
    [of(0.7, 0.2, 0.1), 'severe'],
    [of(0.7, 0.21, 0.09), undefined],
    [of(0.6, 0.39, 0.01), undefined],
    [of(0.1, 0.2, 0.7), undefined],
  ])('flags Severe that is not excluded, from 10 %: %o', (probabilities, notExcluded) => {
    const assessment = assess(probabilities, 0, EVIDENCE)
    expect(assessment.kind === 'graded' && assessment.notExcluded).toBe(notExcluded)
  })
})

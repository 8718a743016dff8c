import { diagnose } from '../../src/domain/diagnostic.ts'
import { describe, expect, it } from 'vitest'
import type { Cell } from '../../src/review/cells.ts'
import { cellName, notExcludedInWords } from '../../src/words/cells.ts'
import { aDecision } from '../a-decision.ts'
import { graded, uncertain } from '../review/fixtures.ts'

const cell = (changes: Partial<Cell>): Cell => ({
  key: 'l4_l5/spinal_canal_stenosis',
  level: 'l4_l5',
  condition: 'spinal_canal_stenosis',
  proposal: graded('severe', 0.93),
  hidden: false,
  decision: undefined,
  note: undefined,
  ...changes,
})

describe('the accessible name of a cell', () => {
  it.each<[string, Partial<Cell>]>([
    ['L4/L5 spinal canal stenosis: Severe, 93 %', {}],
    [
      'L4/L5 spinal canal stenosis: Uncertain, Normal/Mild 46 %, Moderate 49 %, Severe 5 %',
      { proposal: uncertain(0.46, 0.49, 0.05) },
    ],
    [
      'L4/L5 spinal canal stenosis: Moderate, graded by reader',
      { proposal: uncertain(0.46, 0.49, 0.05), decision: aDecision('moderate') },
    ],
    [
      'L4/L5 spinal canal stenosis: Not assessed, no sagittal T1 series',
      { proposal: { kind: 'not-assessed', reason: { kind: 'no-series', role: 'sagittal_t1' } } },
    ],
    [
      'L4/L5 spinal canal stenosis: Not assessed, the canal was not recognised (analysis.canal-not-found)',
      {
        proposal: {
          kind: 'not-assessed',
          reason: { kind: 'unreadable', because: diagnose('analysis.canal-not-found', 'info') },
        },
      },
    ],
    [
      'L4/L5 spinal canal stenosis: Severe, 93 %, confirmed by reader',
      { decision: aDecision('severe', { proposed: 'severe' }) },
    ],
    [
      'L4/L5 spinal canal stenosis: Severe, changed by reader from Moderate',
      { proposal: graded('moderate'), decision: aDecision('severe', { proposed: 'moderate' }) },
    ],
    [
      'L4/L5 spinal canal stenosis: Not assessed, changed by reader from Severe',
      { decision: aDecision('not_assessed', { proposed: 'severe' }) },
    ],
    [
      'L4/L5 spinal canal stenosis: Moderate, graded by reader',
      {
        proposal: { kind: 'not-assessed', reason: { kind: 'no-network' } },
        decision: aDecision('moderate'),
      },
    ],
    ['L4/L5 spinal canal stenosis: Not yet graded', { hidden: true }],
    [
      'L4/L5 spinal canal stenosis: Moderate, graded by reader',
      { hidden: true, decision: aDecision('moderate', { proposed: 'severe' }) },
    ],
    ['L4/L5 spinal canal stenosis: Not read', { proposal: undefined }],
  ])('%s', (name, changes) => {
    expect(cellName(cell(changes), false, 'Dr. Ada Lind')).toBe(name)
  })

  it('names another reader, and the day', () => {
    const decision = aDecision('severe', { proposed: 'severe', at: '2026-03-12T10:00:00+01:00' })
    expect(cellName(cell({ decision }), false, 'Prof. Jan Novák')).toMatch(
      /, confirmed by Dr\. Ada Lind, 12 Mar 2026$/,
    )
    const unnamed = { ...decision, reader: 'Unnamed reader' }
    expect(cellName(cell({ decision: unnamed }), false)).toMatch(
      /, confirmed by another reader, 12 Mar 2026$/,
    )
    expect(cellName(cell({ decision: { ...decision, reader: undefined } }), false)).toMatch(
      /, confirmed by reader$/,
    )
  })

  it('never claims certainty', () => {
    expect(cellName(cell({ proposal: graded('severe', 0.9999) }), false)).toMatch(/99 %$/)
  })
})

describe('a graver grade that is not excluded', () => {
  it('is said with its probability, apart from the grade that is proposed', () => {
    const open: Cell['proposal'] = {
      ...graded('moderate'),
      probabilities: { normal_mild: 0.08, moderate: 0.62, severe: 0.3 },
      notExcluded: 'severe',
    }
    expect(notExcludedInWords(open)).toBe('Severe not excluded, 30 %')
    expect(cellName(cell({ proposal: open }), false)).toMatch(/: Moderate, 62 %$/)
    expect(notExcludedInWords(graded('severe'))).toBe('')
    expect(notExcludedInWords(uncertain(0.4, 0.3, 0.3))).toBe('')
  })
})

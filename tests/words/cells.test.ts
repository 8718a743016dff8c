import { diagnose } from '../../src/domain/diagnostic.ts'
import { describe, expect, it } from 'vitest'
import type { Cell } from '../../src/review/cells.ts'
import { cellName } from '../../src/words/cells.ts'
import { graded } from '../review/fixtures.ts'

const AT = '2026-01-01T10:00:00+01:00'
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
    ['L4/L5 spinal canal stenosis: Uncertain, Moderate 41 %', { proposal: graded('moderate', 0.41, true) }],
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
      { decision: { grade: 'severe', proposed: 'severe', at: AT } },
    ],
    [
      'L4/L5 spinal canal stenosis: Severe, changed by reader from Moderate',
      { proposal: graded('moderate'), decision: { grade: 'severe', proposed: 'moderate', at: AT } },
    ],
    [
      'L4/L5 spinal canal stenosis: Not assessed, changed by reader from Severe',
      { decision: { grade: 'not_assessed', proposed: 'severe', at: AT } },
    ],
    [
      'L4/L5 spinal canal stenosis: Moderate, changed by reader from Not assessed',
      {
        proposal: { kind: 'not-assessed', reason: { kind: 'no-network' } },
        decision: { grade: 'moderate', proposed: undefined, at: AT },
      },
    ],
    ['L4/L5 spinal canal stenosis: Not yet graded', { hidden: true }],
    [
      'L4/L5 spinal canal stenosis: Moderate, graded by reader',
      { hidden: true, decision: { grade: 'moderate', proposed: 'severe', at: AT } },
    ],
    ['L4/L5 spinal canal stenosis: Not read', { proposal: undefined }],
  ])('%s', (name, changes) => {
    expect(cellName(cell(changes), false)).toBe(name)
  })

  it('never claims certainty', () => {
    expect(cellName(cell({ proposal: graded('severe', 0.9999) }), false)).toMatch(/99 %$/)
  })
})

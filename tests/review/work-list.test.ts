import { describe, expect, it } from 'vitest'
import type { Assessment } from '../../src/domain/finding.ts'
import { allCells, gravestAt } from '../../src/review/cells.ts'
import type { Cell, CellContext } from '../../src/review/cells.ts'
import { EMPTY_DOCUMENT, perform } from '../../src/review/review-document.ts'
import type { Displayed } from '../../src/review/session-state.ts'
import { confirmableTogether, nextUndecided, workList } from '../../src/review/work-list.ts'
import { aDecision } from '../a-decision.ts'
import { findings, graded, uncertain } from './fixtures.ts'

const SEVERE = 'l4_l5/spinal_canal_stenosis'
const UNSURE = 'l5_s1/left_subarticular_stenosis'
const FLAGGED = 'l4_l5/right_neural_foraminal_narrowing'
const flagged: Assessment = {
  ...graded('normal_mild', 0.7),
  probabilities: { normal_mild: 0.7, moderate: 0.1, severe: 0.2 },
  notExcluded: 'severe',
}
const CELLS: Readonly<Record<string, Assessment>> = {
  [SEVERE]: graded('severe', 0.9),
  [UNSURE]: uncertain(0.3, 0.4, 0.3),
  'l4_l5/left_subarticular_stenosis': uncertain(0.5, 0.3, 0.2),
  'l4_l5/right_subarticular_stenosis': graded('moderate', 0.7),
  'l1_l2/spinal_canal_stenosis': { kind: 'not-assessed', reason: { kind: 'no-network' } },
}
const context: CellContext = {
  reading: { findings: findings(CELLS) },
  document: EMPTY_DOCUMENT,
  mode: 'concurrent',
  comparing: false,
  revealed: {},
}
const decide = (cell: typeof SEVERE | typeof UNSURE) =>
  perform(EMPTY_DOCUMENT, { kind: 'decide', decisions: { [cell]: aDecision('severe') } })

describe('the work list', () => {
  it('puts uncertain cells first, then the most severe, and what could not be read last', () => {
    const keys = workList(allCells(context)).map(({ key }) => key)
    expect(keys).toHaveLength(25)
    expect(keys.slice(0, 4)).toEqual([
      'l4_l5/left_subarticular_stenosis',
      UNSURE,
      SEVERE,
      'l4_l5/right_subarticular_stenosis',
    ])
    expect(keys.at(-1)).toBe('l1_l2/spinal_canal_stenosis')
  })

  it('puts a cell on which Severe is not excluded before Moderate', () => {
    const cells = allCells({ ...context, reading: { findings: findings({ ...CELLS, [FLAGGED]: flagged }) } })
    expect(
      workList(cells)
        .slice(2, 5)
        .map(({ key }) => key),
    ).toEqual([SEVERE, FLAGGED, 'l4_l5/right_subarticular_stenosis'])
  })

  it('goes on from the cell in hand and comes round at the end', () => {
    const cells = allCells(context)
    expect(nextUndecided(cells, 'l4_l5/left_subarticular_stenosis')?.key).toBe(UNSURE)
    expect(nextUndecided(cells, 'l1_l2/spinal_canal_stenosis')?.key).toBe('l4_l5/left_subarticular_stenosis')
  })

  it('leaves out what is decided', () => {
    const decided = allCells({ ...context, document: decide(UNSURE) })
    expect(workList(decided).some(({ key }) => key === UNSURE)).toBe(false)
  })

  it('gives nothing away through its order while proposals are hidden', () => {
    const hidden = workList(allCells({ ...context, mode: 'reader-first' }))
    expect(hidden.map(({ key }) => key)).toEqual(allCells(context).map(({ key }) => key))
  })
})

describe('confirming together', () => {
  const displayed = (cells: readonly Cell[]): Displayed =>
    Object.fromEntries(cells.flatMap(({ key, proposal }) => (proposal ? [[key, proposal]] : [])))

  it('takes Normal/Mild cells only: no uncertain, no graver one, none on which Severe is not excluded', () => {
    const cells = allCells({ ...context, reading: { findings: findings({ ...CELLS, [FLAGGED]: flagged }) } })
    expect(confirmableTogether(cells, 'l4_l5', displayed(cells)).map(({ key }) => key)).toEqual([
      'l4_l5/left_neural_foraminal_narrowing',
    ])
  })

  it('takes no cell that was never displayed, or that reads otherwise since', () => {
    const cells = allCells(context)
    const [seen, other] = cells.filter(({ level }) => level === 'l2_l3')
    const keys = (of: Displayed) => confirmableTogether(cells, 'l2_l3', of).map(({ key }) => key)
    expect(keys({})).toEqual([])
    expect(keys(displayed([seen!]))).toEqual([seen!.key])
    expect(keys({ ...displayed([seen!]), [other!.key]: graded('normal_mild', 0.7) })).toEqual([seen!.key])
  })

  it('takes none while the proposals are hidden', () => {
    const cells = allCells({ ...context, mode: 'blind' })
    expect(confirmableTogether(cells, 'l2_l3', displayed(cells))).toEqual([])
  })
})

describe('the gravest of a level', () => {
  const decided = (grade: 'normal_mild' | 'moderate') =>
    perform(EMPTY_DOCUMENT, { kind: 'decide', decisions: { [SEVERE]: aDecision(grade) } })

  it('is the reader’s where the reader decided, and leaves out what is hidden', () => {
    expect(gravestAt(allCells(context), 'l4_l5')).toBe('severe')
    expect(gravestAt(allCells({ ...context, mode: 'reader-first' }), 'l4_l5')).toBeUndefined()
    expect(gravestAt(allCells({ ...context, document: decided('normal_mild') }), 'l4_l5')).toBe('moderate')
  })

  it('is an abstention before it is Normal/Mild: a level with an open cell is not shown as mild', () => {
    expect(gravestAt(allCells(context), 'l5_s1')).toBe('uncertain')
    expect(gravestAt(allCells(context), 'l2_l3')).toBe('normal_mild')
    expect(gravestAt(allCells({ ...context, mode: 'blind' }), 'l5_s1')).toBeUndefined()
  })

  it('is not Normal/Mild where a cell has no grade, is hidden or is not read yet', () => {
    expect(gravestAt(allCells(context), 'l1_l2')).toBe('not_assessed')
    const one = perform(EMPTY_DOCUMENT, {
      kind: 'decide',
      decisions: { 'l2_l3/spinal_canal_stenosis': aDecision('normal_mild') },
    })
    const first = { ...context, document: one, mode: 'reader-first' } as const
    expect(gravestAt(allCells(first), 'l2_l3')).toBeUndefined()
    const reading = { findings: findings().filter(({ condition }) => condition === 'spinal_canal_stenosis') }
    expect(gravestAt(allCells({ ...context, reading }), 'l2_l3')).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import type { ReportCell, Standing } from '../../../src/report/model/report-model.ts'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { cellKey } from '../../../src/domain/decision.ts'
import { percent, statementOf } from '../../../src/report/sentences/statement.ts'
import { aDecision } from '../../a-decision.ts'
import { sampleInput } from '../fixture.ts'

const cells = buildReport(sampleInput()).levels.flatMap((level) => level.cells)

function said(level: string, condition: string): string {
  const cell = cells.find((candidate) => candidate.level === level && candidate.condition === condition)
  if (cell === undefined) throw new Error('no such cell')
  return statementOf(cell)
}

describe('statementOf', () => {
  it.each([
    ['l4_l5', 'spinal_canal_stenosis', 'Severe spinal canal stenosis (confirmed by reader; model 93 %)'],
    [
      'l4_l5',
      'right_neural_foraminal_narrowing',
      'Moderate narrowing of the right neural foramen (model, not yet reviewed; 71 %)',
    ],
    [
      'l3_l4',
      'spinal_canal_stenosis',
      'Severe spinal canal stenosis (changed by reader from Moderate; model 64 %)',
    ],
    [
      'l5_s1',
      'right_subarticular_stenosis',
      'Moderate right subarticular stenosis (graded by reader; not assessed by the model)',
    ],
    [
      'l4_l5',
      'left_subarticular_stenosis',
      'Moderate left subarticular stenosis (graded by reader; model uncertain)',
    ],
    [
      'l3_l4',
      'left_subarticular_stenosis',
      'Uncertain: left subarticular stenosis (model abstains, not yet reviewed; Normal/Mild 38 %, Moderate 41 %, Severe 21 %)',
    ],
    [
      'l2_l3',
      'spinal_canal_stenosis',
      'Not assessed: spinal canal (set aside by Prof. Ada Lind on 2026-03-04; model Normal/Mild 91 %)',
    ],
    [
      'l5_s1',
      'spinal_canal_stenosis',
      'Not assessed: spinal canal (A signal void hides the canal at L5/S1 (analysis.signal-void))',
    ],
    [
      'l2_l3',
      'left_neural_foraminal_narrowing',
      'No more than mild narrowing of the left neural foramen (model, not yet reviewed; 91 %)',
    ],
  ])('%s %s', (level, condition, words) => {
    expect(said(level, condition)).toBe(words)
  })

  it('names what the model says now when it is no longer what the reader saw', () => {
    const standing: Standing = { kind: 'decided', grade: 'severe', change: 'confirmed' }
    const cell = cells.find(
      ({ assessment }) => assessment.kind === 'graded' && assessment.proposed === 'moderate',
    )
    if (cell?.assessment.kind !== 'graded') throw new Error('the fixture has no moderate cell')
    const decided: ReportCell = {
      ...cell,
      standing,
      decision: aDecision('severe', { proposed: 'severe' }),
    }
    expect(statementOf(decided)).toMatch(/\(confirmed by reader; model Moderate 64 %\)$/u)
  })
})

describe('a decision of another reader', () => {
  const input = sampleInput()
  const key = 'l4_l5/spinal_canal_stenosis'
  const own = input.decisions[key]!
  const said = (reader: string | undefined) => {
    const decisions = { ...input.decisions, [key]: { ...own, reader, at: '2026-03-12T10:00:00+01:00' } }
    const model = buildReport({ ...input, decisions })
    const cell = model.levels
      .flatMap(({ cells }) => cells)
      .find((one) => cellKey(one.level, one.condition) === key)
    return { statement: statementOf(cell!), status: model.text.status }
  }

  it('stays under its author’s name, with the day, whoever makes the report', () => {
    expect(said('Prof. Jan Novák').statement).toBe(
      'Severe spinal canal stenosis (confirmed by Prof. Jan Novák on 2026-03-12; model 93 %)',
    )
    expect(said('Prof. Jan Novák').status).toContain('1 decided by Prof. Jan Novák')
  })

  it('is the reader’s own where it has their name, or was made before they gave one', () => {
    for (const reader of ['Dr. Łukasz Wójcik', undefined])
      expect(said(reader).statement).toBe('Severe spinal canal stenosis (confirmed by reader; model 93 %)')
  })
})

describe('percent', () => {
  it.each([
    [0, '<1 %'],
    [0.004, '<1 %'],
    [0.005, '1 %'],
    [0.931, '93 %'],
    [0.994, '99 %'],
    [0.9951, '>99 %'],
    [1, '>99 %'],
  ])('%d is %s', (probability, words) => {
    expect(percent(probability)).toBe(words)
  })
})

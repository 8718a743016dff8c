import { describe, expect, it } from 'vitest'
import { CONDITION_GROUPS, groupOf, isCondition } from '../../src/domain/condition.ts'
import type { ConditionGroup } from '../../src/domain/condition.ts'
import { GRADES } from '../../src/domain/severity.ts'
import type { Grade } from '../../src/domain/severity.ts'
import { buildReport } from '../../src/report/model/build-report.ts'
import { CSV_COLUMNS, writeCsv } from '../../src/report/write-csv.ts'
import { sampleInput } from './fixture.ts'

type Row = Readonly<Record<string, string>>
type Scored = { readonly group: ConditionGroup; readonly truth: Grade; readonly p: readonly number[] }

const WEIGHT = { normal_mild: 1, moderate: 2, severe: 4 } as const

/** RFC 4180, quotes and line breaks in cells included. */
function parseCsv(text: string): Row[] {
  const records: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') records.push([])
  }
  const [header = [], ...rows] = records.slice(0, -1)
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])))
}

/** RSNA 2024's score: the mean over the groups of the weighted log loss, and of any severe canal (DOMAIN.md). */
function rsnaScore(rows: readonly Scored[]): number {
  const losses = CONDITION_GROUPS.map((group) => weightedLogLoss(rows.filter((row) => row.group === group)))
  const canal = rows.filter((row) => row.group === 'canal')
  const anySevere = canal.some((row) => row.truth === 'severe')
  const predicted = Math.max(...canal.map((row) => row.p[2] ?? 0))
  losses.push(-Math.log(anySevere ? predicted : 1 - predicted))
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length
}

function weightedLogLoss(rows: readonly Scored[]): number {
  const weight = rows.reduce((sum, row) => sum + WEIGHT[row.truth], 0)
  const loss = rows.reduce(
    (sum, row) => sum - WEIGHT[row.truth] * Math.log(row.p[GRADES.indexOf(row.truth)] ?? 0),
    0,
  )
  return loss / weight
}

describe('writeCsv', () => {
  const model = buildReport(sampleInput())
  const rows = parseCsv(writeCsv(model))

  it('has the submission’s columns first and one row a cell', () => {
    expect(CSV_COLUMNS.slice(0, 4)).toEqual(['row_id', 'normal_mild', 'moderate', 'severe'])
    expect(rows).toHaveLength(25)
    expect(new Set(rows.map((row) => row['row_id'])).size).toBe(25)
    expect(rows[0]?.['row_id']).toBe('1.2.826.0.1.3680043.8.498.7001_spinal_canal_stenosis_l1_l2')
  })

  it('scores in RSNA’s metric as the probabilities themselves do', () => {
    const truth: Grade = 'moderate'
    const fromCsv = rows
      .filter((row) => row['severe'] !== '')
      .map((row): Scored => {
        const condition = /_((?:spinal|left|right)_.*)_l\d_[ls]\d$/u.exec(row['row_id'] ?? '')?.[1]
        if (!isCondition(condition)) throw new Error(`no condition in ${row['row_id'] ?? ''}`)
        return { group: groupOf(condition), truth, p: GRADES.map((grade) => Number(row[grade])) }
      })
    const direct = model.levels
      .flatMap(({ cells }) => cells)
      .flatMap(({ assessment, condition }): Scored[] =>
        assessment.kind === 'not-assessed'
          ? []
          : [{ group: groupOf(condition), truth, p: GRADES.map((grade) => assessment.probabilities[grade]) }],
      )
    expect(fromCsv).toHaveLength(21)
    expect(rsnaScore(fromCsv)).toBeCloseTo(rsnaScore(direct), 6)
  })

  it('never lets a decision touch the model’s probabilities', () => {
    const blind = parseCsv(writeCsv(buildReport(sampleInput({ decisions: {} }))))
    rows.forEach((row, index) => {
      for (const grade of GRADES) expect(row[grade]).toBe(blind[index]?.[grade])
    })
    const changed = rows.find((row) => row['row_id']?.endsWith('spinal_canal_stenosis_l3_l4'))
    expect(changed).toMatchObject({
      moderate: '0.640000',
      proposed: 'moderate',
      decision: 'severe',
      decision_change: 'changed',
      reader_normal_mild: '0',
      reader_moderate: '0',
      reader_severe: '1',
      reported: 'severe',
    })
  })

  it('lists what was not assessed, without probabilities', () => {
    const row = rows.find((candidate) => candidate['row_id']?.endsWith('spinal_canal_stenosis_l5_s1'))
    expect(row).toMatchObject({ normal_mild: '', severe: '', reported: '', not_assessed_because: 'withheld' })
  })

  it('keeps commas, quotes, line breaks and formulas in notes as text', () => {
    const notes = rows.map((row) => row['note'])
    expect(notes).toContain("'=worse on axial images, see image 31")
    expect(notes).toContain('Cauda equina crowded; “redundant” roots above.\nŽivá poznámka, 脊柱管狭窄.')
  })
})

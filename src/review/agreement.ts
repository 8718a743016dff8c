import { withIntervals } from '../statistics/bootstrap.ts'
import type { Figure } from '../statistics/bootstrap.ts'
import { CONDITIONS } from '../domain/condition.ts'
import type { Condition } from '../domain/condition.ts'
import { READING_MODES } from '../domain/reading-mode.ts'
import type { ReadingMode } from '../domain/reading-mode.ts'
import { quadraticKappa } from '../statistics/quadratic-kappa.ts'
import { GRADES } from '../domain/severity.ts'
import type { Grade } from '../domain/severity.ts'
import type { SavedReview } from './reader-ports.ts'

/** Fewer pairs than this give no kappa. */
const LEAST_PAIRS = 10

/** A cell that reader and model both graded, and the study that it is of. */
export type Pair = {
  readonly patient: string
  readonly cell: string
  readonly condition: Condition
  readonly reader: Grade
  readonly model: Grade
  readonly mode: ReadingMode
}

/** How reader and model agree on some pairs. */
export type Agreement = {
  readonly condition: Condition | 'all'
  readonly n: number
  readonly studies: number
  /** Rows the reader's grade, columns the model's, both mild to severe. */
  readonly matrix: readonly (readonly number[])[]
  readonly exact: Figure
  /** Undefined with too few pairs to say anything, or where only one grade was ever given. */
  readonly kappa: Figure | undefined
}

export type ModeAgreement = {
  readonly mode: ReadingMode
  readonly studies: number
  readonly cells: number
  /** Every condition that has pairs, then all together. */
  readonly rows: readonly Agreement[]
}

/** Pairs of all reviews kept here, but those of simulated studies, whose grades mean nothing. */
export function pairsOf(reviews: readonly SavedReview[]): readonly Pair[] {
  return reviews
    .filter((review) => review.isSimulated !== true)
    .flatMap(({ studyInstanceUid, compared }) =>
      compared.map(({ cell, reader, model, reading }) => ({
        patient: studyInstanceUid,
        cell,
        condition: cell.split('/')[1] as Condition,
        reader,
        model,
        mode: reading,
      })),
    )
}

/** Agreement by reading mode: who saw the model first is not measured with who did not. A mode without pairs is left out. */
export function agreementByMode(pairs: readonly Pair[]): readonly ModeAgreement[] {
  return READING_MODES.flatMap((mode) => {
    const own = pairs.filter((pair) => pair.mode === mode)
    if (own.length === 0) return []
    const groups = [...CONDITIONS, 'all' as const].map((condition) => ({
      condition,
      pairs: condition === 'all' ? own : own.filter((pair) => pair.condition === condition),
    }))
    const rows = groups.filter((group) => group.pairs.length > 0).map(agreementOf)
    return [{ mode, studies: countStudies(own), cells: own.length, rows }]
  })
}

/** The pairs as CSV (RFC 4180), without anything that names a patient: studies are numbered. */
export function agreementCsv(pairs: readonly Pair[]): string {
  const studies = [...new Set(pairs.map(({ patient }) => patient))]
  const rows = pairs.map(({ patient, cell, mode, reader, model }) => {
    const [level = '', condition = ''] = cell.split('/')
    return [String(studies.indexOf(patient) + 1), level, condition, mode, reader, model]
  })
  const head = ['study', 'level', 'condition', 'mode', 'reader', 'model']
  return [head, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

type Group = { readonly condition: Agreement['condition']; readonly pairs: readonly Pair[] }

function agreementOf({ condition, pairs }: Group): Agreement {
  const { metrics } = withIntervals(pairs, (rows) => {
    const kappa = quadraticKappa(rows.map(({ reader, model }) => [place(reader), place(model)]))
    const exact = rows.filter(({ reader, model }) => reader === model).length / rows.length
    return { exact, ...(Number.isFinite(kappa) && { kappa }) }
  })
  return {
    condition,
    n: pairs.length,
    studies: countStudies(pairs),
    matrix: GRADES.map((row) =>
      GRADES.map((column) => pairs.filter(({ reader, model }) => reader === row && model === column).length),
    ),
    exact: metrics['exact']!,
    kappa: pairs.length < LEAST_PAIRS ? undefined : metrics['kappa'],
  }
}

function place(grade: Grade): number {
  return GRADES.indexOf(grade)
}

function countStudies(pairs: readonly Pair[]): number {
  return new Set(pairs.map(({ patient }) => patient)).size
}

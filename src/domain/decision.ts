import type { Condition } from './condition.ts'
import type { PatientPoint } from './geometry.ts'
import type { ReadingMode } from './reading-mode.ts'
import type { Level } from './level.ts'
import type { Grade } from './severity.ts'

/** What a reader decided for one cell. It never overwrites the model's proposal. */
export type Decision = {
  /** As the reader wishes to be named; undefined while the reader at this desk has given no name. */
  readonly reader: string | undefined
  readonly grade: Grade | 'not_assessed'
  /** The model's proposal at that moment; undefined when it made none. */
  readonly proposed: Grade | undefined
  /** ISO 8601 with offset. */
  readonly at: string
  /** When the reader saw what the model proposes for this cell; undefined in work of versions that did not keep it. */
  readonly mode?: ReadingMode
  /** Centre of the disc that it was made on, LPS mm; undefined when no disc was found, and in work of versions before 0.3. */
  readonly place: PatientPoint | undefined
}

/** Stands for a reader who gave no name, in reports and in what is read back from them. */
export const UNNAMED_READER = 'Unnamed reader'

/** Whether a decision is of somebody else than the reader who is at this desk, or who makes this report. */
export function isByAnother({ reader }: Pick<Decision, 'reader'>, here: string | undefined): boolean {
  return reader !== undefined && reader !== here
}

/** A reader's word that every cell was read: who gave it, and when (ISO 8601 with offset). */
export type Signature = { readonly reader: string; readonly at: string }

/** One cell of the grid, for example `l4_l5/spinal_canal_stenosis`. */
export type CellKey = `${Level}/${Condition}`

export function cellKey(level: Level, condition: Condition): CellKey {
  return `${level}/${condition}`
}

export type Decisions = Readonly<Partial<Record<CellKey, Decision>>>

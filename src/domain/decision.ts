import type { Condition } from './condition.ts'
import type { ReadingMode } from './reading-mode.ts'
import type { Level } from './level.ts'
import type { Grade } from './severity.ts'

/** What the reader decided for one cell. It never overwrites the model's proposal. */
export type Decision = {
  readonly grade: Grade | 'not_assessed'
  /** The model's proposal at that moment; undefined when it made none. */
  readonly proposed: Grade | undefined
  /** ISO 8601 with offset. */
  readonly at: string
  /** Whether the reader had the model's grade in view; undefined in work of versions that did not keep it. */
  readonly reading?: ReadingMode
}

/** One cell of the grid, for example `l4_l5/spinal_canal_stenosis`. */
export type CellKey = `${Level}/${Condition}`

export function cellKey(level: Level, condition: Condition): CellKey {
  return `${level}/${condition}`
}

export type Decisions = Readonly<Partial<Record<CellKey, Decision>>>

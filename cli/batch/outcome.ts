import type { CellRow } from './cell-rows.ts'

/** What became of one entry of the list: it is noted once all its studies are written. */
export type EntryOutcome = { readonly id: string; readonly studies: readonly StudyOutcome[] }

export type StudyOutcome = ReadStudy | FailedStudy

type ReadStudy = {
  readonly kind: 'read'
  /** The name of its folder. */
  readonly study: string
  readonly cells: readonly CellRow[]
  readonly timing: StudyTiming
}

export type FailedStudy = {
  readonly kind: 'failed'
  /** The name that its folder would have had; empty where the files do not tell. */
  readonly study: string
  /** The first of its files, relative to SOURCE. */
  readonly file: string
  readonly code: string
  readonly message: string
}

/** Milliseconds by the clock. Reading the headers is shared among the studies that lie in the same files. */
type StudyTiming = {
  readonly images: number
  readonly readMs: number
  readonly analyseMs: number
  readonly reportMs: number
}

import type { CellKey, Decisions } from './decision.ts'
import type { Anatomy } from './lumbosacral-anatomy.ts'
import type { ReportEdits } from './report-text.ts'

/** A reader's work as it stands in a structured report that Cauda wrote. */
export type RestoredReview = {
  readonly studyInstanceUid: string
  /** ISO 8601 with offset. */
  readonly writtenAt: string
  /** As the report names them; undefined when nothing in it is a reader's. */
  readonly readerName: string | undefined
  readonly decisions: Decisions
  readonly notes: Readonly<Partial<Record<CellKey, string>>>
  readonly edits: ReportEdits
  readonly anatomy: Anatomy
  /** Steps caudal by which the reader had renamed the levels; decisions and notes bear the names after it. */
  readonly renamedBy: number
  readonly markedImages: readonly MarkedImage[]
}

/** An image that a report points to. Reports before 0.3 name no series, and another series may use its UID again. */
type MarkedImage = {
  readonly seriesInstanceUid?: string
  readonly sopInstanceUid: string
  readonly frameNumber: number
}

import type { CellKey } from '../domain/decision.ts'
import type { ExportKind } from '../domain/export-kind.ts'
import type { OfferedPack } from '../domain/pack.ts'
import type { ReportText } from '../domain/report-text.ts'
import type { ReadingMode } from '../domain/reading-mode.ts'
import type { RestoredReview } from '../domain/restored-review.ts'
import type { Result } from '../domain/result.ts'
import type { Study } from '../domain/study.ts'
import type { StructuredReport } from '../domain/structured-report.ts'
import type { ReviewedStudy } from '../pipeline/reviewed-study.ts'
import type { Fingerprint } from './fingerprint.ts'
import type { AnalysisPort, SourceFile, StudyPort } from './ports.ts'
import type { ReviewDocument } from './review-document.ts'

type ExportedFile = { readonly name: string; readonly type: string; readonly bytes: Blob }

/** Writes reports and reads them back; implemented over `report/`. Rejects only when there is a bug. */
export type ExportPort = {
  /** `report.nothing-to-write`: the study has nothing of that kind, key images for instance. */
  export(kind: ExportKind, input: ReviewedStudy): Promise<Result<ExportedFile>>
  /** The report in words, to be read and worded on screen. */
  preview(input: ReviewedStudy): Promise<ReportText>
  /** The reader's work in a structured report that Cauda wrote; fails on any other. */
  restore(report: StructuredReport, studies: readonly Study[]): Promise<Result<RestoredReview>>
}

/** The reader's work on one study with one pack, as it is kept on this machine. */
export type SavedReview = {
  readonly schemaVersion: 2
  /** `<StudyInstanceUID>|<pack id>`, with the time behind it once it was set aside for other work on the same. */
  readonly key: string
  readonly studyInstanceUid: string
  /** Whose images the work is on; undefined when a version before 0.3 kept it. */
  readonly fingerprint: Fingerprint | undefined
  /** Of the manifest of the pack that `compared` speaks of; undefined before it has read the study. */
  readonly packSha256: string | undefined
  readonly packId: string
  /** ISO 8601. */
  readonly savedAt: string
  /** For the list of studies read here. */
  readonly studyDate: string | undefined
  readonly studyDescription: string | undefined
  /** Of nobody: its grades mean nothing. */
  readonly isSimulated?: boolean
  readonly document: ReviewDocument
  /** When the reader asked to see the model's proposal for a cell before grading it. */
  readonly revealed: Reveals
  /** When what the model says of a cell was first in view. */
  readonly seen: Reveals
  /** What the model said and the reader decided, cell by cell: the agreement page reads these. */
  readonly compared: readonly ComparedCell[]
}

export type Reveals = Readonly<Partial<Record<CellKey, string>>>

/** One cell that both the model and the reader graded. */
export type ComparedCell = {
  readonly cell: CellKey
  readonly model: 'normal_mild' | 'moderate' | 'severe'
  readonly reader: 'normal_mild' | 'moderate' | 'severe'
  /** How the reader decided: with the model's grade in view, or before it. */
  readonly reading: ReadingMode
}

/** Keeps reviews on this machine; implemented over IndexedDB by `saved-reviews.ts`. */
export type ReviewsPort = {
  /** All that is kept under this StudyInstanceUID, whoever the patient is, and what of it this version cannot read. */
  load(studyInstanceUid: string): Promise<Result<KeptReviews>>
  /**
   * Keeps a review in place of those that it goes on from, told by their `savedAt`. Whatever else stands under its key (another
   * patient's, another tab's, a damaged one) is set aside under a key of its own, never overwritten.
   */
  save(review: SavedReview, goesOnFrom: readonly string[]): Promise<Result<null>>
  list(): Promise<Result<KeptReviews>>
  remove(key: string): Promise<Result<null>>
  removeAll(): Promise<Result<null>>
}

/** `unreadable`: keys of records that are damaged, or that another version wrote. */
export type KeptReviews = {
  readonly reviews: readonly SavedReview[]
  readonly unreadable: readonly string[]
}

/** The packs that can be chosen; implemented by `worker/pack-shelf.ts`. */
export type PacksPort = {
  list(): Promise<Result<readonly OfferedPack[]>>
  /** Takes the model packs out of the files that the reader handed over, each checked whole; they last as long as the page. */
  take(signal: AbortSignal, files: readonly SourceFile[]): Promise<TakenPacks>
  /** The pack that `pack.needs-localizer` named, joined by the localizer of one that the site serves. */
  complete(signal: AbortSignal, key: string): Promise<Result<OfferedPack>>
}

type TakenPacks = {
  /** Each pack, or why it is refused. */
  readonly packs: readonly Result<OfferedPack>[]
  /** The files that belong to no pack. */
  readonly rest: readonly SourceFile[]
}

/** All that a session needs from outside. */
export type SessionPorts = {
  readonly study: StudyPort
  readonly analysis: AnalysisPort
  readonly export: ExportPort
  readonly reviews: ReviewsPort
  readonly packs: PacksPort
  readonly packId: string
  /** The present moment, ISO 8601 with offset. */
  readonly now: () => string
  /** Where a bug is reported besides the screen, for example `reportError`. */
  readonly onBug: (error: unknown) => void
}

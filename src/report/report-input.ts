import type { Decisions } from '../domain/decision.ts'
import type { DiagnosticSeverity } from '../domain/diagnostic.ts'
import type { Analysis } from '../domain/finding.ts'
import type { EvaluationFigure } from '../domain/pack.ts'
import type { Study } from '../domain/study.ts'

/**
 * All that a report is made from. Plain data: it crosses the worker boundary, and the same input gives the same bytes
 * in every format.
 */
export type ReportInput = {
  readonly study: Study
  readonly analysis: Analysis
  readonly decisions: Decisions
  readonly pack: PackFacts
  /** ISO 8601 with offset, for example `2026-03-04T16:20:00+01:00`; the report's date wherever a format asks for one. */
  readonly generatedAt: string
  /** Who decided the cells that the reader decided, as they wish to be named. */
  readonly readerName?: string | undefined
  /**
   * `omit` leaves out name, ID, birth date, age, sex, accession number, study date and study description, and blanks them
   * where they turn up in other text. The UIDs stay in the machine-read formats, which point to the images by them.
   */
  readonly identifiers: 'include' | 'omit'
  /** The reader's own words about the study as a whole; empty for none. */
  readonly notes: string
  /** What went other than hoped, with the words that the page or the command line gave it. */
  readonly diagnostics: readonly WordedDiagnostic[]
}

/** What a report says of the model pack that was used. */
export type PackFacts = {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly sha256: string
  /** Every figure of the pack's manifest, all networks together. */
  readonly evaluation: readonly EvaluationFigure[]
}

/** A diagnostic in words; `code` has a row in docs/diagnostics. */
export type WordedDiagnostic = {
  readonly code: string
  readonly severity: DiagnosticSeverity
  readonly subject: string
  readonly message: string
}

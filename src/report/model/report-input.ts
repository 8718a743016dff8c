import type { Annotation } from '../../domain/annotation.ts'
import type { CellKey, Decisions, Signature } from '../../domain/decision.ts'
import type { DiagnosticSeverity } from '../../domain/diagnostic.ts'
import type { Analysis } from '../../domain/finding.ts'
import type { Anatomy } from '../../domain/lumbosacral-anatomy.ts'
import type { ReportTemplate } from '../../domain/report-template.ts'
import type { ReportEdits } from '../../domain/report-text.ts'
import type { ScopeCheck } from '../../domain/scope.ts'
import type { Study } from '../../domain/study.ts'

/**
 * All that a report is made from. Plain data: it crosses the worker boundary, and the same input gives the same bytes
 * in every format.
 */
export type ReportInput = {
  readonly study: Study
  readonly analysis: Analysis
  readonly decisions: Decisions
  /** The reader's words on cells, decided or not. */
  readonly notes: Readonly<Partial<Record<CellKey, string>>>
  /** ISO 8601 with offset, for example `2026-03-04T16:20:00+01:00`; the report's date wherever a format asks for one. */
  readonly generatedAt: string
  /** Who makes the report, as they wish to be named; decisions without a name are theirs. */
  readonly readerName?: string | undefined
  readonly signature?: Signature | undefined
  /**
   * `omit` leaves out name, ID, birth date, age, sex, accession number, study date and study description, and blanks them
   * where they turn up in other text. Every UID of the study is then replaced, in every format alike.
   */
  readonly identifiers: 'include' | 'omit'
  /** The secret that UIDs are replaced by where identifiers are left out; see `uidReplacer`. */
  readonly uidKey?: string
  readonly template: ReportTemplate
  /** What the reader put into their own words. */
  readonly edits: ReportEdits
  readonly numbering: Numbering
  /** StudyDate of the prior that hung beside the study, empty when its header has none; undefined without one. */
  readonly comparedWith?: string | undefined
  /** What the reader drew and measured. */
  readonly annotations: readonly Annotation[]
  /** Ids of the images that the reader marked. */
  readonly keyImages: readonly string[]
  /** What speaks against reading this study with the model; each has its diagnostic among `diagnostics`. */
  readonly scope: readonly ReportScope[]
  /** What went other than hoped, with the words that the page or the command line gave it. */
  readonly diagnostics: readonly WordedDiagnostic[]
}

/** How the levels got their names. */
export type Numbering = {
  readonly anatomy: Anatomy
  /** Steps caudal by which the reader renamed the levels. */
  readonly renamedBy: number
}

/** A scope check, by the code and subject of its diagnostic. */
export type ReportScope = Pick<ScopeCheck, 'effect' | 'touches'> & {
  readonly code: string
  readonly subject: string
}

/** A diagnostic in words; `code` has a row in docs/diagnostics. */
export type WordedDiagnostic = {
  readonly code: string
  readonly severity: DiagnosticSeverity
  readonly subject: string
  readonly message: string
}

import type { PackManifest } from './domain/pack.ts'
import type { ReportText } from './domain/report-text.ts'
import type { RestoredReview } from './domain/restored-review.ts'
import type { Result } from './domain/result.ts'
import type { ScopeCheck } from './domain/scope.ts'
import type { StructuredReport } from './domain/structured-report.ts'
import { buildReport } from './report/model/build-report.ts'
import { packFacts } from './report/model/pack-facts.ts'
import type { ReportInput, ReportScope } from './report/model/report-input.ts'
import { restoreReview } from './report/dicom/restore-review.ts'
import type { ReviewedStudy } from './review/reader-ports.ts'
import { reportedDiagnostic } from './words/diagnostics.ts'

/** The report in words, for the screen. */
export function previewReport(reviewed: ReviewedStudy, manifest: PackManifest | undefined): ReportText {
  return buildReport(reportInput(reviewed, manifest)).text
}

/** The reader's work in a structured report that Cauda wrote. */
export function restoreReport({ dataSet }: StructuredReport): Result<RestoredReview> {
  return restoreReview(dataSet)
}

/** A review as the report room takes it. */
export function reportInput(reviewed: ReviewedStudy, manifest: PackManifest | undefined): ReportInput {
  const { study, roles, analysis, scope, diagnostics, anatomy, renamedBy, comparedWith } = reviewed
  const { decisions, notes, edits, annotations, keyImages, template, identifiers, readerName } = reviewed
  return {
    study: { ...study, roles },
    analysis,
    decisions,
    notes,
    pack: packFacts(analysis.engine, manifest),
    generatedAt: localTime(new Date()),
    readerName,
    identifiers,
    template,
    edits,
    numbering: { anatomy, renamedBy },
    comparedWith,
    annotations,
    keyImages,
    scope: scope.map(reportScope),
    diagnostics: diagnostics.map(reportedDiagnostic),
  }
}

export function reportScope({ diagnostic, effect, touches }: ScopeCheck): ReportScope {
  return { code: diagnostic.code, subject: diagnostic.subject, effect, touches }
}

/** ISO 8601 to the second, in the reader's own zone with its offset: `2026-03-04T16:20:05+01:00`. */
function localTime(now: Date): string {
  const offset = -now.getTimezoneOffset()
  const local = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, 19)
  const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`
}

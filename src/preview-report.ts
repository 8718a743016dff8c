import type { ReportText } from './domain/report-text.ts'
import type { RestoredReview } from './domain/restored-review.ts'
import { succeed } from './domain/result.ts'
import type { Result } from './domain/result.ts'
import type { StructuredReport } from './domain/structured-report.ts'
import type { Study } from './domain/study.ts'
import { localTime } from './pipeline/local-time.ts'
import { reportInput } from './pipeline/report-input.ts'
import type { ReviewedStudy } from './pipeline/reviewed-study.ts'
import { restoreReview } from './report/dicom/restore-review.ts'
import { buildReport } from './report/model/build-report.ts'
import { uidReplacer, withOriginalUids } from './report/model/replacement-uids.ts'

/** The report in words, for the screen. Loaded when first asked for, without the writers of files. */
export function previewReport(reviewed: ReviewedStudy): ReportText {
  return buildReport(reportInput(reviewed, localTime(new Date()))).text
}

/** The reader's work in a structured report that Cauda wrote; one without identifiers is found again among `studies` by the key. */
export function restoreReport(
  { dataSet }: StructuredReport,
  studies: readonly Study[],
  uidKey: string,
): Result<RestoredReview> {
  const restored = restoreReview(dataSet)
  return restored.ok ? succeed(withOriginalUids(restored.value, studies, uidReplacer(uidKey))) : restored
}

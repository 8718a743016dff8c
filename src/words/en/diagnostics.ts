import type { DiagnosticTable } from '../diagnostic-words.ts'
import { ANALYSIS_WORDS } from './diagnostics/analysis.ts'
import { BATCH_WORDS } from './diagnostics/batch.ts'
import { INTAKE_WORDS } from './diagnostics/intake.ts'
import { REPORT_WORDS } from './diagnostics/report.ts'
import { PACK_WORDS } from './diagnostics/pack.ts'
import { PHANTOM_WORDS } from './diagnostics/phantom.ts'
import { REVIEW_WORDS } from './diagnostics/review.ts'
import { SERIES_WORDS } from './diagnostics/series.ts'
import { SITE_WORDS } from './diagnostics/site.ts'
import { STUDY_WORDS } from './diagnostics/study.ts'

export const DIAGNOSTICS: DiagnosticTable = {
  ...STUDY_WORDS,
  ...INTAKE_WORDS,
  ...SERIES_WORDS,
  ...ANALYSIS_WORDS,
  ...PACK_WORDS,
  ...REVIEW_WORDS,
  ...REPORT_WORDS,
  ...PHANTOM_WORDS,
  ...BATCH_WORDS,
  ...SITE_WORDS,
}

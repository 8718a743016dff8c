import type { ReportInput } from '../report/model/report-input.ts'
import { reportedDiagnostic } from '../words/diagnostics.ts'
import type { ReviewedStudy } from './reviewed-study.ts'

/**
 * A reviewed study as the report room takes it, with its diagnostics in words.
 * @param generatedAt ISO 8601 with offset
 */
export function reportInput(reviewed: ReviewedStudy, generatedAt: string): ReportInput {
  const { roles, anatomy, renamedBy, scope, diagnostics, ...rest } = reviewed
  return {
    ...rest,
    study: { ...reviewed.study, roles },
    generatedAt,
    numbering: { anatomy, renamedBy },
    scope: scope.map(({ diagnostic: { code, subject }, effect, touches }) => ({
      code,
      subject,
      effect,
      touches,
    })),
    diagnostics: diagnostics.map(reportedDiagnostic),
  }
}

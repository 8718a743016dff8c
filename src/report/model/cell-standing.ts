import { isByAnother } from '../../domain/decision.ts'
import type { Decision } from '../../domain/decision.ts'
import type { Assessment, NotAssessedReason } from '../../domain/finding.ts'
import type { Grade } from '../../domain/severity.ts'
import type { WordedDiagnostic } from './report-input.ts'
import type { Standing } from './report-model.ts'

const ROLE_WORDS = {
  sagittal_t2: 'sagittal T2',
  sagittal_t1: 'sagittal T1',
  axial_t2: 'axial T2',
} as const

/**
 * Where a cell stands. A reader's decision comes before the model's proposal and never changes it. `reader` makes the report: what
 * another decided stays under that reader's name.
 */
export function standingOf(
  assessment: Assessment,
  decision: Decision | undefined,
  diagnostics: readonly WordedDiagnostic[],
  reader: string | undefined,
): Standing {
  if (decision !== undefined) {
    const { grade, proposed, at } = decision
    const another = isByAnother(decision, reader) && { another: { reader: decision.reader ?? '', at } }
    if (grade === 'not_assessed') return { kind: 'set-aside', ...another }
    return { kind: 'decided', grade, change: changeOf(grade, proposed), ...another }
  }
  switch (assessment.kind) {
    case 'graded': {
      const { proposed, probabilities, notExcluded } = assessment
      return {
        kind: 'proposed',
        grade: proposed,
        probability: probabilities[proposed],
        ...(notExcluded && {
          notExcluded: { grade: notExcluded, probability: probabilities[notExcluded] },
        }),
      }
    }
    case 'uncertain': {
      const { probabilities, threshold } = assessment
      return { kind: 'uncertain', probabilities, threshold }
    }
    case 'not-assessed':
      return { kind: 'not-assessed', why: reasonInWords(assessment.reason, diagnostics) }
  }
}

/** The grade that a report stands behind; undefined where the model abstains or nobody graded. */
export function gradeOf(standing: Standing): Grade | undefined {
  return standing.kind === 'decided' || standing.kind === 'proposed' ? standing.grade : undefined
}

/** Why the model did not grade a cell, as the end of a sentence. */
export function reasonInWords(reason: NotAssessedReason, diagnostics: readonly WordedDiagnostic[]): string {
  switch (reason.kind) {
    case 'level-not-found':
      return 'the disc was not found'
    case 'no-series':
      return `the study has no ${ROLE_WORDS[reason.role]} series`
    case 'not-covered':
      return `the ${ROLE_WORDS[reason.role]} series does not cover it`
    case 'no-network':
      return 'the model pack has no network for it'
    case 'unreadable':
      return (
        messageOf(reason.because.code, diagnostics) ?? `the images could not be read (${reason.because.code})`
      )
    case 'withheld':
      return (
        messageOf(reason.because.code, diagnostics) ??
        `the model's grade is withheld (${reason.because.code})`
      )
  }
}

function changeOf(grade: Grade, proposed: Grade | undefined): 'confirmed' | 'changed' | 'added' {
  if (proposed === undefined) return 'added'
  return proposed === grade ? 'confirmed' : 'changed'
}

function messageOf(code: string, diagnostics: readonly WordedDiagnostic[]): string | undefined {
  const found = diagnostics.find((diagnostic) => diagnostic.code === code)
  return found === undefined ? undefined : `${found.message.replace(/[.\s]+$/u, '')} (${code})`
}

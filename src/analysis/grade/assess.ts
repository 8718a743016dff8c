import type { Assessment, Evidence, NotAssessedReason } from '../../domain/finding.ts'
import { graverNotExcluded, likeliestGrade } from '../../domain/severity.ts'
import type { GradeProbabilities } from '../../domain/severity.ts'

/**
 * An assessment from calibrated probabilities. The likeliest grade is proposed where it reaches the threshold; below it the
 * model abstains and proposes nothing.
 * @example assess({ normal_mild: 0.1, moderate: 0.2, severe: 0.7 }, 0.6, evidence) // graded, proposes severe
 */
export function assess(probabilities: GradeProbabilities, threshold: number, evidence: Evidence): Assessment {
  const proposed = likeliestGrade(probabilities)
  if (probabilities[proposed] < threshold) return { kind: 'uncertain', probabilities, threshold, evidence }
  const notExcluded = graverNotExcluded(probabilities)
  return { kind: 'graded', probabilities, proposed, ...(notExcluded && { notExcluded }), evidence }
}

export function notAssessed(reason: NotAssessedReason): Assessment {
  return { kind: 'not-assessed', reason }
}

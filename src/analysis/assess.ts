import type { Assessment, Evidence, NotAssessedReason } from '../domain/finding.ts'
import { likeliestGrade } from '../domain/severity.ts'
import type { GradeProbabilities } from '../domain/severity.ts'

/** A grade from calibrated probabilities: uncertain where the leading one stays below `abstainBelow`. */
export function assess(
  probabilities: GradeProbabilities,
  abstainBelow: number,
  evidence: Evidence,
): Assessment {
  const proposed = likeliestGrade(probabilities)
  return {
    kind: 'graded',
    probabilities,
    proposed,
    uncertain: probabilities[proposed] < abstainBelow,
    evidence,
  }
}

export function notAssessed(reason: NotAssessedReason): Assessment {
  return { kind: 'not-assessed', reason }
}

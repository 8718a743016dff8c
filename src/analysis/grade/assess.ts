import type { Assessment, Evidence, NotAssessedReason } from '../../domain/finding.ts'
import type { Calibration, GradeCuts } from '../../domain/pack.ts'
import { likeliestGrade } from '../../domain/severity.ts'
import type { Grade, GradeProbabilities } from '../../domain/severity.ts'

/** When a grading abstains, and which grade it proposes. */
export type GradingRule = Pick<Calibration, 'abstainBelow' | 'cuts'>

/** A grade from calibrated probabilities: uncertain where the leading one stays below `abstainBelow`. */
export function assess(
  probabilities: GradeProbabilities,
  { abstainBelow, cuts }: GradingRule,
  evidence: Evidence,
): Assessment {
  return {
    kind: 'graded',
    probabilities,
    proposed: proposeGrade(probabilities, cuts),
    uncertain: probabilities[likeliestGrade(probabilities)] < abstainBelow,
    evidence,
  }
}

/**
 * The one rule by which a grade is chosen. Without cuts the likeliest. With cuts the expected grade decides: grades are
 * steps of one scale, and where Moderate is rare honest probabilities seldom make it the likeliest, though Normal/Mild
 * and Severe together speak for it (docs/decisions/0090).
 */
export function proposeGrade(probabilities: GradeProbabilities, cuts: GradeCuts | undefined): Grade {
  if (cuts === undefined) return likeliestGrade(probabilities)
  const expected = probabilities.moderate + 2 * probabilities.severe
  if (expected >= cuts[1]) return 'severe'
  return expected >= cuts[0] ? 'moderate' : 'normal_mild'
}

export function notAssessed(reason: NotAssessedReason): Assessment {
  return { kind: 'not-assessed', reason }
}

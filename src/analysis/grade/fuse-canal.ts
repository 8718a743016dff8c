import type { Assessment, Evidence } from '../../domain/finding.ts'
import type { NetworkTask, PackManifest } from '../../domain/pack.ts'
import type { GradeProbabilities } from '../../domain/severity.ts'
import { assess } from './assess.ts'
import type { GradingRule } from './assess.ts'
import { poolGrades } from './calibrate.ts'

/** What one network says of one level's canal. */
export type CanalOpinion = {
  readonly task: NetworkTask
  readonly probabilities: GradeProbabilities
  readonly rule: GradingRule
  readonly evidence: Evidence
}

/**
 * The canal's grade from the axial and the sagittal reading, weighted as the pack says. The evidence shown is that of the
 * weightier reading, whose cuts decide; its `network` names both. Nobody's opinion is no grade.
 */
export function fuseCanal(
  opinions: readonly CanalOpinion[],
  weights: PackManifest['canalWeights'],
): Assessment | undefined {
  const weighted = opinions
    .map((opinion) => ({ ...opinion, weight: weights?.[opinion.task] ?? 1 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const [first] = weighted
  if (first === undefined) return undefined
  const whole = weighted.reduce((sum, { weight }) => sum + weight, 0)
  const abstainBelow = weighted.reduce((sum, { rule, weight }) => sum + rule.abstainBelow * weight, 0) / whole
  const network = weighted.map(({ evidence }) => evidence.network).join(' + ')
  return assess(poolGrades(weighted), { ...first.rule, abstainBelow }, { ...first.evidence, network })
}

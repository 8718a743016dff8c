import type { Assessment, Evidence } from '../../domain/finding.ts'
import type { NetworkTask, PackManifest } from '../../domain/pack.ts'
import type { GradeProbabilities } from '../../domain/severity.ts'
import { assess } from './assess.ts'
import { poolGrades } from './calibrate.ts'

/** What one network says of one level's canal. */
export type CanalOpinion = {
  readonly task: NetworkTask
  readonly probabilities: GradeProbabilities
  /** The probability below which this network abstains. */
  readonly threshold: number
  readonly evidence: Evidence
}

/**
 * Assesses a canal from the axial and the sagittal reading, weighted as the pack says; the threshold is the weighted mean of
 * both. The evidence shown is that of the weightier reading, and its `network` names both. Undefined without any opinion.
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
  const threshold = weighted.reduce((sum, opinion) => sum + opinion.threshold * opinion.weight, 0) / whole
  const network = weighted.map(({ evidence }) => evidence.network).join(' + ')
  return assess(poolGrades(weighted), threshold, { ...first.evidence, network })
}

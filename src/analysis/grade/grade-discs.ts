import type { DiscFinding } from '../../domain/finding.ts'
import { LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import type { NetworkSpec } from '../../domain/pack.ts'
import { calibrateGrades, softmax, thresholdOf } from './calibrate.ts'
import { evidenceOf } from '../view/evidence.ts'
import type { CanalOpinion } from './fuse-canal.ts'
import { placeSpineFrame } from '../view/place-view.ts'
import type { Predictor } from '../ports.ts'
import { renderView } from '../view/render-view.ts'
import type { View } from '../view/render-view.ts'
import { runNetwork, sigmoid } from '../run-network.ts'
import type { BatchOutputs } from '../run-network.ts'
import type { LevelSite, LevelSites } from '../locate/site-levels.ts'

export type DiscGrades = {
  readonly level: Level
  readonly canal: CanalOpinion | undefined
  readonly findings: readonly DiscFinding[]
}

/** Grades the canal and names disc findings at every level, from one sagittal T2 crop each, in one batch. */
export async function gradeDiscs(
  signal: AbortSignal,
  predictor: Predictor,
  network: NetworkSpec,
  levels: LevelSites,
): Promise<readonly DiscGrades[]> {
  const sites = LEVELS.flatMap((level) => levels[level] ?? [])
  const views = sites.map((site) => cropDisc(network, site))
  const outputs = await runNetwork(signal, predictor, network, views)
  return sites.map((site, item) => {
    const { level } = site.located
    return {
      level,
      canal: canalOpinion(network, site, views[item] as View, outputs, item),
      findings: [...yesOrNo(level, outputs, item), ...pfirrmann(level, outputs, item)],
    }
  })
}

function cropDisc({ id, input }: NetworkSpec, { slice, frame }: LevelSite): View {
  const { view: spec } = input
  if (spec.kind !== 'spine-frame') throw new TypeError(`${id}: reads crops in the spine's frame`)
  return renderView([slice.source], placeSpineFrame(slice.image.geometry, input.shape, spec, frame), input)
}

function canalOpinion(
  network: NetworkSpec,
  site: LevelSite,
  view: View,
  outputs: BatchOutputs,
  item: number,
): CanalOpinion | undefined {
  const row = outputs.rowOf('canal', item)
  return (
    row && {
      task: 'grade-disc',
      probabilities: calibrateGrades(row, site.located.level),
      threshold: thresholdOf(row),
      evidence: evidenceOf(network.id, site.slice, site.canal, view),
    }
  )
}

function yesOrNo(level: Level, outputs: BatchOutputs, item: number): DiscFinding[] {
  const row = outputs.rowOf('disc-findings', item)
  if (row === undefined) return []
  return row.spec.labels.map((name, index) => {
    const value = row.values[index] as number
    return { level, name, value: row.spec.activation === 'sigmoid' ? sigmoid(value) : value }
  })
}

/** The expected grade: the mean of 1 to 5 under the network's probabilities. */
function pfirrmann(level: Level, outputs: BatchOutputs, item: number): DiscFinding[] {
  const row = outputs.rowOf('pfirrmann', item)
  if (row === undefined) return []
  const grades = row.spec.labels.map(Number)
  const value = softmax(row.values).reduce((sum, share, index) => sum + share * (grades[index] as number), 0)
  return [{ level, name: 'pfirrmann', value }]
}

import type { DiscFinding } from '../../domain/finding.ts'
import { LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import type { NetworkOutput, NetworkSpec } from '../../domain/pack.ts'
import { calibrateGrades, meanRow, softmax, thresholdOf } from './calibrate.ts'
import { evidenceOf } from '../view/evidence.ts'
import type { CanalOpinion } from './fuse-canal.ts'
import { placeSpineFrame } from '../view/place-view.ts'
import type { Predictor } from '../ports.ts'
import { renderView } from '../view/render-view.ts'
import type { View } from '../view/render-view.ts'
import { runNetwork, sigmoid } from '../run-network.ts'
import type { OutputRow } from '../run-network.ts'
import type { LevelSite, LevelSites } from '../locate/site-levels.ts'

export type DiscGrades = {
  readonly level: Level
  readonly canal: CanalOpinion | undefined
  readonly findings: readonly DiscFinding[]
}

/**
 * Grades the canal and names disc findings at every level, from a sagittal T2 crop of each slice that the midline
 * passes between there, all in one batch. Answers of one level are averaged by the slices' shares.
 */
export async function gradeDiscs(
  signal: AbortSignal,
  predictor: Predictor,
  network: NetworkSpec,
  levels: LevelSites,
): Promise<readonly DiscGrades[]> {
  const sites = LEVELS.flatMap((level) => levels[level] ?? [])
  const crops = sites.flatMap((site) =>
    site.reads.map(({ slice, share }) => ({ site, share, view: cropDisc(network, site, slice) })),
  )
  const outputs = await runNetwork(
    signal,
    predictor,
    network,
    crops.map(({ view }) => view),
  )
  return sites.map((site) => {
    const { level } = site.located
    const own = crops.flatMap((crop, item) => (crop.site === site ? [{ ...crop, item }] : []))
    const rowOf = (target: NetworkOutput['target']) =>
      meanRow(own.map(({ item, share }) => ({ row: outputs.rowOf(target, item), weight: share })))
    return {
      level,
      canal: canalOpinion(network, site, own[0]?.view, rowOf('canal')),
      findings: [...yesOrNo(level, rowOf('disc-findings')), ...pfirrmann(level, rowOf('pfirrmann'))],
    }
  })
}

function cropDisc(
  { id, input }: NetworkSpec,
  { frame }: LevelSite,
  { image, source }: LevelSite['reads'][number]['slice'],
): View {
  const { view: spec } = input
  if (spec.kind !== 'spine-frame') throw new TypeError(`${id}: reads crops in the spine's frame`)
  return renderView([source], placeSpineFrame(image.geometry, input.shape, spec, frame), input)
}

/** The crop of the nearest slice is shown as evidence. */
function canalOpinion(
  { id }: NetworkSpec,
  { located, reads: [{ slice }], canal }: LevelSite,
  view: View | undefined,
  row: OutputRow | undefined,
): CanalOpinion | undefined {
  if (row === undefined || view === undefined) return undefined
  return {
    task: 'grade-disc',
    probabilities: calibrateGrades(row, located.level),
    threshold: thresholdOf(row),
    evidence: evidenceOf(id, slice, canal, view),
  }
}

function yesOrNo(level: Level, row: OutputRow | undefined): DiscFinding[] {
  if (row === undefined) return []
  return row.spec.labels.map((name, index) => {
    const value = row.values[index] as number
    return { level, name, value: row.spec.activation === 'sigmoid' ? sigmoid(value) : value }
  })
}

/** The expected grade: the mean of 1 to 5 under the network's probabilities. */
function pfirrmann(level: Level, row: OutputRow | undefined): DiscFinding[] {
  if (row === undefined) return []
  const grades = row.spec.labels.map(Number)
  const value = softmax(row.values).reduce((sum, share, index) => sum + share * (grades[index] as number), 0)
  return [{ level, name: 'pfirrmann', value }]
}

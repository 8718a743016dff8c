import type { Assessment } from '../../domain/finding.ts'
import type { Side } from '../../domain/condition.ts'
import type { Level } from '../../domain/level.ts'
import type { NetworkSpec } from '../../domain/pack.ts'
import { applyAffine } from '../geometry/affine.ts'
import { planeToImage } from '../geometry/anatomical-plane.ts'
import { assess } from './assess.ts'
import { calibrateGrades, meanRow, thresholdOf } from './calibrate.ts'
import { evidenceOf } from '../view/evidence.ts'
import type { CanalOpinion } from './fuse-canal.ts'
import { axialToPatient } from '../locate/locate-recesses.ts'
import type { RecessSite } from '../locate/locate-recesses.ts'
import { placeAxialRecess } from '../view/place-view.ts'
import type { Predictor } from '../ports.ts'
import { mirrorView } from '../view/mirror-view.ts'
import { renderView } from '../view/render-view.ts'
import type { View } from '../view/render-view.ts'
import { runNetwork } from '../run-network.ts'
import type { BatchOutputs } from '../run-network.ts'
import { medianOf } from '../geometry/spine-curve.ts'

export type AxialGrades = {
  readonly level: Level
  readonly subarticular: Readonly<Partial<Record<Side, Assessment>>>
  readonly canal: CanalOpinion | undefined
}

/**
 * Grades both recesses and the canal of every level in one batch. The network grades the patient's right recess; the
 * left one is graded on the mirrored crop. The canal is graded on both and averaged.
 */
export async function gradeAxial(
  signal: AbortSignal,
  predictor: Predictor,
  network: NetworkSpec,
  sites: readonly RecessSite[],
): Promise<readonly AxialGrades[]> {
  const views = sites.length > 0 ? cropRecesses(network, sites) : []
  const outputs = await runNetwork(signal, predictor, network, [...views, ...views.map(mirrorView)])
  return sites.map((site, item) => {
    const view = views[item] as View
    const mirrored = item + sites.length
    return {
      level: site.level,
      subarticular: {
        ...gradeRecess(network, site, view, outputs, item, 'right'),
        ...gradeRecess(network, site, view, outputs, mirrored, 'left'),
      },
      canal: canalOpinion(network, site, view, outputs, [item, mirrored]),
    }
  })
}

/** Crops scaled by the study's median recess span, as in training. */
function cropRecesses({ id, input }: NetworkSpec, sites: readonly RecessSite[]): View[] {
  const { view: spec } = input
  if (spec.kind !== 'axial-recess') throw new TypeError(`${id}: reads crops about the recesses`)
  const spanMm = medianOf(sites.map(({ right, left }) => Math.hypot(left[0] - right[0], left[1] - right[1])))
  return sites.map(({ image: { image }, sources, right, left }) => {
    const toImage = placeAxialRecess(image.geometry, input.shape, spec, { right, left, spanMm })
    return renderView(sources, toImage, input)
  })
}

function gradeRecess(
  network: NetworkSpec,
  site: RecessSite,
  view: View,
  outputs: BatchOutputs,
  item: number,
  side: Side,
): Partial<Record<Side, Assessment>> {
  const row = outputs.rowOf('subarticular', item)
  if (row === undefined) return {}
  const { image } = site.image
  const point = axialToPatient(site, applyAffine(planeToImage(image.geometry, 'axial'), site[side]))
  const evidence = evidenceOf(network.id, site.image, point, view)
  const probabilities = calibrateGrades(row, site.level)
  return { [side]: assess(probabilities, thresholdOf(row), evidence) }
}

function canalOpinion(
  network: NetworkSpec,
  site: RecessSite,
  view: View,
  outputs: BatchOutputs,
  [item, mirrored]: readonly [number, number],
): CanalOpinion | undefined {
  const row = meanRow([item, mirrored].map((pass) => ({ row: outputs.rowOf('canal', pass), weight: 1 })))
  if (row === undefined) return undefined
  return {
    task: 'grade-axial',
    probabilities: calibrateGrades(row, site.level),
    threshold: thresholdOf(row),
    evidence: evidenceOf(network.id, site.image, site.canal, view),
  }
}

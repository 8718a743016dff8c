import type { Assessment } from '../../domain/finding.ts'
import type { NetworkSpec } from '../../domain/pack.ts'
import { assess } from './assess.ts'
import { calibrateGrades, thresholdOf } from './calibrate.ts'
import { evidenceOf } from '../view/evidence.ts'
import type { ForamenSite } from '../locate/locate-foramina.ts'
import { placeSpineFrame } from '../view/place-view.ts'
import type { Predictor } from '../ports.ts'
import { renderView } from '../view/render-view.ts'
import type { View } from '../view/render-view.ts'
import { runNetwork } from '../run-network.ts'

export type GradedForamen = ForamenSite & { readonly assessment: Assessment }

/** Grades every foramen that was found, in one batch. */
export async function gradeForamina(
  signal: AbortSignal,
  predictor: Predictor,
  network: NetworkSpec,
  sites: readonly ForamenSite[],
): Promise<readonly GradedForamen[]> {
  const { input } = network
  const { view: spec } = input
  if (spec.kind !== 'spine-frame') throw new TypeError(`${network.id}: reads crops in the spine's frame`)
  const views = sites.map(({ slice, frame }) =>
    renderView([slice.source], placeSpineFrame(slice.image.geometry, input.shape, spec, frame), input),
  )
  const outputs = await runNetwork(signal, predictor, network, views)
  return sites.flatMap((site, item) => {
    const row = outputs.rowOf('foraminal', item)
    if (row === undefined) return []
    const evidence = evidenceOf(network.id, site.slice, site.point, views[item] as View)
    const probabilities = calibrateGrades(row, site.level)
    return [{ ...site, assessment: assess(probabilities, thresholdOf(row), evidence) }]
  })
}

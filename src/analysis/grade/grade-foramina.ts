import type { Assessment } from '../../domain/finding.ts'
import type { NetworkSpec } from '../../domain/pack.ts'
import { assess } from './assess.ts'
import { calibrateGrades, meanRow, thresholdOf } from './calibrate.ts'
import { evidenceOf } from '../view/evidence.ts'
import type { ForamenRead, ForamenSite } from '../locate/locate-foramina.ts'
import { placeSpineFrame } from '../view/place-view.ts'
import type { Predictor } from '../ports.ts'
import { renderView } from '../view/render-view.ts'
import type { View } from '../view/render-view.ts'
import { runNetwork } from '../run-network.ts'

export type GradedForamen = ForamenSite & { readonly assessment: Assessment }

/**
 * Grades every foramen that was found, in one batch: on each of its slices, the answers averaged by the slices' shares.
 * The crop of the slice with the largest share is shown as evidence.
 */
export async function gradeForamina(
  signal: AbortSignal,
  predictor: Predictor,
  network: NetworkSpec,
  sites: readonly ForamenSite[],
): Promise<readonly GradedForamen[]> {
  const crops = sites.flatMap((site) =>
    site.reads.map((read) => ({ site, read, view: cropForamen(network, read) })),
  )
  const outputs = await runNetwork(
    signal,
    predictor,
    network,
    crops.map(({ view }) => view),
  )
  return sites.flatMap((site) => {
    const own = crops.flatMap((crop, item) => (crop.site === site ? [{ ...crop, item }] : []))
    const row = meanRow(
      own.map(({ item, read }) => ({ row: outputs.rowOf('foraminal', item), weight: read.share })),
    )
    const [shown] = own
    if (row === undefined || shown === undefined) return []
    const evidence = evidenceOf(network.id, shown.read.slice, site.point, shown.view)
    return [{ ...site, assessment: assess(calibrateGrades(row, site.level), thresholdOf(row), evidence) }]
  })
}

function cropForamen({ id, input }: NetworkSpec, { slice: { image, source }, frame }: ForamenRead): View {
  const { view: spec } = input
  if (spec.kind !== 'spine-frame') throw new TypeError(`${id}: reads crops in the spine's frame`)
  return renderView([source], placeSpineFrame(image.geometry, input.shape, spec, frame), input)
}

import type { PatientPoint } from '../../domain/geometry.ts'
import type { NetworkSpec } from '../../domain/pack.ts'
import { applyAffine, composeAffine, invertAffine } from '../geometry/affine.ts'
import type { Affine2, Point2 } from '../geometry/affine.ts'
import { planeToImage } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { readMap } from './heatmap-peaks.ts'
import { placeFitSlice } from '../view/place-view.ts'
import type { Predictor } from '../ports.ts'
import { leftwardMm, leftwardOf } from '../view/read-slices.ts'
import type { PlacedImage, ReadImage } from '../view/read-slices.ts'
import { renderView } from '../view/render-view.ts'
import type { View } from '../view/render-view.ts'
import { runNetwork } from '../run-network.ts'
import type { OutputRow, ProbabilityMaps } from '../run-network.ts'

/** A sagittal slice as the localizer saw it. Maps that the network has no output for are undefined. */
export type SeenSlice = ReadImage & {
  readonly view: View
  /** From plane mm of this image to view pixels, where the maps are read. */
  readonly planeToView: Affine2
  readonly discs: ProbabilityMaps | undefined
  readonly foramina: ProbabilityMaps | undefined
  readonly masks: ProbabilityMaps | undefined
  /** How far the slice is from those of each series role in training; undefined where the network does not say. */
  readonly scope: OutputRow | undefined
}

/** How far a slice passes a point to the patient's left, mm; negative to the right. */
export function lateralOf(placed: PlacedImage, point: PatientPoint): number {
  return leftwardMm(placed) - leftwardOf(placed, point)
}

/** Runs the localizer on all slices in one batch. */
export async function seeSlices(
  signal: AbortSignal,
  predictor: Predictor,
  network: NetworkSpec,
  images: readonly ReadImage[],
): Promise<readonly SeenSlice[]> {
  const views = images.map(({ source, image }) =>
    renderView([source], placeFitSlice(image.geometry, network.input.shape), network.input),
  )
  const outputs = await runNetwork(signal, predictor, network, views)
  return images.map((image, item) => {
    const view = views[item] as View
    return {
      ...image,
      view,
      planeToView: composeAffine(invertAffine(view.toImage), planeToImage(image.image.geometry, 'sagittal')),
      discs: outputs.mapsOf('discs', item),
      foramina: outputs.mapsOf('foramina', item),
      masks: outputs.mapsOf('masks', item),
      scope: outputs.rowOf('scope', item),
    }
  })
}

/** What a slice's mask of one class says at a point of its plane; undefined without masks. */
export function maskAt(
  { masks, view, planeToView }: SeenSlice,
  label: 'vertebra' | 'disc' | 'canal',
  point: PlanePoint,
): number | undefined {
  const channel = masks?.labels.indexOf(label) ?? -1
  if (masks === undefined || channel < 0) return undefined
  return readMap(masks, channel, applyAffine(planeToView, point), viewSize(view))
}

export function viewSize({ columns, rows }: View): Point2 {
  return [columns, rows]
}

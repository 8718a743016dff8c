import type { NetworkSpec } from '../domain/pack.ts'
import { applyAffine, composeAffine, invertAffine } from './affine.ts'
import type { Affine2, Point2 } from './affine.ts'
import { planeToImage } from './anatomical-plane.ts'
import type { PlanePoint } from './anatomical-plane.ts'
import { readMap } from './heatmap-peaks.ts'
import { placeFitSlice } from './place-view.ts'
import type { Predictor } from './ports.ts'
import { offsetInStackMm } from './read-slices.ts'
import type { PlacedImage, ReadImage } from './read-slices.ts'
import { renderView } from './render-view.ts'
import type { View } from './render-view.ts'
import { runNetwork } from './run-network.ts'
import type { ProbabilityMaps } from './run-network.ts'

/** A sagittal slice as the localizer saw it. Maps that the network has no output for are undefined. */
export type SeenSlice = ReadImage & {
  readonly view: View
  /** From plane mm of this image to view pixels, where the maps are read. */
  readonly planeToView: Affine2
  readonly discs: ProbabilityMaps | undefined
  readonly foramina: ProbabilityMaps | undefined
  readonly masks: ProbabilityMaps | undefined
}

/** How far from the middle of a stack the canal is looked for, mm, and on how many slices at most. */
const MIDDLE_REACH_MM = 9
const MIDDLE_SLICES = 5
/** How far from the middle of a stack foramina are looked for, mm. Adult foramina lie 10 to 28 mm from the midline. */
const FORAMEN_REACH_MM = { least: 5, most: 32 }

/** The slices of a stack that may show the canal. */
export function middleImages(images: readonly PlacedImage[]): readonly PlacedImage[] {
  const nearest = images.toSorted((a, b) => Math.abs(offsetInStackMm(a)) - Math.abs(offsetInStackMm(b)))
  const [middle] = nearest
  return nearest
    .slice(0, MIDDLE_SLICES)
    .filter((image) => image === middle || Math.abs(offsetInStackMm(image)) <= MIDDLE_REACH_MM)
}

/** The slices of a stack that may show foramina, on both sides. */
export function lateralImages(images: readonly PlacedImage[]): readonly PlacedImage[] {
  return images.filter((image) => {
    const offset = Math.abs(offsetInStackMm(image))
    return offset >= FORAMEN_REACH_MM.least && offset <= FORAMEN_REACH_MM.most
  })
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

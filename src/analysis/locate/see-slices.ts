import type { PatientPoint } from '../../domain/geometry.ts'
import { imageToPatient, patientToImage } from '../../domain/image-geometry.ts'
import type { NetworkSpec } from '../../domain/pack.ts'
import { applyAffine, composeAffine, invertAffine } from '../geometry/affine.ts'
import type { Affine2, Point2 } from '../geometry/affine.ts'
import { planeToImage } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { readMap } from './heatmap-peaks.ts'
import { placeFitSlice } from '../view/place-view.ts'
import type { Predictor } from '../ports.ts'
import { offsetInStackMm } from '../view/read-slices.ts'
import type { PlacedImage, ReadImage } from '../view/read-slices.ts'
import { renderView } from '../view/render-view.ts'
import type { View } from '../view/render-view.ts'
import { medianOf } from '../geometry/spine-curve.ts'
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

/** How far from the middle of a stack the canal is looked for, mm, and on how many slices at most. */
const MIDDLE_REACH_MM = 9
const MIDDLE_SLICES = 4
/** How far beside the canal foramina are looked for, mm: 13 at L1/L2 to 24 at L5/S1 in adults. */
const LATERAL_MM = { least: 7, usual: 18.5, most: 32 }
/** Slices on each side. With the middle ones this keeps a study within its budget of multiplications. */
const LATERAL_SLICES = 4

/** The slices of a stack that may show the canal. */
export function middleImages(images: readonly PlacedImage[]): readonly PlacedImage[] {
  const nearest = images.toSorted((a, b) => Math.abs(offsetInStackMm(a)) - Math.abs(offsetInStackMm(b)))
  const [middle] = nearest
  return nearest
    .slice(0, MIDDLE_SLICES)
    .filter((image) => image === middle || Math.abs(offsetInStackMm(image)) <= MIDDLE_REACH_MM)
}

/** The slices on each side of the canal that may show its foramina; `canal`: points of it, LPS mm. */
export function lateralImages(
  images: readonly PlacedImage[],
  canal: readonly PatientPoint[],
): readonly PlacedImage[] {
  const beside = images.flatMap((placed) => {
    const lateralMm = medianOf(canal.map((point) => lateralOf(placed, point)))
    const reach = Math.abs(lateralMm)
    return reach >= LATERAL_MM.least && reach <= LATERAL_MM.most ? [{ placed, lateralMm }] : []
  })
  return [1, -1].flatMap((side) =>
    beside
      .filter(({ lateralMm }) => Math.sign(lateralMm) === side)
      .sort((a, b) => fromUsual(a.lateralMm) - fromUsual(b.lateralMm))
      .slice(0, LATERAL_SLICES)
      .map(({ placed }) => placed),
  )
}

/** How far a slice passes a point to the patient's left (LPS: +x), mm; negative to the right. */
export function lateralOf({ image: { geometry } }: PlacedImage, point: PatientPoint): number {
  const [x] = imageToPatient(geometry, patientToImage(geometry, point))
  return x - point[0]
}

function fromUsual(lateralMm: number): number {
  return Math.abs(Math.abs(lateralMm) - LATERAL_MM.usual)
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

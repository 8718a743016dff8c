import { applyAffine, invertAffine } from '../../src/analysis/geometry/affine.ts'
import { imageToPlane } from '../../src/analysis/geometry/anatomical-plane.ts'
import { NETWORK_INPUTS } from '../../src/analysis/view/network-inputs.ts'
import { placeFitSlice, placeSpineFrame } from '../../src/analysis/view/place-view.ts'
import { renderView } from '../../src/analysis/view/render-view.ts'
import type { View } from '../../src/analysis/view/render-view.ts'
import { DISC_GAPS, DISCS, spineFrames } from '../../src/analysis/geometry/spine-curve.ts'
import type { Disc } from '../../src/analysis/geometry/spine-curve.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import { scalar } from './sample.ts'
import type { Origin, Sample, Split } from './sample.ts'
import type { MaskView } from './draw-masks.ts'

/** Training crops reach this much further than what the network sees, so that training can shift and turn them. */
export const CROP_MARGIN = 1.25

/** One sagittal slice and where it comes from. */
export type Slice = {
  readonly source: ImagePixels
  readonly geometry: ImageGeometry
  readonly file: string
  readonly patient: string
  readonly split: Split
  /** 0 unknown contrast, 1 T1, 2 T2. */
  readonly contrast: 0 | 1 | 2
}

export type MarkedPoint = { readonly point: ImagePoint | undefined; readonly state: number }

/** Points in the order of the localizer's heatmaps: seven discs, then five foramina. */
export const LOCALIZE_POINTS = [
  ...DISCS.map((disc) => `disc_${disc}`),
  ...LEVELS.map((level) => `foramen_${level}`),
]

export function sliceView({ source, geometry }: Slice): View {
  const input = NETWORK_INPUTS['localize-sagittal']
  return renderView([source], placeFitSlice(geometry, input.shape), input)
}

/** A whole slice with the points in LOCALIZE_POINTS order and, where known, its masks. */
export function localizeSample(
  slice: Slice,
  view: View,
  points: readonly MarkedPoint[],
  masks: MaskView | undefined,
  weight: number,
): Sample {
  const fromImage = invertAffine(view.toImage)
  const placed = points.flatMap(({ point }) => (point ? applyAffine(fromImage, point) : [NaN, NaN]))
  return {
    task: 'localize-sagittal',
    split: slice.split,
    view,
    labels: {
      points: { data: Float32Array.from(placed), shape: [points.length, 2] },
      states: { data: Uint8Array.from(points, ({ state }) => state), shape: [points.length] },
      ...(masks ? { masks } : {}),
      contrast: scalar(Uint8Array.of(slice.contrast)),
      weight: scalar(Float32Array.of(weight)),
    },
    origin: { file: slice.file, patient: slice.patient, level: '', side: '' },
  }
}

/** One sagittal slice and all that its data set knows of it. */
export type SagittalCase = {
  readonly slice: Slice
  /** In LOCALIZE_POINTS order. */
  readonly points: readonly MarkedPoint[]
  readonly centres: ReadonlyMap<Disc, ImagePoint>
  /** Empty where its discs are not to be graded. */
  readonly labels: ReadonlyMap<Disc, DiscLabels>
  /** The masks as a view shows them; undefined where there are none at all. */
  readonly masksOf: ((view: View) => MaskView) | undefined
}

/** The whole slice, and a crop of each labelled disc. */
export function sagittalSamples({ slice, points, centres, labels, masksOf }: SagittalCase): Sample[] {
  const view = sliceView(slice)
  return [localizeSample(slice, view, points, masksOf?.(view), 1), ...discSamples(slice, centres, labels)]
}

/** What is known of one disc; -1 where it is not. */
export type DiscLabels = {
  /** RSNA's grade of the spinal canal: index into GRADES. */
  readonly canal: number
  readonly compression: number
  readonly stenosis: number
  readonly bulge: number
  readonly herniation: number
  readonly listhesis: number
  readonly degeneration: number
  readonly narrowing: number
  readonly pfirrmann: number
}

export const NOTHING_KNOWN: DiscLabels = {
  canal: -1,
  compression: -1,
  stenosis: -1,
  bulge: -1,
  herniation: -1,
  listhesis: -1,
  degeneration: -1,
  narrowing: -1,
  pfirrmann: -1,
}

/** Crops of every disc for which `labels` has something to say, in the frame of the curve through all discs. */
export function discSamples(
  slice: Slice,
  centres: ReadonlyMap<Disc, ImagePoint>,
  labels: ReadonlyMap<Disc, DiscLabels>,
): Sample[] {
  const points = DISCS.map((disc) => {
    const centre = centres.get(disc)
    return centre && imageToPlane(slice.geometry, 'sagittal', centre)
  })
  const frames = spineFrames(points, DISC_GAPS)
  const input = NETWORK_INPUTS['grade-disc']
  return DISCS.flatMap((disc, index) => {
    const frame = frames?.[index]
    const known = labels.get(disc)
    if (frame === undefined || known === undefined) return []
    const toImage = placeSpineFrame(slice.geometry, input.shape, input.view, frame)
    const view = renderView([slice.source], toImage, input, CROP_MARGIN)
    const origin: Origin = { file: slice.file, patient: slice.patient, level: disc, side: '' }
    return [
      {
        task: 'grade-disc' as const,
        split: slice.split,
        view,
        labels: {
          ...Object.fromEntries(
            Object.entries(known).map(([name, value]) => [name, scalar(Int8Array.of(value))]),
          ),
          level: scalar(Int8Array.of(levelIndex(disc))),
          weight: scalar(Float32Array.of(1)),
        },
        origin,
      },
    ]
  })
}

/** Index into LEVELS; -1 for discs above L1/L2. */
function levelIndex(disc: Disc): number {
  return LEVELS.indexOf(disc as Level)
}

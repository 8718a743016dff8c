import { applyAffine, invertAffine } from '../../src/analysis/geometry/affine.ts'
import { imageToPlane } from '../../src/analysis/geometry/anatomical-plane.ts'
import { NETWORK_INPUTS } from '../../src/analysis/view/network-inputs.ts'
import { placeAxialMm, placeAxialRecess } from '../../src/analysis/view/place-view.ts'
import type { RecessFrame } from '../../src/analysis/view/place-view.ts'
import { renderView } from '../../src/analysis/view/render-view.ts'
import type { Side } from '../../src/domain/condition.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import { CROP_MARGIN } from './sagittal-samples.ts'
import { POINT_STATES, scalar } from './sample.ts'
import type { Sample, Split } from './sample.ts'

/** Points in the order of the locator's heatmaps. */
export const AXIAL_POINTS = ['right_recess', 'left_recess', 'canal']

/** One axial image with its neighbours (cranial first) and what is labelled on it. */
export type AxialCase = {
  readonly level: Level
  readonly patient: string
  readonly split: Split
  readonly file: string
  readonly sources: readonly ImagePixels[]
  readonly geometry: ImageGeometry
  /** Recesses that were marked, in pixels of the image. */
  readonly recesses: Readonly<Partial<Record<Side, ImagePoint>>>
  readonly canalCentre: ImagePoint
  /** The study's median recess span. */
  readonly spanMm: number
  /** Indices into GRADES; -1 where there is no grade. */
  readonly grades: Readonly<Record<Side | 'canal', number>>
}

export function axialSamples(item: AxialCase): Sample[] {
  return [locateSample(item), gradeSample(item)]
}

/** Where only one recess or none was marked, both are taken to lie on either side of the canal's centre. */
export function recessFrame({ recesses, canalCentre, geometry, spanMm }: AxialCase): RecessFrame {
  const { right, left } = recesses
  if (right && left)
    return {
      right: imageToPlane(geometry, 'axial', right),
      left: imageToPlane(geometry, 'axial', left),
      spanMm,
    }
  const [x, y] = imageToPlane(geometry, 'axial', canalCentre)
  return { right: [x - spanMm / 2, y], left: [x + spanMm / 2, y], spanMm }
}

function locateSample(item: AxialCase): Sample {
  const { geometry, sources, recesses, canalCentre } = item
  const input = NETWORK_INPUTS['locate-axial']
  const centre = imageToPlane(geometry, 'axial', canalCentre)
  const toImage = placeAxialMm(geometry, input.shape, input.view, centre)
  const view = renderView(sources, toImage, input, CROP_MARGIN)
  const points = [recesses.right, recesses.left, canalCentre]
  const fromImage = invertAffine(view.toImage)
  const placed = points.flatMap((point) => (point ? applyAffine(fromImage, point) : [NaN, NaN]))
  const states = points.map((point) => (point ? POINT_STATES.present : POINT_STATES.unknown))
  return {
    task: 'locate-axial',
    split: item.split,
    view,
    labels: {
      points: { data: Float32Array.from(placed), shape: [points.length, 2] },
      states: { data: Uint8Array.from(states), shape: [points.length] },
      weight: scalar(Float32Array.of(1)),
    },
    origin: originOf(item),
  }
}

function gradeSample(item: AxialCase): Sample {
  const { geometry, sources, grades } = item
  const input = NETWORK_INPUTS['grade-axial']
  const toImage = placeAxialRecess(geometry, input.shape, input.view, recessFrame(item))
  return {
    task: 'grade-axial',
    split: item.split,
    view: renderView(sources, toImage, input, CROP_MARGIN),
    labels: {
      canal: scalar(Int8Array.of(grades.canal)),
      right: scalar(Int8Array.of(grades.right)),
      left: scalar(Int8Array.of(grades.left)),
      level: scalar(Int8Array.of(LEVELS.indexOf(item.level))),
      weight: scalar(Float32Array.of(1)),
    },
    origin: originOf(item),
  }
}

function originOf({ file, patient, level }: AxialCase): Sample['origin'] {
  return { file, patient, level, side: '' }
}

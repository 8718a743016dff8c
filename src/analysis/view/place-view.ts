import type { ImageGeometry } from '../../domain/image-geometry.ts'
import type { NetworkInput, ViewSpec } from '../../domain/pack.ts'
import { composeAffine } from '../geometry/affine.ts'
import type { Affine2 } from '../geometry/affine.ts'
import { planeExtentMm, planeToImage } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import type { SpineFrame } from '../geometry/spine-curve.ts'

type Spec<K extends ViewSpec['kind']> = Extract<ViewSpec, { kind: K }>
type Shape = NetworkInput['shape']

/** The whole sagittal slice, its longer side fitted to the view, centred; the rest of the view is padding. */
export function placeFitSlice(geometry: ImageGeometry, [height, width]: Shape): Affine2 {
  const [widthMm, heightMm] = planeExtentMm(geometry, 'sagittal')
  const mmPerPx = Math.max(widthMm / width, heightMm / height)
  const toPlane = placeOnPlane([0, 0], [0, 1], mmPerPx, height, width)
  return composeAffine(planeToImage(geometry, 'sagittal'), toPlane)
}

/** A crop in the frame of the spine: rows run caudally along it, columns to posterior. */
export function placeSpineFrame(
  geometry: ImageGeometry,
  [height, width]: Shape,
  spec: Spec<'spine-frame'>,
  { centre, caudal, spacingMm }: SpineFrame,
): Affine2 {
  const posterior: PlanePoint = [caudal[1], -caudal[0]]
  const toPosterior = spec.offsetPosterior * spacingMm
  const toCaudal = spec.offsetCaudal * spacingMm
  const middle: PlanePoint = [
    centre[0] + posterior[0] * toPosterior + caudal[0] * toCaudal,
    centre[1] + posterior[1] * toPosterior + caudal[1] * toCaudal,
  ]
  const mmPerPx = (spec.heightSpacings * spacingMm) / height
  return composeAffine(
    planeToImage(geometry, 'sagittal'),
    placeOnPlane(middle, caudal, mmPerPx, height, width),
  )
}

/** An axial crop of known size about a point; columns run to the patient's left, rows to posterior. */
export function placeAxialMm(
  geometry: ImageGeometry,
  [height, width]: Shape,
  spec: Spec<'axial-mm'>,
  centre: PlanePoint,
): Affine2 {
  const toPlane = placeOnPlane(centre, [0, 1], spec.heightMm / height, height, width)
  return composeAffine(planeToImage(geometry, 'axial'), toPlane)
}

/** Both recesses of one level, and the distance that scales the crop: the median of that distance over the study. */
export type RecessFrame = { readonly right: PlanePoint; readonly left: PlanePoint; readonly spanMm: number }

/** An axial crop midway between both recesses, scaled by the study's recess span; axes as in `placeAxialMm`. */
export function placeAxialRecess(
  geometry: ImageGeometry,
  [height, width]: Shape,
  spec: Spec<'axial-recess'>,
  { right, left, spanMm }: RecessFrame,
): Affine2 {
  const centre: PlanePoint = [
    (left[0] + right[0]) / 2,
    (left[1] + right[1]) / 2 + spec.offsetPosteriorSpans * spanMm,
  ]
  const toPlane = placeOnPlane(centre, [0, 1], (spec.heightSpans * spanMm) / height, height, width)
  return composeAffine(planeToImage(geometry, 'axial'), toPlane)
}

/** View pixels to plane mm: the view's middle lies on `middle`, its rows run along `down`, its columns a quarter turn before it. */
function placeOnPlane(
  middle: PlanePoint,
  down: PlanePoint,
  mmPerPx: number,
  height: number,
  width: number,
): Affine2 {
  const xx = down[1] * mmPerPx
  const xy = down[0] * mmPerPx
  const yx = -down[0] * mmPerPx
  const yy = down[1] * mmPerPx
  const column = (width - 1) / 2
  const row = (height - 1) / 2
  return [xx, xy, middle[0] - xx * column - xy * row, yx, yy, middle[1] - yx * column - yy * row]
}

import type { ImageGeometry } from '../../domain/image-geometry.ts'
import type { ImagePoint } from '../../domain/geometry.ts'
import { applyAffine, invertAffine } from './affine.ts'
import type { Affine2, Point2 } from './affine.ts'

/**
 * A point of an image's own plane in millimetres, (0, 0) at the image's centre, with axes named by anatomy whatever
 * the acquisition: sagittal [to posterior, to caudal], axial [to the patient's left, to posterior].
 */
export type PlanePoint = Point2
export type Orientation = 'sagittal' | 'axial'

/** Patient axes (index into LPS, sign) that a plane's first and second axis should follow. */
const AXES = {
  sagittal: { first: [1, 1], second: [2, -1] },
  axial: { first: [0, 1], second: [1, 1] },
} as const

/**
 * The map from plane millimetres to image pixels. Rows and columns are swapped and flipped as the geometry demands,
 * never rotated: an oblique slice keeps its own plane.
 */
export function planeToImage(geometry: ImageGeometry, orientation: Orientation): Affine2 {
  const { first, second } = AXES[orientation]
  const { columnDirection, rowDirection, columnSpacingMm, rowSpacingMm } = geometry
  const columnAlongFirst = columnDirection[first[0]] * first[1]
  const columnAlongSecond = columnDirection[second[0]] * second[1]
  const rowAlongFirst = rowDirection[first[0]] * first[1]
  const rowAlongSecond = rowDirection[second[0]] * second[1]
  const centreColumn = (geometry.columns - 1) / 2
  const centreRow = (geometry.rows - 1) / 2
  const upright =
    Math.abs(columnAlongFirst) + Math.abs(rowAlongSecond) >=
    Math.abs(columnAlongSecond) + Math.abs(rowAlongFirst)
  return upright
    ? [
        signOf(columnAlongFirst) / columnSpacingMm,
        0,
        centreColumn,
        0,
        signOf(rowAlongSecond) / rowSpacingMm,
        centreRow,
      ]
    : [
        0,
        signOf(columnAlongSecond) / columnSpacingMm,
        centreColumn,
        signOf(rowAlongFirst) / rowSpacingMm,
        0,
        centreRow,
      ]
}

export function imageToPlane(
  geometry: ImageGeometry,
  orientation: Orientation,
  point: ImagePoint,
): PlanePoint {
  return applyAffine(invertAffine(planeToImage(geometry, orientation)), point)
}

/** Width and height of the image along the plane's axes, mm, its outermost half pixels included. */
export function planeExtentMm(geometry: ImageGeometry, orientation: Orientation): Point2 {
  const [xx, xy, , yx, yy] = planeToImage(geometry, orientation)
  const upright = xy === 0
  return upright
    ? [geometry.columns / Math.abs(xx), geometry.rows / Math.abs(yy)]
    : [geometry.rows / Math.abs(yx), geometry.columns / Math.abs(xy)]
}

function signOf(value: number): 1 | -1 {
  return value < 0 ? -1 : 1
}

import type { ImagePoint } from '../domain/geometry.ts'
import type { GreyWindow } from '../domain/grey-window.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import { applyMatrix, invertMatrix } from './matrix.ts'
import type { CanvasPoint, Matrix } from './matrix.ts'

/** The size of a viewport in CSS pixels. */
export type CanvasSize = { readonly width: number; readonly height: number }

/** How an image lies on its viewport. It holds for images of any matrix and spacing, since its scale is physical. */
export type View = {
  /** CSS pixels per millimetre. */
  readonly scale: number
  /** From the middle of the viewport to the middle of the image, CSS pixels. */
  readonly pan: CanvasPoint
  /** Degrees clockwise on the screen, applied after the flip. */
  readonly rotation: number
  /** Whether the image is mirrored left to right before it is rotated. */
  readonly flipped: boolean
}

/** Both ways between an image and its viewport. */
export type ViewTransform = {
  /** Image point to canvas point, for `<g transform="matrix(...)">` over the image. */
  readonly matrix: Matrix
  readonly imageToCanvas: (point: ImagePoint) => CanvasPoint
  readonly canvasToImage: (point: CanvasPoint) => ImagePoint
  /** CSS pixels per millimetre; the same in every direction. */
  readonly pixelsPerMm: number
}

/** The narrowest and the widest that a view may go, CSS pixels per millimetre. */
const SCALE_LIMITS = { least: 0.05, most: 200 } as const

export const UNTURNED: View = { scale: 1, pan: [0, 0], rotation: 0, flipped: false }

/** How the images of a series are looked at. */
export type Look = {
  readonly view: View
  /** Whether the view is the one that fits the viewport, whatever its size becomes. */
  readonly fitted: boolean
  /** Undefined: the window that the image opens with. */
  readonly window: GreyWindow | undefined
  readonly inverted: boolean
}

/** Whole, unturned, not inverted, in the first window. */
export const OPENING_LOOK: Look = { view: UNTURNED, fitted: true, window: undefined, inverted: false }

/** Where each image point lies on a viewport of this size. Pixels are shown at their true aspect. */
export function viewTransform(view: View, geometry: ImageGeometry, size: CanvasSize): ViewTransform {
  const matrix = viewMatrix(view, geometry, size)
  const inverse = invertMatrix(matrix)
  return {
    matrix,
    imageToCanvas: (point) => applyMatrix(matrix, point),
    canvasToImage: (point) => applyMatrix(inverse, point),
    pixelsPerMm: view.scale,
  }
}

/** Shows the whole image as large as it goes, in the middle, turned as it is. */
export function fitView(view: View, geometry: ImageGeometry, size: CanvasSize): View {
  const { cos, sin } = turn(view)
  const widthMm = geometry.columns * geometry.columnSpacingMm
  const heightMm = geometry.rows * geometry.rowSpacingMm
  const shownWidthMm = Math.abs(cos) * widthMm + Math.abs(sin) * heightMm
  const shownHeightMm = Math.abs(sin) * widthMm + Math.abs(cos) * heightMm
  const scale = Math.min(size.width / shownWidthMm, size.height / shownHeightMm)
  return { ...view, scale: limitScale(scale), pan: [0, 0] }
}

export function panView(view: View, by: CanvasPoint): View {
  return { ...view, pan: [view.pan[0] + by[0], view.pan[1] + by[1]] }
}

/** Enlarges by `factor`; what lies under `about` stays there. */
export function zoomView(view: View, factor: number, about: CanvasPoint, size: CanvasSize): View {
  const scale = limitScale(view.scale * factor)
  const ratio = scale / view.scale
  const [x, y] = [about[0] - size.width / 2, about[1] - size.height / 2]
  return { ...view, scale, pan: [x + (view.pan[0] - x) * ratio, y + (view.pan[1] - y) * ratio] }
}

/** Turns clockwise about the middle of the viewport. */
export function rotateView(view: View, degrees: number): View {
  const rotation = wrapDegrees(view.rotation + degrees)
  const { cos, sin } = turn({ rotation: degrees })
  const [x, y] = view.pan
  return { ...view, rotation, pan: [cos * x - sin * y, sin * x + cos * y] }
}

/** Mirrors what is on the screen, left to right or top to bottom, about the middle of the viewport. */
export function flipView(view: View, axis: 'horizontal' | 'vertical'): View {
  const [x, y] = view.pan
  const mirrored = { ...view, flipped: !view.flipped }
  return axis === 'horizontal'
    ? { ...mirrored, rotation: wrapDegrees(-view.rotation), pan: [-x, y] }
    : { ...mirrored, rotation: wrapDegrees(180 - view.rotation), pan: [x, -y] }
}

/** Moves so that an image point lies in the middle of the viewport. */
export function centreView(view: View, geometry: ImageGeometry, point: ImagePoint): View {
  const unpanned = viewMatrix({ ...view, pan: [0, 0] }, geometry, { width: 0, height: 0 })
  const [x, y] = applyMatrix(unpanned, point)
  return { ...view, pan: [-x, -y] }
}

function viewMatrix(view: View, geometry: ImageGeometry, size: CanvasSize): Matrix {
  const { cos, sin } = turn(view)
  const alongColumns = view.scale * geometry.columnSpacingMm * (view.flipped ? -1 : 1)
  const alongRows = view.scale * geometry.rowSpacingMm
  const [a, b] = [cos * alongColumns, sin * alongColumns]
  const [c, d] = [-sin * alongRows, cos * alongRows]
  // The middle of the image lies between its first and last pixel CENTRES.
  const [column, row] = [(geometry.columns - 1) / 2, (geometry.rows - 1) / 2]
  const e = size.width / 2 + view.pan[0] - a * column - c * row
  const f = size.height / 2 + view.pan[1] - b * column - d * row
  return [a, b, c, d, e, f]
}

/** Cosine and sine, exact at the quarter turns that readers use. */
function turn({ rotation }: { readonly rotation: number }): { cos: number; sin: number } {
  const radians = (rotation * Math.PI) / 180
  const quarter = Number.isInteger(rotation / 90)
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  return quarter ? { cos: Math.round(cos), sin: Math.round(sin) } : { cos, sin }
}

function wrapDegrees(degrees: number): number {
  return ((degrees % 360) + 360) % 360
}

function limitScale(scale: number): number {
  return Math.min(Math.max(scale, SCALE_LIMITS.least), SCALE_LIMITS.most)
}

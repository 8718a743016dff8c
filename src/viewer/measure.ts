import type { AnnotationKind, Quantity } from '../domain/annotation.ts'
import type { ImagePoint } from '../domain/geometry.ts'
import { imageToPatient } from '../domain/image-geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { ImagePixels } from '../domain/study.ts'
import { ellipseStatistics, valueAt } from './pixel-values.ts'

type PointsToNumber = (points: readonly ImagePoint[], geometry: ImageGeometry) => number

/** Variance of a point that is evenly distributed over one pixel, in pixels squared: 1/12 along each axis. */
const PIXEL_VARIANCE = 1 / 12

/** What the points of an annotation measure, in the patient: lengths along rows and columns have their own spacing. */
export function measure(
  kind: AnnotationKind,
  points: readonly ImagePoint[],
  geometry: ImageGeometry,
  pixels: ImagePixels | undefined,
): readonly Quantity[] {
  switch (kind) {
    case 'probe':
      return probe(points[0]!, geometry, pixels)
    case 'length':
      return [quantity('length', 'mm', lengthMm, points, geometry)]
    case 'angle':
      return [quantity('angle', '°', angleDegrees, points, geometry)]
    case 'cobb':
      return [quantity('angle', '°', cobbDegrees, points, geometry)]
    case 'ellipse': {
      const area = quantity('area', 'mm²', ellipseAreaMm2, points, geometry)
      return [area, ...greys(points, pixels)]
    }
    case 'arrow':
      return []
  }
}

/** Value, pixel and patient position (LPS, mm) under a point. Beside the image there is no value. */
function probe(
  point: ImagePoint,
  geometry: ImageGeometry,
  pixels: ImagePixels | undefined,
): readonly Quantity[] {
  const value = pixels && valueAt(pixels, point)
  const [x, y, z] = imageToPatient(geometry, point)
  const exact = (name: Quantity['name'], number: number, unit: Quantity['unit']): Quantity => {
    return { name, value: number, unit, uncertainty: undefined }
  }
  return [
    ...(value === undefined ? [] : [exact('value', value, pixels?.measured?.unit ?? '')]),
    exact('column', Math.round(point[0]), 'px'),
    exact('row', Math.round(point[1]), 'px'),
    exact('x', x, 'mm'),
    exact('y', y, 'mm'),
    exact('z', z, 'mm'),
  ]
}

function lengthMm([a, b]: readonly ImagePoint[], geometry: ImageGeometry): number {
  return Math.hypot(...vectorMm(a!, b!, geometry))
}

/** Between both arms, 0 to 180 degrees. */
function angleDegrees([a, vertex, b]: readonly ImagePoint[], geometry: ImageGeometry): number {
  return between(vectorMm(vertex!, a!, geometry), vectorMm(vertex!, b!, geometry))
}

/** Between two lines, whichever way they were drawn: 0 to 90 degrees. */
function cobbDegrees([a, b, c, d]: readonly ImagePoint[], geometry: ImageGeometry): number {
  const angle = between(vectorMm(a!, b!, geometry), vectorMm(c!, d!, geometry))
  return Math.min(angle, 180 - angle)
}

function ellipseAreaMm2([a, b]: readonly ImagePoint[], geometry: ImageGeometry): number {
  const [width, height] = vectorMm(a!, b!, geometry)
  return (Math.PI / 4) * Math.abs(width * height)
}

/** From one image point to another, in mm along columns and rows. */
function vectorMm(from: ImagePoint, to: ImagePoint, geometry: ImageGeometry): readonly [number, number] {
  return [(to[0] - from[0]) * geometry.columnSpacingMm, (to[1] - from[1]) * geometry.rowSpacingMm]
}

function between([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number {
  const radians = Math.atan2(Math.abs(ax * by - ay * bx), ax * bx + ay * by)
  return (radians * 180) / Math.PI
}

function greys(points: readonly ImagePoint[], pixels: ImagePixels | undefined): readonly Quantity[] {
  const statistics = pixels && ellipseStatistics(pixels, points[0]!, points[1]!)
  if (!statistics) return []
  const unit = pixels.measured?.unit ?? ''
  return [
    { name: 'mean', value: statistics.mean, unit, uncertainty: undefined },
    { name: 'sd', value: statistics.sd, unit, uncertainty: undefined },
  ]
}

function quantity(
  name: Quantity['name'],
  unit: Quantity['unit'],
  measured: PointsToNumber,
  points: readonly ImagePoint[],
  geometry: ImageGeometry,
): Quantity {
  const uncertainty = standardUncertainty(measured, points, geometry)
  return { name, value: measured(points, geometry), unit, uncertainty }
}

/** Law of propagation of uncertainty (GUM 5.1.2) for independent coordinates, with central differences of a hundredth pixel. */
function standardUncertainty(
  measured: PointsToNumber,
  points: readonly ImagePoint[],
  geometry: ImageGeometry,
): number {
  const step = 0.01
  const moved = (index: number, axis: 0 | 1, by: number): number => {
    const shifted = points.map(([column, row], i): ImagePoint => {
      if (i !== index) return [column, row]
      return axis === 0 ? [column + by, row] : [column, row + by]
    })
    return measured(shifted, geometry)
  }
  let variance = 0
  for (const index of points.keys()) {
    for (const axis of [0, 1] as const) {
      const slope = (moved(index, axis, step) - moved(index, axis, -step)) / (2 * step)
      variance += slope * slope * PIXEL_VARIANCE
    }
  }
  return Math.sqrt(variance)
}

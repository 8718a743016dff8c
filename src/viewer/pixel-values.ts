import type { ImagePoint } from '../domain/geometry.ts'
import type { ImagePixels } from '../domain/study.ts'

/** What the pixel that a point lies in measures; undefined beside the image and on padding. */
export function valueAt(pixels: ImagePixels, [column, row]: ImagePoint): number | undefined {
  const [c, r] = [Math.round(column), Math.round(row)]
  if (c < 0 || r < 0 || c >= pixels.columns || r >= pixels.rows) return undefined
  const stored = pixels.data[r * pixels.columns + c]
  if (stored === undefined || stored === pixels.padding) return undefined
  const { slope, intercept } = pixels.measured ?? pixels
  return stored * slope + intercept
}

/** Of the pixels inside a region. */
export type RegionStatistics = {
  readonly pixels: number
  readonly mean: number
  /** Of a sample (n - 1); 0 for one pixel. */
  readonly sd: number
}

/**
 * Statistics of the pixels whose centres lie in the ellipse with axes along rows and columns that fills the box between
 * two corners. Undefined when it holds no pixel centre, or padding alone.
 */
export function ellipseStatistics(
  pixels: ImagePixels,
  a: ImagePoint,
  b: ImagePoint,
): RegionStatistics | undefined {
  const [middleColumn, middleRow] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const [halfWidth, halfHeight] = [Math.abs(a[0] - b[0]) / 2, Math.abs(a[1] - b[1]) / 2]
  if (halfWidth === 0 || halfHeight === 0) return undefined
  const firstRow = Math.max(0, Math.ceil(middleRow - halfHeight))
  const lastRow = Math.min(pixels.rows - 1, Math.floor(middleRow + halfHeight))
  const { slope, intercept } = pixels.measured ?? pixels
  // Welford's running mean and sum of squares: no loss of digits for a bright, even region.
  let count = 0
  let mean = 0
  let squares = 0
  for (let row = firstRow; row <= lastRow; row++) {
    const reach = halfWidth * Math.sqrt(Math.max(0, 1 - ((row - middleRow) / halfHeight) ** 2))
    const lastColumn = Math.min(pixels.columns - 1, Math.floor(middleColumn + reach))
    for (let column = Math.max(0, Math.ceil(middleColumn - reach)); column <= lastColumn; column++) {
      const stored = pixels.data[row * pixels.columns + column]!
      if (stored === pixels.padding) continue
      const value = stored * slope + intercept
      const difference = value - mean
      mean += difference / ++count
      squares += difference * (value - mean)
    }
  }
  if (count === 0) return undefined
  return { pixels: count, mean, sd: count > 1 ? Math.sqrt(squares / (count - 1)) : 0 }
}

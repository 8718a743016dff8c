import type { ImagePixels } from '../domain/study.ts'
import type { Affine2 } from './affine.ts'

/** Values of a view, row by row; `inside` is 0 where the view shows nothing of the image, whose value is then 0. */
export type Resampled = { readonly values: Float32Array; readonly inside: Uint8Array }

/**
 * Samples an image on a grid of `columns` x `rows` view pixels. `toImage` maps view pixels to image pixels.
 * Where a view pixel covers more than one image pixel, it is divided into equal parts that are read bilinearly and
 * averaged: an area average that needs no second pass and no special case for rotation.
 * Half-pixels beyond the outermost pixel centres repeat the edge; pixels of PixelPaddingValue count as outside.
 */
export function resampleImage(
  pixels: ImagePixels,
  toImage: Affine2,
  columns: number,
  rows: number,
): Resampled {
  const values = new Float32Array(columns * rows)
  const inside = new Uint8Array(columns * rows)
  const [xx, xy, x0, yx, yy, y0] = toImage
  const partsAcross = partsOf(xx, yx)
  const partsDown = partsOf(xy, yy)
  const parts = partsAcross * partsDown
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      let found = 0
      for (let down = 0; down < partsDown; down++) {
        const y = row + (down + 0.5) / partsDown - 0.5
        for (let across = 0; across < partsAcross; across++) {
          const x = column + (across + 0.5) / partsAcross - 0.5
          const value = readBilinear(pixels, xx * x + xy * y + x0, yx * x + yy * y + y0)
          if (Number.isNaN(value)) continue
          sum += value
          found++
        }
      }
      if (found * 2 < parts) continue
      values[row * columns + column] = (sum / found) * pixels.slope + pixels.intercept
      inside[row * columns + column] = 1
    }
  }
  return { values, inside }
}

/** Into how many parts one step of the view is divided so that no image pixel is stepped over. */
function partsOf(stepColumns: number, stepRows: number): number {
  return Math.max(1, Math.ceil(Math.max(Math.abs(stepColumns), Math.abs(stepRows)) - 1e-6))
}

/** The stored value between pixel centres; NaN off the image and where every neighbour is padding. */
function readBilinear({ data, columns, rows, padding }: ImagePixels, column: number, row: number): number {
  if (column < -0.5 || row < -0.5 || column > columns - 0.5 || row > rows - 0.5) return NaN
  const x = Math.min(Math.max(column, 0), columns - 1)
  const y = Math.min(Math.max(row, 0), rows - 1)
  const left = Math.floor(x)
  const top = Math.floor(y)
  const right = Math.min(left + 1, columns - 1)
  const bottom = Math.min(top + 1, rows - 1)
  const a = data[top * columns + left] as number
  const b = data[top * columns + right] as number
  const c = data[bottom * columns + left] as number
  const d = data[bottom * columns + right] as number
  const fx = x - left
  const fy = y - top
  const wa = (1 - fx) * (1 - fy)
  const wb = fx * (1 - fy)
  const wc = (1 - fx) * fy
  const wd = fx * fy
  if (padding === undefined || (a !== padding && b !== padding && c !== padding && d !== padding))
    return a * wa + b * wb + c * wc + d * wd
  const weights = [wa, wb, wc, wd]
  let sum = 0
  let weight = 0
  for (const [index, value] of [a, b, c, d].entries()) {
    if (value === padding) continue
    sum += value * (weights[index] as number)
    weight += weights[index] as number
  }
  return weight > 1e-6 ? sum / weight : NaN
}

import type { ImagePixels } from '../../domain/study.ts'
import type { Affine2 } from '../geometry/affine.ts'

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
  const read = bilinearReader(pixels)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      let found = 0
      for (let down = 0; down < partsDown; down++) {
        const y = row + (down + 0.5) / partsDown - 0.5
        for (let across = 0; across < partsAcross; across++) {
          const x = column + (across + 0.5) / partsAcross - 0.5
          const value = read(xx * x + xy * y + x0, yx * x + yy * y + y0)
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

/**
 * Reads the stored value between pixel centres, [column, row]; NaN off the image and where every neighbour is padding.
 * The pixels are copied into one type of array, and most reads take the short way: reading is what a view's time goes into.
 */
function bilinearReader({ data: stored, columns, rows, padding }: ImagePixels) {
  const data = new Float64Array(stored)
  const lastColumn = columns - 1
  const lastRow = rows - 1
  const hasPadding = padding !== undefined

  return (column: number, row: number): number => {
    if (!hasPadding && column >= 0 && row >= 0 && column < lastColumn && row < lastRow) {
      const left = column | 0
      const top = row | 0
      const at = top * columns + left
      const fx = column - left
      const fy = row - top
      return (
        data[at]! * ((1 - fx) * (1 - fy)) +
        data[at + 1]! * (fx * (1 - fy)) +
        data[at + columns]! * ((1 - fx) * fy) +
        data[at + columns + 1]! * (fx * fy)
      )
    }
    return readAtRim(column, row)
  }

  function readAtRim(column: number, row: number): number {
    if (column < -0.5 || row < -0.5 || column > columns - 0.5 || row > rows - 0.5) return NaN
    const x = Math.min(Math.max(column, 0), lastColumn)
    const y = Math.min(Math.max(row, 0), lastRow)
    const left = Math.floor(x)
    const top = Math.floor(y)
    const right = Math.min(left + 1, lastColumn)
    const bottom = Math.min(top + 1, lastRow)
    const fx = x - left
    const fy = y - top
    const neighbours = [
      [data[top * columns + left]!, (1 - fx) * (1 - fy)],
      [data[top * columns + right]!, fx * (1 - fy)],
      [data[bottom * columns + left]!, (1 - fx) * fy],
      [data[bottom * columns + right]!, fx * fy],
    ] as const
    const known = neighbours.filter(([value]) => value !== padding)
    const weight = known.reduce((sum, [, share]) => sum + share, 0)
    const sum = known.reduce((total, [value, share]) => total + value * share, 0)
    if (known.length === neighbours.length) return sum
    return weight > 1e-6 ? sum / weight : NaN
  }
}

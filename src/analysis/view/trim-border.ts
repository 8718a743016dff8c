import type { ImagePoint } from '../../domain/geometry.ts'
import { imageToPatient } from '../../domain/image-geometry.ts'
import type { ImageGeometry } from '../../domain/image-geometry.ts'
import type { ImagePixels } from '../../domain/study.ts'

/** The part of a matrix that holds the image: first and last column and row, both included. */
export type ShownPart = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * The part of an image inside its border. A border is made of whole rows and columns of one value each, PixelPaddingValue aside:
 * it was added to fill a matrix and shows nothing of the patient. Undefined where there is nothing else.
 */
export function findShownPart({ data, columns, rows, padding }: ImagePixels): ShownPart | undefined {
  const isBorder = (from: number, step: number, count: number) => {
    let only: number | undefined
    for (let index = 0, at = from; index < count; index++, at += step) {
      const value = data[at]
      if (value === padding) continue
      only ??= value
      if (value !== only) return false
    }
    return true
  }
  const isRow = (row: number) => isBorder(row * columns, 1, columns)
  let top = 0
  while (top < rows && isRow(top)) top++
  if (top === rows) return undefined
  let bottom = rows - 1
  while (isRow(bottom)) bottom--
  const isColumn = (column: number) => isBorder(top * columns + column, columns, bottom - top + 1)
  let left = 0
  while (isColumn(left)) left++
  let right = columns - 1
  while (isColumn(right)) right--
  return { left, top, right, bottom }
}

/** The smallest part that holds all of these. */
export function uniteParts(parts: readonly ShownPart[]): ShownPart {
  return {
    left: Math.min(...parts.map(({ left }) => left)),
    top: Math.min(...parts.map(({ top }) => top)),
    right: Math.max(...parts.map(({ right }) => right)),
    bottom: Math.max(...parts.map(({ bottom }) => bottom)),
  }
}

/** The pixels of a part alone. */
export function trimPixels(pixels: ImagePixels, part: ShownPart): ImagePixels {
  const columns = part.right - part.left + 1
  const rows = part.bottom - part.top + 1
  if (columns === pixels.columns && rows === pixels.rows) return pixels
  const data = pixels.data.slice(0, columns * rows)
  for (let row = 0; row < rows; row++) {
    const from = (row + part.top) * pixels.columns + part.left
    data.set(pixels.data.subarray(from, from + columns), row * columns)
  }
  return { ...pixels, columns, rows, data }
}

/** Where a part lies in the patient. */
export function trimGeometry(geometry: ImageGeometry, part: ShownPart): ImageGeometry {
  return {
    ...geometry,
    position: imageToPatient(geometry, cornerOf(part)),
    columns: part.right - part.left + 1,
    rows: part.bottom - part.top + 1,
  }
}

/** The first pixel of a part, in pixels of the stored image. */
export function cornerOf({ left, top }: ShownPart): ImagePoint {
  return [left, top]
}

import { applyAffine, invertAffine } from '../../src/analysis/geometry/affine.ts'
import type { Affine2, Point2 } from '../../src/analysis/geometry/affine.ts'
import type { View } from '../../src/analysis/view/render-view.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import { MASK_CLASSES } from './sample.ts'

/** Mask of a view, channels last: 1 inside, 0 outside, MASK_UNKNOWN (255) where nobody looked. */
export type MaskView = { readonly data: Uint8Array; readonly shape: readonly number[] }

export function emptyMask({ rows, columns }: View, fill: number): MaskView {
  const shape = [rows, columns, MASK_CLASSES.length]
  return { data: new Uint8Array(rows * columns * MASK_CLASSES.length).fill(fill), shape }
}

/** Reads a label picture at the view's pixels (nearest): `values` are the label values of vertebra, disc and canal. */
export function readLabelMask(view: View, labels: ImagePixels, values: readonly number[]): MaskView {
  const mask = emptyMask(view, 0)
  for (let row = 0; row < view.rows; row++)
    for (let column = 0; column < view.columns; column++) {
      const [x, y] = applyAffine(view.toImage, [column, row])
      const [imageColumn, imageRow] = [Math.round(x), Math.round(y)]
      if (imageColumn < 0 || imageRow < 0 || imageColumn >= labels.columns || imageRow >= labels.rows)
        continue
      const index = values.indexOf(labels.data[imageRow * labels.columns + imageColumn] as number)
      if (index >= 0) mask.data[(row * view.columns + column) * values.length + index] = 1
    }
  return mask
}

/** Sets one channel of a mask to `value` inside a polygon given in image pixels (even-odd rule at pixel centres). */
export function fillPolygon(
  mask: MaskView,
  toImage: Affine2,
  channel: number,
  polygon: readonly Point2[],
  value: number,
): void {
  const [rows = 0, columns = 0, channels = 0] = mask.shape
  const fromImage = invertAffine(toImage)
  const corners = polygon.map((corner) => applyAffine(fromImage, corner))
  for (let row = 0; row < rows; row++) {
    const crossings = crossingsAt(corners, row)
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const from = Math.max(0, Math.ceil(crossings[pair] as number))
      const to = Math.min(columns - 1, Math.floor(crossings[pair + 1] as number))
      for (let column = from; column <= to; column++)
        mask.data[(row * columns + column) * channels + channel] = value
    }
  }
}

function crossingsAt(corners: readonly Point2[], row: number): number[] {
  const crossings = corners.flatMap((a, index) => {
    const b = corners[(index + 1) % corners.length] as Point2
    if (a[1] > row === b[1] > row) return []
    return [a[0] + ((row - a[1]) / (b[1] - a[1])) * (b[0] - a[0])]
  })
  return crossings.sort((a, b) => a - b)
}

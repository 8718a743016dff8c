import type { Evidence } from '../../domain/finding.ts'
import type { BoxPx, ImagePoint, PatientPoint } from '../../domain/geometry.ts'
import { applyAffine } from '../geometry/affine.ts'
import type { Point2 } from '../geometry/affine.ts'
import type { PlacedImage } from './read-slices.ts'
import type { View } from './render-view.ts'

/**
 * What a grade rests on: the very pixels that the network was given (of three channels the middle one), and where they lie.
 * `corner`: where the image that the view was rendered from begins in the stored image.
 */
export function evidenceOf(
  network: string,
  { stack, image, corner = [0, 0] }: PlacedImage & { readonly corner?: ImagePoint },
  point: PatientPoint,
  view: View,
): Evidence {
  const { columns, rows, channels, grey, toImage } = view
  const shown = new Uint8ClampedArray(columns * rows)
  const middle = Math.floor(channels / 2)
  for (let pixel = 0; pixel < shown.length; pixel++) shown[pixel] = grey[pixel * channels + middle] as number
  const corners = [-0.5, columns - 0.5].flatMap((x) =>
    [-0.5, rows - 0.5].map((y) => applyAffine(toImage, [x, y])),
  )
  return {
    network,
    stackId: stack.id,
    imageId: image.id,
    point,
    boxPx: boxAround(corners, corner),
    crop: { columns, rows, grey: shown },
  }
}

/** The smallest box around points of a part of an image, in pixels of the stored image; `corner`: where the part begins. */
export function boxAround(points: readonly Point2[], [column, row]: ImagePoint): BoxPx {
  const left = Math.min(...points.map(([x]) => x))
  const top = Math.min(...points.map(([, y]) => y))
  const right = Math.max(...points.map(([x]) => x))
  const bottom = Math.max(...points.map(([, y]) => y))
  return [left + column, top + row, right - left, bottom - top]
}

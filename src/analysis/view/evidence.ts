import type { Evidence } from '../../domain/finding.ts'
import type { BoxPx, PatientPoint } from '../../domain/geometry.ts'
import { applyAffine } from '../geometry/affine.ts'
import type { Point2 } from '../geometry/affine.ts'
import type { PlacedImage } from './read-slices.ts'
import type { View } from './render-view.ts'

/** What a grade rests on: the very pixels that the network was given (of three channels the middle one), and where they lie. */
export function evidenceOf(
  network: string,
  { stack, image }: PlacedImage,
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
    boxPx: boxAround(corners),
    crop: { columns, rows, grey: shown },
  }
}

/** The smallest box around points. */
export function boxAround(points: readonly Point2[]): BoxPx {
  const left = Math.min(...points.map(([x]) => x))
  const top = Math.min(...points.map(([, y]) => y))
  const right = Math.max(...points.map(([x]) => x))
  const bottom = Math.max(...points.map(([, y]) => y))
  return [left, top, right - left, bottom - top]
}

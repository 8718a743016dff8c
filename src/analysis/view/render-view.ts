import type { NetworkInput } from '../../domain/pack.ts'
import type { ImagePixels } from '../../domain/study.ts'
import { composeAffine } from '../geometry/affine.ts'
import type { Affine2 } from '../geometry/affine.ts'
import { greyOf, percentileWindow } from './grey-window.ts'
import { resampleImage } from './resample-image.ts'

/**
 * What a network sees. Grey 0 to 255, row by row, channels last; the network is given grey / 255.
 * `toImage` leads from view pixels back to pixels of the image that was read.
 */
export type View = {
  readonly columns: number
  readonly rows: number
  readonly channels: number
  readonly grey: Uint8Array
  readonly toImage: Affine2
}

/**
 * Renders the view that `toImage` places on images of one geometry, one channel for each; a channel without an image
 * (beyond the end of a stack) stays 0. The grey window is read from the network's own field of view over all channels,
 * so that a margin around it (training crops, augmented by shifting) changes no grey value inside.
 */
export function renderView(
  sources: readonly (ImagePixels | undefined)[],
  toImage: Affine2,
  input: NetworkInput,
  margin = 1,
): View {
  const [height, width] = input.shape
  const columns = marginSize(width, margin)
  const rows = marginSize(height, margin)
  const placed = composeAffine(toImage, [1, 0, (width - columns) / 2, 0, 1, (height - rows) / 2])
  const layers = sources.map((source) => source && resampleImage(source, placed, columns, rows))
  const window = windowOf(layers, columns, rows, input)
  const channels = sources.length
  const grey = new Uint8Array(columns * rows * channels)
  for (const [channel, layer] of layers.entries()) {
    if (layer === undefined) continue
    for (let pixel = 0; pixel < columns * rows; pixel++)
      if (layer.inside[pixel] !== 0)
        grey[pixel * channels + channel] = greyOf(layer.values[pixel] as number, window)
  }
  return { columns, rows, channels, grey, toImage: placed }
}

/** The size of a view with its margin: grown by the same whole number of pixels on both sides. */
export function marginSize(size: number, margin: number): number {
  return size + 2 * Math.round((size * (margin - 1)) / 2)
}

type Layer = ReturnType<typeof resampleImage>

function windowOf(
  layers: readonly (Layer | undefined)[],
  columns: number,
  rows: number,
  { shape: [height, width], intensity }: NetworkInput,
): ReturnType<typeof percentileWindow> {
  const left = (columns - width) / 2
  const top = (rows - height) / 2
  const values = new Float32Array(layers.length * height * width)
  const counts = new Uint8Array(values.length)
  for (const [index, layer] of layers.entries()) {
    if (layer === undefined) continue
    for (let row = 0; row < height; row++) {
      const from = (row + top) * columns + left
      const to = (index * height + row) * width
      values.set(layer.values.subarray(from, from + width), to)
      counts.set(layer.inside.subarray(from, from + width), to)
    }
  }
  return percentileWindow(values, counts, intensity)
}

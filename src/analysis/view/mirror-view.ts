import type { View } from './render-view.ts'

/** The view mirrored left to right, so that the patient's left stands where the right was. */
export function mirrorView(view: View): View {
  const { columns, rows, channels, grey, toImage } = view
  const mirrored = new Uint8Array(grey.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + column) * channels
      mirrored.set(grey.subarray(from, from + channels), (row * columns + columns - 1 - column) * channels)
    }
  const [xx, xy, x0, yx, yy, y0] = toImage
  const last = columns - 1
  return { ...view, grey: mirrored, toImage: [-xx, xy, x0 + xx * last, -yx, yy, y0 + yx * last] }
}

import type { GreyWindow } from '../../domain/grey-window.ts'
import type { ImagePixels, StudyImage } from '../../domain/study.ts'
import { displayValues } from '../../viewer/display-values.ts'
import { fillGreyTable, greyTableLength } from '../../viewer/grey-levels.ts'

/**
 * Paints an image onto a canvas of its own matrix, one pixel each; the page scales the canvas. For pictures that stand still:
 * thumbnails and tiles.
 */
export function paintImage(
  canvas: HTMLCanvasElement,
  image: StudyImage,
  pixels: ImagePixels,
  window: GreyWindow,
  inverted: boolean,
): void {
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('this browser gives no 2d canvas')
  const values = displayValues(pixels)
  const table = new Uint8ClampedArray(greyTableLength(values))
  fillGreyTable(table, values, window, inverted !== image.inverted)
  const first = Math.min(values.least, 0)
  const painted = new ImageData(values.columns, values.rows)
  const colours = new Uint32Array(painted.data.buffer)
  for (let index = 0; index < colours.length; index++) {
    const grey = table[values.data[index]! - first]!
    colours[index] = 0xff000000 | (grey << 16) | (grey << 8) | grey
  }
  canvas.width = values.columns
  canvas.height = values.rows
  context.putImageData(painted, 0, 0)
}

/** Width over height of an image in the patient, for CSS. */
export function aspectRatio({ geometry }: StudyImage): number {
  return (geometry.columns * geometry.columnSpacingMm) / (geometry.rows * geometry.rowSpacingMm)
}

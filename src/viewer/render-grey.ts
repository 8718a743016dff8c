import type { ImagePixels, StudyImage } from '../domain/study.ts'
import { displayValues } from './display-values.ts'
import { fillGreyTable, greyTableLength } from './grey-levels.ts'
import { openingWindow } from './window-presets.ts'

/** An image as it opens on screen, without a screen: greys 0 (black) to 255 (white), row by row. */
export function renderGrey(image: StudyImage, pixels: ImagePixels): Uint8ClampedArray {
  const values = displayValues(pixels)
  const table = new Uint8ClampedArray(greyTableLength(values))
  fillGreyTable(table, values, openingWindow(image, pixels), image.inverted)
  const first = Math.min(values.least, 0)
  return Uint8ClampedArray.from(values.data, (stored) => table[stored - first]!)
}

import type { ImagePixels, StudyImage } from '../domain/study.ts'
import { openingWindow } from './window-presets.ts'

/** An image as it opens on screen, without a screen: greys 0 (black) to 255 (white), row by row. */
export function renderGrey(image: StudyImage, pixels: ImagePixels): Uint8ClampedArray {
  const { center, width } = openingWindow(image, pixels)
  const { slope, intercept, data } = pixels
  const gain = 255 / width
  const offset = (intercept - center) * gain + 127.5
  const grey = Uint8ClampedArray.from(data, (stored) => stored * slope * gain + offset)
  return image.inverted ? grey.map((value) => 255 - value) : grey
}

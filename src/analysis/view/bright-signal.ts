import type { ImagePixels, StudyImage } from '../../domain/study.ts'

/**
 * The pixels as signal: high is bright. MONOCHROME1 shows low values as bright (PS3.3 C.7.6.3.1.2), so its values are
 * counted down from the highest one, which is air: signal 0, as a ratio of two signals needs it.
 */
export function brightSignal(pixels: ImagePixels, { inverted }: Pick<StudyImage, 'inverted'>): ImagePixels {
  if (!inverted) return pixels
  let darkest = -Infinity
  for (const stored of pixels.data)
    if (stored !== pixels.padding) darkest = Math.max(darkest, stored * pixels.slope)
  return { ...pixels, slope: -pixels.slope, intercept: Number.isFinite(darkest) ? darkest : 0 }
}

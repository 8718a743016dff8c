import { Cancelled } from '../../domain/cancel.ts'
import { fail } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { ImagePixels, StudyImage } from '../../domain/study.ts'
import { failureOf } from '../../review/failure-of.ts'
import type { PixelCache } from '../../viewer/pixel-cache.ts'

/**
 * Reads the pixels of an image for the screen. Whatever goes wrong is a diagnostic, a bug too (`review.image-bug`, which
 * `onBug` hears of as well), so that the place of the image can say why it is empty. Undefined once `signal` is aborted.
 */
export async function readImage(
  signal: AbortSignal,
  pixels: PixelCache,
  image: StudyImage,
  onBug: (error: unknown) => void,
): Promise<Result<ImagePixels> | undefined> {
  while (!signal.aborted) {
    try {
      const result = await pixels.get(signal, image.id)
      return isAborted(signal) ? undefined : result
    } catch (error) {
      if (isAborted(signal)) return undefined
      if (error instanceof Cancelled) continue // by someone else, who waited for the same image: ask again
      onBug(error)
      return fail(failureOf(error, 'review.image-bug'))
    }
  }
  return undefined
}

/** Asked anew after a wait: what the compiler knew before does not hold any more. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}

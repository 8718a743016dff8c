import { succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import type { ImagePixels } from '../domain/study.ts'
import type { Codecs } from './codecs.ts'
import { decodeStoredValues } from './decode-stored-values.ts'
import type { Instance } from './instance.ts'
import { toGrey } from './to-grey.ts'

/**
 * The pixels of one frame (from 1), read from the file now. Colour becomes its luminance: such images are looked at here,
 * never analysed. Diagnostics: those of `decodeStoredValues`. Throws Cancelled.
 */
export async function decodePixels(
  signal: AbortSignal,
  instance: Instance,
  frame: number,
  codecs: Codecs,
): Promise<Result<ImagePixels>> {
  const stored = await decodeStoredValues(signal, instance, frame, codecs)
  if (!stored.ok) return stored
  const facts = instance.frames[frame - 1]
  const { columns, rows, samplesPerPixel } = stored.value
  const grey = samplesPerPixel === 1 ? stored.value.data : toGrey(stored.value)
  return succeed({
    columns,
    rows,
    data: grey instanceof Float64Array ? Float32Array.from(grey) : grey,
    slope: facts?.slope ?? 1,
    intercept: facts?.intercept ?? 0,
    padding: instance.pixels.padding,
  })
}

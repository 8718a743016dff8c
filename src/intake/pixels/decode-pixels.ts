import { succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { ImagePixels } from '../../domain/study.ts'
import type { Codecs } from '../codecs/codecs.ts'
import { decodeStoredValues } from './decode-stored-values.ts'
import type { Instance } from '../instance/instance.ts'
import { lookUp } from '../instance/lookup-table.ts'
import type { PixelDescription } from '../instance/instance.ts'
import type { Samples } from './stored-values.ts'
import { luminance, toGrey } from './to-grey.ts'

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
  const { pixels } = instance
  const { columns, rows, samplesPerPixel } = stored.value
  const grey = samplesPerPixel === 1 ? mapValues(stored.value.data, pixels) : toGrey(stored.value)
  return succeed({
    columns,
    rows,
    data: grey instanceof Float64Array ? Float32Array.from(grey) : grey,
    slope: facts?.slope ?? 1,
    intercept: facts?.intercept ?? 0,
    padding: isMapped(pixels) ? undefined : pixels.padding,
    ...(facts?.measured ? { measured: facts.measured } : {}),
  })
}

/** Whether values are those of a table, so that nothing stored is among them any more. */
function isMapped({ palette, modalityTable }: PixelDescription): boolean {
  return palette !== undefined || modalityTable !== undefined
}

/** Stored values by the tables of their header, with one value for all padding. */
function mapValues(
  data: Samples,
  { palette, modalityTable, padding, paddingLimit }: PixelDescription,
): Samples {
  if (palette) {
    const [red, green, blue] = palette
    const white = 2 ** red.bits - 1
    return Uint8Array.from(data, (value) =>
      Math.round((luminance(lookUp(red, value), lookUp(green, value), lookUp(blue, value)) * 255) / white),
    )
  }
  if (modalityTable) return Uint16Array.from(data, (value) => lookUp(modalityTable, value))
  if (padding === undefined || paddingLimit === undefined || padding === paddingLimit) return data
  const least = Math.min(padding, paddingLimit)
  const greatest = Math.max(padding, paddingLimit)
  return data.map((value) => (value >= least && value <= greatest ? padding : value))
}

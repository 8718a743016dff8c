import type { ImagePixels } from '../domain/study.ts'

/** Stored values that a table of at most 65,536 greys can be looked up with. value = stored * slope + intercept. */
export type DisplayValues = {
  readonly data: Int16Array | Uint16Array | Int8Array | Uint8Array
  readonly columns: number
  readonly rows: number
  readonly slope: number
  readonly intercept: number
  readonly padding: number | undefined
  /** Least and greatest stored value, the padding included. */
  readonly least: number
  readonly greatest: number
}

const LEVELS_16_BIT = 65_535

const known = new WeakMap<ImagePixels, DisplayValues>()

/**
 * The pixels as the screen needs them. 8 and 16 bit integers are used where they lie; wider ones and floats are
 * brought to 16 bits once, 65,536 steps from least to greatest. Made on first use and kept as long as the pixels.
 */
export function displayValues(pixels: ImagePixels): DisplayValues {
  const made = known.get(pixels)
  if (made) return made
  const values = makeDisplayValues(pixels)
  known.set(pixels, values)
  return values
}

function makeDisplayValues(pixels: ImagePixels): DisplayValues {
  const { data, columns, rows, slope, intercept, padding } = pixels
  const [least, greatest] = extremes(data)
  if (isNarrow(data)) return { data, columns, rows, slope, intercept, padding, least, greatest }
  const step = (greatest - least) / LEVELS_16_BIT || 1
  const toStep = (value: number): number => (Number.isNaN(value) ? 0 : Math.round((value - least) / step))
  return {
    data: Uint16Array.from(data, toStep),
    columns,
    rows,
    slope: slope * step,
    intercept: intercept + slope * least,
    padding: padding === undefined ? undefined : toStep(padding),
    least: 0,
    greatest: Math.round((greatest - least) / step),
  }
}

function isNarrow(data: ImagePixels['data']): data is DisplayValues['data'] {
  return data.BYTES_PER_ELEMENT <= 2
}

function extremes(data: ImagePixels['data']): [least: number, greatest: number] {
  let least = Infinity
  let greatest = -Infinity
  for (const value of data) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  return Number.isFinite(least) && Number.isFinite(greatest) ? [least, greatest] : [0, 0]
}

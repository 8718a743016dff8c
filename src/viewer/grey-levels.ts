import type { GreyWindow } from '../domain/grey-window.ts'
import type { ImagePixels } from '../domain/study.ts'
import { displayValues } from './display-values.ts'
import type { DisplayValues } from './display-values.ts'

/** Answers which value (after rescale) lies above `percent` of the pixels. Padding does not count. */
export type GreyLevels = { percentile(percent: number): number }

/** Counts an image's values once, for any number of percentiles. An image of padding alone has the level 0 throughout. */
export function greyLevels(pixels: ImagePixels): GreyLevels {
  const values = displayValues(pixels)
  const counts = countValues(values)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const percentile = (percent: number): number => {
    const stored = values.least + rankOf(counts, (total * percent) / 100)
    return total === 0 ? 0 : stored * values.slope + values.intercept
  }
  return { percentile: (percent) => percentile(values.slope < 0 ? 100 - percent : percent) }
}

/**
 * Writes the grey (0 to 255) of each stored value into `table`, whose first entry is the grey of `min(least, 0)`:
 * the layout that Cornerstone's renderer reads. Padding stays black however the image is shown.
 */
export function fillGreyTable(
  table: Uint8ClampedArray,
  values: DisplayValues,
  window: GreyWindow,
  inverted: boolean,
): void {
  const first = Math.min(values.least, 0)
  if (window.curve) fillAlongCurve(table, first, values, window, window.curve, inverted)
  else if (window.isSigmoid) fillSigmoid(table, first, values, window, inverted)
  else fillStraight(table, first, values, window, inverted)
  if (values.padding !== undefined) table[values.padding - first] = 0
}

function fillStraight(
  table: Uint8ClampedArray,
  first: number,
  values: DisplayValues,
  { center, width }: GreyWindow,
  inverted: boolean,
): void {
  const sign = inverted ? -1 : 1
  const perStep = (sign * values.slope * 255) / width
  const atZero = 127.5 + (sign * (values.intercept - center) * 255) / width
  for (let index = 0; index < table.length; index++) table[index] = atZero + (index + first) * perStep
}

function fillSigmoid(
  table: Uint8ClampedArray,
  first: number,
  { slope, intercept }: DisplayValues,
  { center, width }: GreyWindow,
  inverted: boolean,
): void {
  const sign = inverted ? 1 : -1
  for (let index = 0; index < table.length; index++) {
    const value = (index + first) * slope + intercept
    table[index] = 255 / (1 + Math.exp((sign * 4 * (value - center)) / width))
  }
}

function fillAlongCurve(
  table: Uint8ClampedArray,
  first: number,
  { slope, intercept }: DisplayValues,
  { center, width }: GreyWindow,
  curve: Uint8Array,
  inverted: boolean,
): void {
  const last = curve.length - 1
  const dark = center - width / 2
  for (let index = 0; index < table.length; index++) {
    const share = ((index + first) * slope + intercept - dark) / width
    const grey = curve[Math.round(Math.min(Math.max(share, 0), 1) * last)]!
    table[index] = inverted ? 255 - grey : grey
  }
}

export function greyTableLength({ least, greatest }: DisplayValues): number {
  return greatest - Math.min(least, 0) + 1
}

function countValues({ data, least, greatest, padding }: DisplayValues): Uint32Array {
  const counts = new Uint32Array(greatest - least + 1)
  for (const stored of data) counts[stored - least]!++
  if (padding !== undefined && padding >= least && padding <= greatest) counts[padding - least] = 0
  return counts
}

function rankOf(counts: Uint32Array, rank: number): number {
  let below = 0
  for (let index = 0; index < counts.length; index++) {
    below += counts[index]!
    if (below >= rank && below > 0) return index
  }
  return counts.length - 1
}

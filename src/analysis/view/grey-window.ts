/** Values from `low` to `high` are shown as grey 0 to 255. */
export type GreyWindow = { readonly low: number; readonly high: number }

/**
 * The window between two percentiles of the values that `counts` marks, interpolated linearly between order
 * statistics as `numpy.percentile` does. Nothing marked gives the window 0 to 0.
 */
export function percentileWindow(
  values: Float32Array,
  counts: Uint8Array,
  { low, high }: { readonly low: number; readonly high: number },
): GreyWindow {
  const sorted = marked(values, counts).sort()
  if (sorted.length === 0) return { low: 0, high: 0 }
  return { low: percentileOf(sorted, low), high: percentileOf(sorted, high) }
}

function marked(values: Float32Array, counts: Uint8Array): Float32Array {
  const kept = new Float32Array(values.length)
  let size = 0
  for (let index = 0; index < values.length; index++)
    if (counts[index] !== 0) kept[size++] = values[index] as number
  return kept.subarray(0, size)
}

/** Grey 0 to 255; a window without width shows everything as 0. */
export function greyOf(value: number, { low, high }: GreyWindow): number {
  if (high <= low) return 0
  const fraction = (value - low) / (high - low)
  return Math.round(Math.min(Math.max(fraction, 0), 1) * 255)
}

function percentileOf(sorted: Float32Array, percent: number): number {
  const position = (percent / 100) * (sorted.length - 1)
  const below = Math.floor(position)
  const lower = sorted[below] as number
  const upper = sorted[Math.min(below + 1, sorted.length - 1)] as number
  return lower + (upper - lower) * (position - below)
}

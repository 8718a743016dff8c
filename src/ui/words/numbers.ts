/** A probability as readers see it: whole per cent, never a certainty that no model has. */
export function percent(probability: number): string {
  return `${percentNumber(probability)} %`
}

export function percentNumber(probability: number): number {
  return Math.min(99, Math.max(probability > 0 ? 1 : 0, Math.round(probability * 100)))
}

/** Bytes in the unit that a person would use. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

/** `one file`, `1,204 files`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`
}

/** A probability as readers see it: whole per cent, never a certainty that no model has. */
export function percent(probability: number): string {
  return `${percentNumber(probability)} %`
}

export function percentNumber(probability: number): number {
  return Math.min(99, Math.max(probability > 0 ? 1 : 0, Math.round(probability * 100)))
}

/** Bytes in the unit that a person would use. */
export function bytesInWords(bytes: number, locale: string): string {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${decimal(bytes / 1e9, 1, locale)} GB`
}

/** A number with as many digits after the decimal sign of the locale, without grouping; what rounds to nothing has no sign. */
export function decimal(value: number, digits: number, locale: string): string {
  return value.toLocaleString(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
    signDisplay: 'negative',
  })
}

/** From one bound to the other. */
export function intervalInWords(
  bounds: readonly [low: number, high: number],
  digits: number,
  locale: string,
): string {
  return bounds.map((bound) => decimal(bound, digits, locale)).join(' – ')
}

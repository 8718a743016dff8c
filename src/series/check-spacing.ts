import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import type { PlacedFrame } from './split-stacks.ts'
import { placeAlong } from './split-stacks.ts'

/** A gap this much wider than the usual one has room for a slice that is not there. */
const MISSING_FROM = 1.5

/** Gaps that differ from the usual one by more than a tenth, and by more than rounding, mm. */
const UNEVEN_FROM = 0.1
const ROUNDING_MM = 0.1

/**
 * Where slices of a stack are missing or unevenly spaced, with their place in mm along the stack from its first image.
 * Diagnostics: `series.missing-slices`, `series.uneven-gaps`.
 */
export function checkSpacing(frames: readonly PlacedFrame[], subject: string): readonly Diagnostic[] {
  if (frames.length < 3) return []
  const reference = frames[0]!.geometry
  const places = frames.map(({ geometry }) => placeAlong(reference, geometry))
  const gaps = places.slice(1).map((place, index) => place - places[index]!)
  const usual = median(gaps)
  return gaps.flatMap((gap, index) => {
    const fields = {
      afterImage: index + 1,
      atMm: round(places[index]! - places[0]!),
      gapMm: round(gap),
      usualMm: round(usual),
    }
    if (gap > usual * MISSING_FROM) {
      const missing = Math.round(gap / usual) - 1
      return [
        diagnose('series.missing-slices', 'warning', subject, { ...fields, missing: Math.max(1, missing) }),
      ]
    }
    const off = Math.abs(gap - usual)
    return off > usual * UNEVEN_FROM && off > ROUNDING_MM
      ? [diagnose('series.uneven-gaps', 'info', subject, fields)]
      : []
  })
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

function round(mm: number): number {
  return Math.round(mm * 100) / 100
}

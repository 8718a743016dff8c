import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import { normalOf } from '../domain/image-geometry.ts'
import { planeOf } from './plane.ts'
import type { PlacedFrame } from './placed-frame.ts'
import { placeAlong } from './placed-frame.ts'

/** A gap this much wider than the usual one has room for a slice that is not there. */
const MISSING_FROM = 1.5

/** Gaps that differ from the usual one by more than a tenth, and by more than rounding, mm. */
const UNEVEN_FROM = 0.1
const ROUNDING_MM = 0.1

/** Neighbouring lumbar discs lie this far apart, mm, and the slices through one of them no further, first to last. */
const DISC_TO_DISC_MM = [18, 60] as const
const ONE_DISC_MM = 45
const FEWEST_SLICES_OF_A_DISC = 3

/**
 * Where slices of a stack are missing or unevenly spaced, with their place in mm along the stack from its first image.
 * The gap between one disc's slices and the next's in an axial series is as it should be. Diagnostics:
 * `series.missing-slices`, `series.uneven-gaps`.
 */
export function checkSpacing(frames: readonly PlacedFrame[], subject: string): readonly Diagnostic[] {
  if (frames.length < 3) return []
  const reference = frames[0]!.geometry
  const places = frames.map(({ geometry }) => placeAlong(reference, geometry))
  const gaps = places.slice(1).map((place, index) => place - places[index]!)
  const usual = median(gaps)
  const isUneven = (gap: number) => {
    const off = Math.abs(gap - usual)
    return off > usual * UNEVEN_FROM && off > ROUNDING_MM
  }
  const isAxial = planeOf(normalOf(reference)).plane === 'axial'
  const betweenDiscs = isAxial ? findDiscSteps(places, isUneven) : new Set<number>()
  return gaps.flatMap((gap, index) => {
    if (betweenDiscs.has(index)) return []
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
    return isUneven(gap) ? [diagnose('series.uneven-gaps', 'info', subject, fields)] : []
  })
}

/** Slices of a stack that follow each other, by index. */
type Run = { readonly first: number; readonly last: number }

/** The gaps, by the index of the slice before them, that lead from the slices of one disc to those of the next. */
function findDiscSteps(places: readonly number[], isUneven: (gap: number) => boolean): ReadonlySet<number> {
  const [nearest, furthest] = DISC_TO_DISC_MM
  const middle = ({ first, last }: Run) => (places[first]! + places[last]!) / 2
  const isDisc = ({ first, last }: Run) =>
    last - first + 1 >= FEWEST_SLICES_OF_A_DISC && places[last]! - places[first]! <= ONE_DISC_MM
  const evenRuns = joinNeighbours(
    places.map((_, index) => ({ first: index, last: index })),
    (run, next) => !isUneven(places[next.first]! - places[run.last]!),
  )
  // A slice that is missing within a disc's leaves two runs too near each other to be two discs.
  const discs = joinNeighbours(evenRuns, (run, next) => middle(next) - middle(run) < nearest)
  const steps = discs.slice(0, -1).filter((disc, index) => {
    const next = discs[index + 1]!
    return isDisc(disc) && isDisc(next) && middle(next) - middle(disc) <= furthest
  })
  return new Set(steps.map(({ last }) => last))
}

function joinNeighbours(runs: readonly Run[], belong: (run: Run, next: Run) => boolean): readonly Run[] {
  const joined: Run[] = []
  for (const next of runs) {
    const run = joined.at(-1)
    if (run && belong(run, next)) joined[joined.length - 1] = { first: run.first, last: next.last }
    else joined.push(next)
  }
  return joined
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

function round(mm: number): number {
  return Math.round(mm * 100) / 100
}

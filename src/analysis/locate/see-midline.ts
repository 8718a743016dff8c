import { LEVELS } from '../../domain/level.ts'
import type { NetworkSpec } from '../../domain/pack.ts'
import type { Predictor } from '../ports.ts'
import { leftwardMm } from '../view/read-slices.ts'
import type { ReadImage } from '../view/read-slices.ts'
import { followCanal, MIDLINE_REACH_MM } from './follow-canal.ts'
import type { Midline } from './follow-canal.ts'
import { locateDiscs } from './locate-discs.ts'
import type { LocatedSpine } from './locate-discs.ts'
import { seeSlices } from './see-slices.ts'
import type { SeenSlice } from './see-slices.ts'
import type { PlacedDisc } from './placed-disc.ts'

/** The slices of a sagittal stack on which the spine and its canal were found. */
export type SeenMidline = {
  readonly slices: readonly SeenSlice[]
  readonly spine: LocatedSpine
  readonly midline: Midline
}

/** Slices that are looked at first, nearest to the middle of the stack. */
const FIRST_SLICES = 3
/** Slices that are looked at in all. A straight canal needs five; with those beside it this keeps a study within its budget. */
const MOST_SLICES = 6
/** Where no canal is seen, the next slices are looked at this far on either side of those seen, mm. */
const SEARCH_STEP_MM = 9

/**
 * Finds the canal, wherever in the stack it lies: looks at a few slices, follows the canal on them from disc to disc, and looks
 * again at the slices that lie near it at some level, until all of them have been seen. What is seen in the end
 * does not depend on where the search began. `always`: slices that are looked at whatever they show; `given`: discs that
 * need not be found.
 */
export async function seeMidline(
  signal: AbortSignal,
  predictor: Predictor,
  network: NetworkSpec,
  stack: readonly ReadImage[],
  always: readonly ReadImage[] = [],
  given?: (slice: SeenSlice) => readonly PlacedDisc[],
): Promise<SeenMidline> {
  let slices: readonly SeenSlice[] = []
  let spine: LocatedSpine = { discs: [], countDoubtful: false }
  let midline: Midline = {}
  let wanted: readonly ReadImage[] = [...new Set([...firstSlices(stack), ...always])]
  while (wanted.length > 0) {
    const seen = await seeSlices(signal, predictor, network, wanted)
    slices = [...slices, ...seen].sort((a, b) => leftwardMm(a) - leftwardMm(b))
    const [first] = slices
    spine = locateDiscs(slices, midline)
    midline = followCanal(slices, given && first ? given(first) : spine.discs)
    wanted = nextSlices(stack, slices, midline)
  }
  return { slices, spine: locateDiscs(slices, midline), midline }
}

function firstSlices(stack: readonly ReadImage[]): readonly ReadImage[] {
  const places = stack.map(leftwardMm)
  const middle = (Math.min(...places) + Math.max(...places)) / 2
  return nearestFirst(stack, [middle]).slice(0, FIRST_SLICES)
}

/** The slices that have not been seen and lie near the midline at some level; without a midline those further out. */
function nextSlices(
  stack: readonly ReadImage[],
  seen: readonly SeenSlice[],
  midline: Midline,
): readonly ReadImage[] {
  const unseen = stack.filter(({ image }) => !seen.some((slice) => slice.image.id === image.id))
  const room = Math.max(0, MOST_SLICES - seen.length)
  const middles = LEVELS.flatMap((level) => midline[level] ?? [])
  if (middles.length > 0)
    return nearestFirst(unseen, middles)
      .filter((image) => distanceTo(middles, image) < MIDLINE_REACH_MM)
      .slice(0, room)
  const places = seen.map(leftwardMm)
  const ends = [Math.min(...places) - SEARCH_STEP_MM, Math.max(...places) + SEARCH_STEP_MM]
  const outside = unseen.filter(
    (image) => leftwardMm(image) < places[0]! || leftwardMm(image) > places.at(-1)!,
  )
  const found = ends.flatMap((end) => nearestFirst(outside, [end]).slice(0, 1))
  return [...new Set(found)].slice(0, room)
}

function nearestFirst(images: readonly ReadImage[], places: readonly number[]): readonly ReadImage[] {
  return images.toSorted((a, b) => distanceTo(places, a) - distanceTo(places, b))
}

function distanceTo(places: readonly number[], image: ReadImage): number {
  return Math.min(...places.map((place) => Math.abs(leftwardMm(image) - place)))
}

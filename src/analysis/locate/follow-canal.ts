import { DISC_GAPS, DISCS, spineFrames } from '../geometry/spine-curve.ts'
import type { Disc } from '../geometry/spine-curve.ts'
import { leftwardMm } from '../view/read-slices.ts'
import { canalDepth } from './canal-mask.ts'
import type { SeenSlice } from './see-slices.ts'
import type { PlacedDisc } from './placed-disc.ts'

/** Where the middle of the canal passes each disc, as `leftwardMm` counts; empty where no slice shows a canal. */
export type Midline = Readonly<Partial<Record<Disc, number>>>

/** Slices within this distance of the midline say where it is, mm: half the width of the canal. */
export const MIDLINE_REACH_MM = 10
/** A canal less deep than this, in spacings, on every slice is none. The true one has .25 and more, a muscle beside the spine .3. */
const LEAST_DEPTH = 0.2
const ROUNDS = 30

/**
 * Follows the canal from disc to disc: in scoliosis its middle lies on other slices at every level. At each disc it is the
 * centre of the squared depths of the canal over neighbouring slices (a mean shift with an Epanechnikov kernel: Comaniciu and
 * Meer 2002), so that it moves smoothly with what the slices show and does not depend on which others were seen. A disc
 * at which no canal is seen takes the place between its neighbours.
 */
export function followCanal(slices: readonly SeenSlice[], discs: readonly PlacedDisc[]): Midline {
  const points = DISCS.map((name) => discs.find(({ disc }) => disc === name)?.point)
  const frames = spineFrames(points, DISC_GAPS)
  const places = DISCS.map((_, index) => {
    const frame = frames?.[index]
    return frame && canalCentre(slices.map((slice) => [leftwardMm(slice), canalDepth(slice, frame)] as const))
  })
  const known = places.flatMap((place, index) => (place === undefined ? [] : [{ place, index }]))
  if (known.length === 0) return {}
  return Object.fromEntries(DISCS.map((disc, index) => [disc, placeAt(known, index)]))
}

/** How much a slice at this distance from the midline says of it, 0 to 1. */
export function nearness(distanceMm: number): number {
  return Math.max(0, 1 - (distanceMm / MIDLINE_REACH_MM) ** 2)
}

/** `depths`: the place of each slice and how much canal it shows. */
export function canalCentre(depths: readonly (readonly [mm: number, depth: number])[]): number | undefined {
  const deepest = depths.reduce<readonly [number, number]>(
    (best, next) => (next[1] > best[1] ? next : best),
    [0, 0],
  )
  if (deepest[1] < LEAST_DEPTH) return undefined
  let [centre] = deepest
  for (let round = 0; round < ROUNDS; round++) {
    let weight = 0
    let sum = 0
    for (const [mm, depth] of depths) {
      const share = depth * depth * nearness(mm - centre)
      weight += share
      sum += share * mm
    }
    centre = sum / weight
  }
  return centre
}

/** Linear between the known discs; beyond them as the nearest. */
function placeAt(
  known: readonly { readonly place: number; readonly index: number }[],
  index: number,
): number {
  const above = known.findLast((entry) => entry.index <= index)
  const below = known.find((entry) => entry.index >= index)
  if (above === undefined || below === undefined) return ((above ?? below) as (typeof known)[number]).place
  if (above.index === below.index) return above.place
  return above.place + ((below.place - above.place) * (index - above.index)) / (below.index - above.index)
}

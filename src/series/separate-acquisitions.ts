import type { PlacedFrame } from './placed-frame.ts'
import { placeAlong } from './placed-frame.ts'

/** Images of one acquisition nearer than this along the normal lie at one place, mm. */
const SAME_PLACE_MM = 0.01

/**
 * Images of two acquisitions nearer than this share of the gap between the slices of one repeat the same place. Interleaved
 * packages lie half a gap apart.
 */
const REPEATED_WITHIN = 0.4

/**
 * Parts frames of one orientation into acquisitions that show each place once. The packages of one acquisition, which
 * interleave or follow each other, come together again; a repeat becomes a stack of its own. Acquisitions are told apart by
 * series, temporal position and AcquisitionNumber (else AcquisitionTime); where these do not help, the n-th image of each place goes to the n-th stack.
 */
export function separateAcquisitions(ordered: readonly PlacedFrame[]): readonly (readonly PlacedFrame[])[] {
  const reference = ordered[0]!.geometry
  const placed = ordered.map((frame) => ({ frame, place: placeAlong(reference, frame.geometry) }))
  const acquisitions = acquisitionsOf(placed)
  if (acquisitions.length === 1 && !repeatsItself(placed)) return [ordered]
  const stacks: Slots[] = []
  for (const part of acquisitions.flatMap(separateTurns).map(slotsOf)) {
    const index = stacks.findIndex((stack) => !repeats(stack, part))
    if (index < 0) stacks.push(part)
    else stacks[index] = slotsOf([...stacks[index]!.placed, ...part.placed])
  }
  return stacks.map(({ placed: stack }) => stack.map(({ frame }) => frame))
}

type Placed = { readonly frame: PlacedFrame; readonly place: number }

/** Images of one stack, with their places in ascending order and the median gap; of a single image the gap is 0. */
type Slots = {
  readonly placed: readonly Placed[]
  readonly places: readonly number[]
  readonly gapMm: number
}

function slotsOf(placed: readonly Placed[]): Slots {
  const places = placed.map(({ place }) => place).sort((a, b) => a - b)
  const gaps = places.slice(1).map((place, index) => place - places[index]!)
  return { placed, places, gapMm: gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0 }
}

/** By series, time and number of acquisition, in the order in which they were made. */
function acquisitionsOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const parts = new Map<string, Placed[]>()
  for (const one of placed) {
    const { instance, frame } = one.frame
    const { acquisition, seriesInstanceUid } = instance
    const key = [seriesInstanceUid, frame.temporalIndex, acquisition.number ?? acquisition.time].join('|')
    const part = parts.get(key)
    if (part) part.push(one)
    else parts.set(key, [one])
  }
  return [...parts.values()].sort((a, b) => compareTurns(a[0]!, b[0]!))
}

/** By time, then as numbered. */
function compareTurns({ frame: a }: Placed, { frame: b }: Placed): number {
  const [first, second] = [a.instance.acquisition, b.instance.acquisition]
  return (
    (a.frame.temporalIndex ?? 0) - (b.frame.temporalIndex ?? 0) ||
    (first.number ?? 0) - (second.number ?? 0) ||
    (first.time ?? '').localeCompare(second.time ?? '') ||
    (a.instance.instanceNumber ?? 0) - (b.instance.instanceNumber ?? 0) ||
    a.frame.frameNumber - b.frame.frameNumber ||
    (a.instance.path < b.instance.path ? -1 : 1)
  )
}

function repeatsItself(placed: readonly Placed[]): boolean {
  return placed.slice(1).some(({ place }, index) => place - placed[index]!.place <= SAME_PLACE_MM)
}

/** The n-th image at each place goes to the n-th part. */
function separateTurns(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const atPlaces: Placed[][] = []
  for (const one of placed) {
    const last = atPlaces.at(-1)
    if (last && one.place - last[0]!.place <= SAME_PLACE_MM) last.push(one)
    else atPlaces.push([one])
  }
  const turns: Placed[][] = []
  for (const atPlace of atPlaces) {
    for (const [turn, one] of atPlace.sort(compareTurns).entries()) (turns[turn] ??= []).push(one)
  }
  return turns
}

/** Whether one of the images of `part` lies where `stack` has one already. */
function repeats(stack: Slots, part: Slots): boolean {
  const near = Math.max(SAME_PLACE_MM, REPEATED_WITHIN * Math.min(stack.gapMm, part.gapMm))
  return part.places.some((place) => {
    const after = lowerBound(stack.places, place)
    const [next = Infinity, before = -Infinity] = [stack.places[after], stack.places[after - 1]]
    return next - place <= near || place - before <= near
  })
}

/** The index of the first of the ascending values that is not below `value`. */
function lowerBound(values: readonly number[], value: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

import { dot } from '../domain/geometry.ts'
import { patientToImage } from '../domain/image-geometry.ts'
import type { FrameFacts } from '../intake/instance/instance.ts'
import { placeAlong } from './placed-frame.ts'
import type { PlacedFrame } from './placed-frame.ts'
import { separateAcquisitions } from './separate-acquisitions.ts'

/** Directions within one degree are one orientation; the stacks of two discs differ by several. */
const SAME_DIRECTION = Math.cos(Math.PI / 180)

/** Pixel spacings that agree to a thousandth are one spacing, written with different digits. */
const SAME_SPACING = 1e-3

/** Echo times that agree to a hundredth, or to this many ms, are one echo; those of in-phase and opposed-phase images differ by 1.2 ms. */
const SAME_ECHO = 0.01
const SAME_ECHO_MS = 0.05

/** Neighbouring slices shifted further than this within their own plane, mm, belong to two table positions. */
const STATION_SHIFT_MM = 20

export type SplitSeries = {
  readonly stacks: readonly (readonly PlacedFrame[])[]
  /** Table positions, and acquisitions of the same places, at most in any orientation. 1 is usual. */
  readonly stations: number
  readonly times: number
}

/**
 * The frames of one series as stacks: of one orientation, size, echo and kind, of one table position and one acquisition,
 * ordered along the normal in reading direction.
 */
export function splitStacks(frames: readonly PlacedFrame[]): SplitSeries {
  const groups: PlacedFrame[][] = []
  for (const frame of frames) {
    const group = groups.find(([first]) => first && belongTogether(first, frame))
    if (group) group.push(frame)
    else groups.push([frame])
  }
  const stations = groups.map((group) => separateStations(orderByPlace(group)))
  const acquisitions = stations.flat().map(separateAcquisitions)
  return {
    stacks: acquisitions.flat().map(orderByPlace),
    stations: Math.max(...stations.map(({ length }) => length)),
    times: Math.max(...acquisitions.map(({ length }) => length)),
  }
}

function belongTogether(a: PlacedFrame, b: PlacedFrame): boolean {
  return (
    a.geometry.rows === b.geometry.rows &&
    a.geometry.columns === b.geometry.columns &&
    dot(a.geometry.columnDirection, b.geometry.columnDirection) >= SAME_DIRECTION &&
    dot(a.geometry.rowDirection, b.geometry.rowDirection) >= SAME_DIRECTION &&
    isNear(a.geometry.columnSpacingMm, b.geometry.columnSpacingMm, SAME_SPACING) &&
    isNear(a.geometry.rowSpacingMm, b.geometry.rowSpacingMm, SAME_SPACING) &&
    isSameEcho(a.frame.echoTimeMs, b.frame.echoTimeMs) &&
    kindOf(a.frame) === kindOf(b.frame)
  )
}

function isNear(a: number, b: number, share: number): boolean {
  return Math.abs(a - b) <= share * Math.max(a, b)
}

/** An echo time that is missing contradicts none. */
function isSameEcho(a: number | undefined, b: number | undefined): boolean {
  if (a === undefined || b === undefined) return true
  return isNear(a, b, SAME_ECHO) || Math.abs(a - b) <= SAME_ECHO_MS
}

/** ImageType as one key, whatever its case and padding. */
function kindOf({ imageType }: FrameFacts): string {
  return imageType
    .map((value) => value.trim().toUpperCase())
    .join('\\')
    .replace(/\\+$/, '')
}

/** Along the normal; at one place as numbered, so that the order never depends on the order of files. */
function orderByPlace(frames: readonly PlacedFrame[]): readonly PlacedFrame[] {
  const reference = frames[0]!.geometry
  return frames
    .map((frame) => ({ frame, place: placeAlong(reference, frame.geometry) }))
    .sort((a, b) => a.place - b.place || compareNumbers(a.frame, b.frame))
    .map(({ frame }) => frame)
}

function compareNumbers(a: PlacedFrame, b: PlacedFrame): number {
  return (
    (a.instance.instanceNumber ?? 0) - (b.instance.instanceNumber ?? 0) ||
    a.frame.frameNumber - b.frame.frameNumber ||
    (a.instance.path < b.instance.path ? -1 : 1)
  )
}

/**
 * Parts slices of several table positions: within each the slices follow each other without a jump in their own plane.
 * Where the positions do not overlap along the normal, as the discs of an axial series, they stay together.
 */
function separateStations(ordered: readonly PlacedFrame[]): readonly (readonly PlacedFrame[])[] {
  const stations: PlacedFrame[][] = []
  for (const frame of ordered) {
    const station = stations.find((one) => shiftInPlane(one.at(-1)!, frame) <= STATION_SHIFT_MM)
    if (station) station.push(frame)
    else stations.push([frame])
  }
  const reference = ordered[0]!.geometry
  const rangeOf = (frames: readonly PlacedFrame[]) =>
    [placeAlong(reference, frames[0]!.geometry), placeAlong(reference, frames.at(-1)!.geometry)] as const
  const overlap = stations.some((one, index) =>
    stations.slice(index + 1).some((other) => {
      const [from, to] = rangeOf(one)
      const [otherFrom, otherTo] = rangeOf(other)
      return from < otherTo && otherFrom < to
    }),
  )
  return overlap ? stations : [ordered]
}

/** How far two parallel images are shifted against each other within their plane, mm. */
function shiftInPlane({ geometry }: PlacedFrame, other: PlacedFrame): number {
  const [column, row] = patientToImage(geometry, other.geometry.position)
  return Math.hypot(column * geometry.columnSpacingMm, row * geometry.rowSpacingMm)
}

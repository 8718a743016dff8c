import { dot } from '../domain/geometry.ts'
import { distanceToPlane, normalOf } from '../domain/image-geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { FrameFacts, Instance } from '../intake/instance/instance.ts'
import { readingDirection } from './plane.ts'

/** One frame that its header places in the patient. */
export type PlacedFrame = {
  readonly instance: Instance
  readonly frame: FrameFacts
  readonly geometry: ImageGeometry
}

/** Directions within one degree are one orientation; the stacks of two discs differ by several. */
const SAME_DIRECTION = Math.cos(Math.PI / 180)

/** Pixel spacings that agree to a thousandth are one spacing, written with different digits. */
const SAME_SPACING = 1e-3

/** Images nearer than this along the normal lie at one place, mm. */
export const SAME_PLACE_MM = 0.01

/**
 * The frames of one series as stacks: of one orientation, size, echo and kind, ordered along the normal in reading
 * direction. Where images share a place they are told apart by time or by their order, a stack for each turn.
 */
export function splitStacks(frames: readonly PlacedFrame[]): readonly (readonly PlacedFrame[])[] {
  const groups: PlacedFrame[][] = []
  for (const frame of frames) {
    const group = groups.find(([first]) => first && belongTogether(first, frame))
    if (group) group.push(frame)
    else groups.push([frame])
  }
  return groups.flatMap((group) => separateTurns(orderByPosition(group)))
}

/** Place along the stack's own normal, mm. */
export function placeAlong(reference: ImageGeometry, geometry: ImageGeometry): number {
  return distanceToPlane(reference, geometry.position) * readingDirection(normalOf(reference))
}

function belongTogether(a: PlacedFrame, b: PlacedFrame): boolean {
  return (
    a.geometry.rows === b.geometry.rows &&
    a.geometry.columns === b.geometry.columns &&
    dot(a.geometry.columnDirection, b.geometry.columnDirection) >= SAME_DIRECTION &&
    dot(a.geometry.rowDirection, b.geometry.rowDirection) >= SAME_DIRECTION &&
    near(a.geometry.columnSpacingMm, b.geometry.columnSpacingMm) &&
    near(a.geometry.rowSpacingMm, b.geometry.rowSpacingMm) &&
    a.frame.echoTimeMs === b.frame.echoTimeMs &&
    a.frame.imageType.join('\\') === b.frame.imageType.join('\\')
  )
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_SPACING * Math.max(a, b)
}

function orderByPosition(frames: readonly PlacedFrame[]): readonly PlacedFrame[] {
  const reference = frames[0]!.geometry
  const placed = frames.map((frame) => ({ frame, place: placeAlong(reference, frame.geometry) }))
  return placed
    .sort((a, b) =>
      Math.abs(a.place - b.place) > SAME_PLACE_MM ? a.place - b.place : compareTurns(a.frame, b.frame),
    )
    .map(({ frame }) => frame)
}

/** At one place: by time, then as numbered. */
function compareTurns(a: PlacedFrame, b: PlacedFrame): number {
  return (
    (a.frame.temporalIndex ?? 0) - (b.frame.temporalIndex ?? 0) ||
    (a.instance.instanceNumber ?? 0) - (b.instance.instanceNumber ?? 0) ||
    a.frame.frameNumber - b.frame.frameNumber ||
    (a.instance.path < b.instance.path ? -1 : 1)
  )
}

/** The n-th image at each place goes to the n-th stack. */
function separateTurns(ordered: readonly PlacedFrame[]): readonly (readonly PlacedFrame[])[] {
  const reference = ordered[0]!.geometry
  const turns: PlacedFrame[][] = []
  let turn = 0
  let last = -Infinity
  for (const frame of ordered) {
    const place = placeAlong(reference, frame.geometry)
    turn = place - last > SAME_PLACE_MM ? 0 : turn + 1
    if (turn === 0) last = place
    const stack = (turns[turn] ??= [])
    stack.push(frame)
  }
  return turns
}

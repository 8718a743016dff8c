import { imageToPatient } from '../domain/image-geometry.ts'
import type { PlacedFrame } from './placed-frame.ts'

/** Heights in the patient between which images lie, LPS z in mm, and the frame of reference that they are told in. */
export type Span = {
  readonly low: number
  readonly high: number
  readonly frameOfReferenceUid: string | undefined
}

/** From the lowest to the highest corner of any image. */
export function spanOf(frames: readonly PlacedFrame[]): Span {
  const heights = frames.flatMap(({ geometry }) => {
    const [right, bottom] = [geometry.columns - 1, geometry.rows - 1]
    return (
      [
        [0, 0],
        [right, 0],
        [0, bottom],
        [right, bottom],
      ] as const
    ).map((corner) => imageToPatient(geometry, corner)[2])
  })
  const bounds = heights.reduce(
    ({ low, high }, height) => ({ low: Math.min(low, height), high: Math.max(high, height) }),
    { low: Infinity, high: -Infinity },
  )
  return { ...bounds, frameOfReferenceUid: frames[0]!.instance.frameOfReferenceUid }
}

/** Heights of two frames of reference say nothing of each other. One that is not told is taken for the same. */
function areComparable(a: Span, b: Span): boolean {
  return (
    a.frameOfReferenceUid === undefined ||
    b.frameOfReferenceUid === undefined ||
    a.frameOfReferenceUid === b.frameOfReferenceUid
  )
}

/** Whether the smaller of two spans lies at least half within the other, as far as they can be compared. */
export function shareHeight(a: Span, b: Span): boolean {
  if (!areComparable(a, b)) return true
  const common = Math.min(a.high, b.high) - Math.max(a.low, b.low)
  return common >= Math.min(a.high - a.low, b.high - b.low) / 2
}

/** How many mm of a span others cover that can be compared with it. */
export function coveredMm(span: Span, others: readonly Span[]): number {
  const parts = others
    .filter((other) => areComparable(span, other))
    .map(({ low, high }) => [Math.max(low, span.low), Math.min(high, span.high)] as const)
    .filter(([low, high]) => high > low)
    .sort(([a], [b]) => a - b)
  let covered = 0
  let reached = -Infinity
  for (const [low, high] of parts) {
    covered += Math.max(0, high - Math.max(low, reached))
    reached = Math.max(reached, high)
  }
  return covered
}

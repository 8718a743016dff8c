import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { pointInFrame } from '../geometry/spine-curve.ts'
import type { SpineFrame } from '../geometry/spine-curve.ts'
import { maskAt } from './see-slices.ts'
import type { SeenSlice } from './see-slices.ts'

/** Where the canal lies behind a disc's centre, in spacings, until its mask says better. */
export const USUALLY_BEHIND = 0.7
/** Where the mask is asked for it, in spacings. */
const REACH = { from: 0.35, to: 1.15, step: 0.02 }
/** Less canal than this, in spacings, along the line straight behind the disc: the mask does not show it. */
const LEAST_SHOWN = 0.1
/** Rows in which the depth of the canal is averaged, in spacings above and below the disc: half-way to its neighbours. */
const BAND = { reach: 0.5, step: 0.1 }

/** How much canal a slice shows behind a disc and half-way to its neighbours: mean depth, in spacings. */
export function canalDepth(slice: SeenSlice, frame: SpineFrame): number {
  let sum = 0
  let rows = 0
  for (let down = -BAND.reach; down < BAND.reach + BAND.step / 2; down += BAND.step) {
    rows++
    for (let behind = REACH.from; behind <= REACH.to; behind += REACH.step)
      sum += maskAt(slice, 'canal', pointInFrame(frame, behind, down)) ?? 0
  }
  return (sum * REACH.step) / rows
}

/** How far behind the disc's centre the middle of the canal lies, in spacings. `shares` of slices sum to 1. */
export function canalBehind(
  shares: readonly { readonly slice: SeenSlice; readonly share: number }[],
  frame: SpineFrame,
): number {
  let weight = 0
  let sum = 0
  for (let behind = REACH.from; behind <= REACH.to; behind += REACH.step) {
    const at: PlanePoint = pointInFrame(frame, behind, 0)
    for (const { slice, share } of shares) {
      const canal = share * (maskAt(slice, 'canal', at) ?? 0)
      weight += canal
      sum += canal * behind
    }
  }
  return weight * REACH.step >= LEAST_SHOWN ? sum / weight : USUALLY_BEHIND
}

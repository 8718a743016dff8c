import { leftwardMm } from '../view/read-slices.ts'
import { medianOf } from '../geometry/spine-curve.ts'
import type { SeenSlice } from './see-slices.ts'

/** A slice and how much of an answer rests on it, 0 to 1. */
export type SliceShare = { readonly slice: SeenSlice; readonly share: number }

/** A slice whose share by linear interpolation would be less than this is not read; the shares beyond grow the faster. */
const LEAST_SHARE = 0.2

/**
 * The slices that a place lies between, each with its share, the nearest first. Shares grow steadily with nearness, so that what is
 * read there moves smoothly with the place and no tie is ever broken. Without a place the middle of the slices. Undefined without slices.
 */
export function sharesAt(
  slices: readonly SeenSlice[],
  placeMm: number | undefined,
): readonly [SliceShare, ...SliceShare[]] | undefined {
  const places = slices.map(leftwardMm).sort((a, b) => a - b)
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const gaps = places.slice(1).map((place, index) => place - places[index]!)
  const reach = gaps.length > 0 ? medianOf(gaps) : 1
  const wanted = placeMm ?? (first + last) / 2
  // Beyond the outermost slices there is nothing to interpolate with.
  const place = Math.min(Math.max(wanted, first), last)
  const weighed = slices
    .map((slice) => ({
      slice,
      share: Math.max(0, 1 - LEAST_SHARE - Math.abs(leftwardMm(slice) - place) / reach),
    }))
    .sort((a, b) => b.share - a.share)
  const whole = weighed.reduce((sum, { share }) => sum + share, 0)
  // Where slices are missing, the nearest stands in for those on both sides.
  const shares =
    whole > 0
      ? weighed.filter(({ share }) => share > 0).map(({ slice, share }) => ({ slice, share: share / whole }))
      : [{ slice: nearestTo(slices, place), share: 1 }]
  return shares as unknown as readonly [SliceShare, ...SliceShare[]]
}

function nearestTo(slices: readonly SeenSlice[], place: number): SeenSlice {
  const away = (slice: SeenSlice) => Math.abs(leftwardMm(slice) - place)
  return slices.reduce((best, slice) => (away(slice) < away(best) ? slice : best))
}

import { medianOf } from '../../src/analysis/geometry/spine-curve.ts'
import { groupBy } from './group-by.ts'

/** A disc as one slice's mask shows it, counted from the bottom of what is marked there. */
export type MarkedDisc = {
  readonly slice: number
  /** 1 is the lowest. */
  readonly count: number
  /** Middle of its box, pixels. */
  readonly middle: readonly [column: number, row: number]
  readonly areaPx: number
}

/** A slice on which a disc lies further than this from the disc of the same count on the others, in spacings, is miscounted. */
const MOST_DRIFT = 1 / 3
/** A component smaller than this share of its slice's median is a part of a disc; its centroid is not the disc's centre. */
const LEAST_AREA = 0.5

/**
 * Those of one patient's discs whose name and centre can be trusted. A mask that misses the lowest disc on some slices
 * moves the count of all others there; the slices of one patient must agree on where each disc is.
 */
export function trustedDiscs<Disc extends MarkedDisc>(discs: readonly Disc[]): readonly Disc[] {
  const middles = new Map(
    [...groupBy(discs, ({ count }) => String(count))].map(([count, same]) => [
      Number(count),
      [0, 1].map((axis) => medianOf(same.map(({ middle }) => middle[axis] as number))) as [number, number],
    ]),
  )
  const counts = [...middles.keys()].sort((a, b) => a - b)
  const steps = counts.slice(1).map((count, order) => {
    const below = counts[order] as number
    return distance(middles.get(count) ?? [0, 0], middles.get(below) ?? [0, 0]) / (count - below)
  })
  if (steps.length === 0) return discs
  const reach = MOST_DRIFT * medianOf(steps)
  return [...groupBy(discs, ({ slice }) => String(slice)).values()].flatMap((onSlice) => {
    const agrees = onSlice.every(
      ({ count, middle }) => distance(middle, middles.get(count) ?? middle) <= reach,
    )
    if (!agrees) return []
    const usual = medianOf(onSlice.map(({ areaPx }) => areaPx))
    return onSlice.filter(({ areaPx }) => areaPx >= LEAST_AREA * usual)
  })
}

function distance([x, y]: readonly [number, number], [u, v]: readonly [number, number]): number {
  return Math.hypot(x - u, y - v)
}

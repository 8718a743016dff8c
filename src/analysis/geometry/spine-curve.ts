import type { PlanePoint } from './anatomical-plane.ts'

/**
 * Discs from cranial to caudal, as far up as a lumbar study shows them; the five lumbar levels are the last.
 * Do not change the order: heatmap channels and training points follow it.
 */
export const DISCS = ['t11_t12', 't12_l1', 'l1_l2', 'l2_l3', 'l3_l4', 'l4_l5', 'l5_s1'] as const
export type Disc = (typeof DISCS)[number]

/**
 * Distance from each disc (foramen) to the next caudal one, as a multiple of the mean of the four lumbar distances.
 * Medians over the training patients of Sudirman et al. 2019 (discs, 457 spines) and RSNA 2024 (foramina, 1,717 or more).
 */
export const DISC_GAPS = [0.807, 0.904, 0.966, 1.001, 1.023, 1.01] as const
export const FORAMEN_GAPS = [1.031, 1.041, 0.995, 0.928] as const

/** Where the spine runs at one level. */
export type SpineFrame = {
  readonly centre: PlanePoint
  /** Unit vector along the spine to caudal. */
  readonly caudal: PlanePoint
  /** The patient's unit of length: mean distance between neighbouring lumbar levels, mm. */
  readonly spacingMm: number
}

/**
 * The frames of levels whose points are known (undefined where not), cranial to caudal. The direction at a level leads
 * from its neighbour above to its neighbour below. The spacing is one for the whole spine, the median over neighbouring
 * points, each distance divided by what is usual there: a single collapsed disc changes no scale.
 * A lone point has no scale: undefined.
 */
export function spineFrames(
  points: readonly (PlanePoint | undefined)[],
  gaps: readonly number[],
): readonly (SpineFrame | undefined)[] | undefined {
  const known = points.flatMap((point, index) => (point === undefined ? [] : [{ point, index }]))
  const spacings = known.slice(1).map(({ point, index }, order) => {
    const above = known[order] as (typeof known)[number]
    const usual = gaps.slice(above.index, index).reduce((sum, gap) => sum + gap, 0)
    return Math.hypot(point[0] - above.point[0], point[1] - above.point[1]) / usual
  })
  if (spacings.length === 0) return undefined
  const spacingMm = medianOf(spacings)
  if (spacingMm <= 0) return undefined
  return points.map((centre, index) => {
    if (centre === undefined) return undefined
    const order = known.findIndex((entry) => entry.index === index)
    const above = (known[order - 1] ?? known[order])?.point ?? centre
    const below = (known[order + 1] ?? known[order])?.point ?? centre
    const norm = Math.hypot(below[0] - above[0], below[1] - above[1])
    const caudal: PlanePoint =
      norm > 0 ? [(below[0] - above[0]) / norm, (below[1] - above[1]) / norm] : [0, 1]
    return { centre, caudal, spacingMm }
  })
}

/** A point of a frame: spacings to posterior and to caudal of its centre. */
export function pointInFrame(
  { centre, caudal, spacingMm }: SpineFrame,
  posterior: number,
  down: number,
): PlanePoint {
  return [
    centre[0] + spacingMm * (posterior * caudal[1] + down * caudal[0]),
    centre[1] + spacingMm * (-posterior * caudal[0] + down * caudal[1]),
  ]
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) throw new RangeError('nothing has no median')
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

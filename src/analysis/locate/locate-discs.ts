import { applyAffine, invertAffine } from '../geometry/affine.ts'
import { chainDiscs } from './chain-discs.ts'
import type { ChainedDisc } from './chain-discs.ts'
import { findPeaks, meanOfMaps, readMap } from './heatmap-peaks.ts'
import { nearness } from './follow-canal.ts'
import type { Midline } from './follow-canal.ts'
import { DISCS } from '../geometry/spine-curve.ts'
import type { Disc } from '../geometry/spine-curve.ts'
import { leftwardMm } from '../view/read-slices.ts'
import { viewSize } from './see-slices.ts'
import type { SeenSlice } from './see-slices.ts'

/** A heatmap is silent below this; the loss of training drives it to 0 where there is nothing. */
const FLOOR = 0.08
/** A disc whose peak is lower than this is not called found. */
const LEAST_CONFIDENCE = 0.2
const PEAKS_A_DISC = 4
/** The whole chain one disc higher or lower scores this share of the best: the count may be off by one. */
const RIVAL_SHARE = 0.5

/** Where no slice is near the midline, all count alike. */
const LEAST_WEIGHT = 1e-3

export type LocatedSpine = {
  /** Cranial to caudal, with points in plane mm of the slices' common plane. */
  readonly discs: readonly ChainedDisc[]
  /** Another count of the discs fits nearly as well. */
  readonly countDoubtful: boolean
}

/**
 * Finds the discs on neighbouring slices of one stack: each disc's heatmaps are averaged over the slices near the midline at
 * that disc (over all, where it is not known), so that a place counts on which the slices agree, and the most confident
 * chain along the spine is taken.
 */
export function locateDiscs(slices: readonly SeenSlice[], midline: Midline = {}): LocatedSpine {
  const [first] = slices
  const maps = meanOfMaps(
    slices.flatMap((slice) => {
      if (slice.discs === undefined) return []
      const weights = slice.discs.labels.map((label) => {
        const middle = midline[label as Disc]
        return middle === undefined ? 1 : Math.max(nearness(leftwardMm(slice) - middle), LEAST_WEIGHT)
      })
      return [{ maps: slice.discs, weights }]
    }),
  )
  if (first === undefined || maps === undefined) return { discs: [], countDoubtful: false }
  const toPlane = invertAffine(first.planeToView)
  const candidates = DISCS.map((disc) => {
    const channel = maps.labels.indexOf(disc)
    if (channel < 0) return []
    return findPeaks(maps, channel, viewSize(first.view), FLOOR, PEAKS_A_DISC).map(
      ({ point, confidence }) => ({
        point: applyAffine(toPlane, point),
        confidence,
      }),
    )
  })
  const discs = chainDiscs(candidates).filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
  const shares = [-1, 1].map((shift) => {
    const own = discs.reduce((sum, { confidence }) => sum + confidence, 0)
    const shifted = discs.reduce((sum, { disc, point }) => {
      const channel = maps.labels.indexOf(DISCS[DISCS.indexOf(disc) + shift] ?? '')
      const place = applyAffine(first.planeToView, point)
      return channel < 0 ? sum : sum + readMap(maps, channel, place, viewSize(first.view))
    }, 0)
    return own > 0 ? shifted / own : 0
  })
  return { discs, countDoubtful: Math.max(...shares) >= RIVAL_SHARE }
}

import type { PatientPoint } from '../../domain/geometry.ts'
import { LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import type { ReadImage } from '../view/read-slices.ts'
import { lateralOf } from './see-slices.ts'

/** Points of the canal by level, LPS mm. */
export type CanalPoints = Readonly<Partial<Record<Level, PatientPoint>>>

/** How far beside the middle of the canal the foramina of a level usually lie, mm, in adults. */
const USUAL_MM: Readonly<Record<Level, number>> = { l1_l2: 14, l2_l3: 16, l3_l4: 18, l4_l5: 20, l5_s1: 23 }
/** How far from its usual place a foramen is looked for, mm. */
const REACH_MM = 10
/** Slices on each side. With those through the canal this keeps a study within its budget of multiplications. */
const SLICES = 3

/**
 * The slices on each side of the canal that together show its foramina best, level by level: where the spine bends aside,
 * one slice may lie to the left of the canal at one level and to the right of it at another.
 */
export function lateralSlices(slices: readonly ReadImage[], canal: CanalPoints): readonly ReadImage[] {
  return [...new Set(([1, -1] as const).flatMap((side) => bestOf(slices, side, canal)))]
}

/** One slice after another, each the one that adds most to what those before it show. */
function bestOf(slices: readonly ReadImage[], side: 1 | -1, canal: CanalPoints): readonly ReadImage[] {
  const views = slices.map((slice) => ({
    slice,
    shown: LEVELS.map((level) => worthAt(slice, side, level, canal)),
  }))
  const chosen: ReadImage[] = []
  let shown = LEVELS.map(() => 0)
  while (chosen.length < SLICES) {
    const gains = views.map((view) =>
      view.shown.reduce((sum, worth, index) => sum + Math.max(0, worth - shown[index]!), 0),
    )
    const gain = Math.max(0, ...gains)
    const best = gain > 0 ? views[gains.indexOf(gain)] : undefined
    if (best === undefined) break
    chosen.push(best.slice)
    shown = shown.map((worth, index) => Math.max(worth, best.shown[index]!))
  }
  return chosen
}

/** 1 where a slice passes the usual place of a level's foramen on that side, 0 where it passes far from it. */
function worthAt(slice: ReadImage, side: 1 | -1, level: Level, canal: CanalPoints): number {
  const point = canal[level]
  if (point === undefined) return 0
  return Math.max(0, 1 - Math.abs(side * lateralOf(slice, point) - USUAL_MM[level]) / REACH_MM)
}

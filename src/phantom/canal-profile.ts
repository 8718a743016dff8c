import type { Disc, Spine } from './build-spine.ts'
import type { CanalCurve } from './canal-curve.ts'
import type { PatientPlan } from './plan-patient.ts'

/**
 * The canal's widths along its curve, mm, one value a sample. They are what a level's plan becomes: at each disc the sac is
 * squeezed between what stands out in front (disc) and behind (flavum), and the recesses between disc and facet.
 */
export type CanalProfile = {
  /** Front of the sac behind the vertebral line, where no disc stands out. */
  readonly ventralGapMm: Float32Array
  /** AP diameter of the sac in the midline. */
  readonly sacApMm: Float32Array
  readonly sacHalfWidthMm: Float32Array
  /** Inner face of lamina and flavum in the midline, and on either side EDGE_MM from it. */
  readonly apexMm: Float32Array
  readonly leftEdgeMm: Float32Array
  readonly rightEdgeMm: Float32Array
  /** The nearest disc, and how far this sample lies within its reach: 1 at the disc, 0 between discs. */
  readonly nearestDisc: Int16Array
  readonly discWeight: Float32Array
  /** mm to cranial of the nearest disc. */
  readonly aboveDiscMm: Float32Array
  /** mm to cranial of the end of the cord; the cord lies where it is positive. */
  readonly aboveConusMm: Float32Array
  /** mm to cranial of the end of the sac. */
  readonly aboveSacEndMm: Float32Array
}

/** Distance from the midline at which the recess is measured. */
export const EDGE_MM = 10.5
/** Least distance between the back of a disc and the front of the sac. */
export const LIGAMENT_MM = 0.8

/** At T10 ... S5: sac AP, sac half width, ventral gap, inner face in the midline, at the edge. Between them, straight lines. */
const OPEN_CANAL = [
  [13, 8.6, 1.2, 15.6, 9],
  [13, 8.8, 1.2, 15.8, 9],
  [13.6, 9.2, 1.2, 16.2, 9],
  [14, 9.6, 1.2, 16.6, 9],
  [14, 9.8, 1.2, 16.6, 9],
  [13.6, 9.8, 1.3, 16.8, 9],
  [13, 9.8, 1.6, 17.2, 9],
  [12, 9.4, 2.6, 17.4, 9],
  [9.8, 8, 4.4, 16, 9],
  [6.5, 5, 4.8, 13.5, 7.5],
  [5, 3, 4.5, 11, 6],
  [4, 2, 3.5, 8, 5],
  [3, 2, 3, 6, 4],
] as const
const REACH_MM = 5.2
const CONUS_DISC = 3 // L1/L2
const SAC_END_VERTEBRA = 9 // S2

/** How far disc and rim stand out behind the vertebral line at `u` mm to the left of the midline. */
export function discEdgeMm(disc: Disc, u: number): number {
  const { bulgeMm, left, right } = disc.plan
  const x = Math.abs(u)
  const side = u > 0 ? left : right
  const central = x < 16 ? bulgeMm * Math.exp(-(x * x) / 110) : 0
  const recess = Math.max(0, 5.5 - side.recessMm) * 0.6 * bump((x - EDGE_MM) / 4.2)
  const foramen = Math.max(0, 2.6 - side.foraminalFatMm) * 1.1 * bump((x - 19) / 5)
  return central + recess + foramen
}

export function canalProfile(spine: Spine, curve: CanalCurve, plan: PatientPlan): CanalProfile {
  const { count, arcMm, discIndex, vertebraIndex } = curve
  const knots = vertebraIndex.map((index) => arcMm[index]!)
  const open = (column: number, size: number) =>
    Float32Array.from(arcMm, (arc) => size * between(knots, OPEN_CANAL, column, arc))
  const profile = {
    ventralGapMm: open(2, 1),
    sacApMm: open(0, 1),
    sacHalfWidthMm: open(1, plan.size),
    apexMm: open(3, 1),
    leftEdgeMm: open(4, 1),
    rightEdgeMm: open(4, 1),
    nearestDisc: new Int16Array(count),
    discWeight: new Float32Array(count),
    aboveDiscMm: new Float32Array(count),
    aboveConusMm: new Float32Array(count),
    aboveSacEndMm: new Float32Array(count),
  }
  const conusArc = arcMm[discIndex[CONUS_DISC]!]! - plan.conusMm
  const sacEndArc = arcMm[vertebraIndex[SAC_END_VERTEBRA]!]!
  for (let index = 0; index < count; index++) {
    const arc = arcMm[index]!
    const nearest = nearestTo(
      discIndex.map((at) => arcMm[at]!),
      arc,
    )
    const above = arcMm[discIndex[nearest]!]! - arc
    profile.nearestDisc[index] = nearest
    profile.aboveDiscMm[index] = above
    profile.discWeight[index] = bump(above / REACH_MM)
    // Between the laminae, that is from the disc to the upper half of the body below, fat fills a triangle behind the sac.
    const window = spine.vertebrae[nearest + 1]!.sacral ? 0 : bump((above + 8) / 8)
    profile.apexMm[index]! += 5.2 * window
    profile.aboveConusMm[index] = conusArc - arc
    profile.aboveSacEndMm[index] = sacEndArc - arc
    narrowAtDisc(profile, index, spine.discs[nearest]!)
  }
  return profile
}

function narrowAtDisc(profile: CanalProfile, index: number, disc: Disc): void {
  if (disc.level === undefined) return
  const { canalApMm, left, right } = disc.plan
  const weight = profile.discWeight[index]!
  const towards = (values: Float32Array, target: number) => {
    values[index] = values[index]! * (1 - weight) + target * weight
  }
  const front = Math.max(profile.ventralGapMm[index]!, discEdgeMm(disc, 0) + LIGAMENT_MM)
  const padMm = 3.4 - Math.max(0, 11 - canalApMm) * 0.2
  towards(profile.sacApMm, canalApMm)
  towards(profile.apexMm, front + canalApMm + padMm)
  towards(profile.leftEdgeMm, discEdgeMm(disc, EDGE_MM) + left.recessMm + 1)
  towards(profile.rightEdgeMm, discEdgeMm(disc, -EDGE_MM) + right.recessMm + 1)
}

/** A bell that is 1 at 0 and negligible past 2. */
function bump(t: number): number {
  return Math.exp(-t * t)
}

function nearestTo(values: readonly number[], target: number): number {
  let best = 0
  values.forEach((value, index) => {
    if (Math.abs(value - target) < Math.abs(values[best]! - target)) best = index
  })
  return best
}

function between(
  knots: readonly number[],
  rows: readonly (readonly number[])[],
  column: number,
  at: number,
): number {
  const next = knots.findIndex((knot) => knot >= at)
  if (next === 0) return rows[0]![column]!
  if (next === -1) return rows.at(-1)![column]!
  const t = (at - knots[next - 1]!) / (knots[next]! - knots[next - 1]!)
  return rows[next - 1]![column]! * (1 - t) + rows[next]![column]! * t
}

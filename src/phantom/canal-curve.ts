import type { PatientPoint } from '../domain/geometry.ts'
import { pointIn } from './build-spine.ts'
import type { Spine } from './build-spine.ts'

/**
 * The line along the back of the bodies and discs, sampled every half millimetre of z from cranial to caudal.
 * Around it lie the canal's own coordinates: u to the patient's left, d to posterior and perpendicular to the line, and
 * the index along it. They follow lordosis and slips, so that canal, recesses and foramina are described once.
 */
export type CanalCurve = {
  readonly count: number
  readonly topZ: number
  readonly x: Float32Array
  readonly y: Float32Array
  /** The unit tangent's posterior and cranial parts, pointing to cranial. */
  readonly tangentY: Float32Array
  readonly tangentZ: Float32Array
  /** Length from the first sample, mm, growing to caudal. */
  readonly arcMm: Float32Array
  /** Index at each disc, in the order of the spine's discs. */
  readonly discIndex: readonly number[]
  /** Index at the middle of each vertebra. */
  readonly vertebraIndex: readonly number[]
}

export const CANAL_STEP_MM = 0.5
const SMOOTHING_MM = 4
const MARGIN_MM = 40

export function canalCurve(spine: Spine): CanalCurve {
  const bodies = spine.vertebrae.map((vertebra) =>
    pointIn(vertebra.frame, 0, (vertebra.depthMm / 2) * (vertebra.sacral ? 1 : 0.92), 0),
  )
  const discs = spine.discs.map((disc) => pointIn(disc.frame, 0, disc.depthMm / 2 - 0.5, 0))
  const knots = bodies.flatMap((body, index) => [body, ...discs.slice(index, index + 1)])
  const topZ = knots[0]![2] + MARGIN_MM
  const count = Math.ceil((topZ - knots.at(-1)![2] + MARGIN_MM) / CANAL_STEP_MM)
  const zAt = (index: number) => topZ - index * CANAL_STEP_MM
  const x = smoothed(Float32Array.from({ length: count }, (_, index) => alongKnots(knots, 0, zAt(index))))
  const y = smoothed(Float32Array.from({ length: count }, (_, index) => alongKnots(knots, 1, zAt(index))))
  const slope = y.map((_, index) => {
    const before = Math.max(0, index - 1)
    const after = Math.min(count - 1, index + 1)
    return (y[before]! - y[after]!) / ((after - before) * CANAL_STEP_MM)
  })
  const arcMm = new Float32Array(count)
  for (let index = 1; index < count; index++)
    arcMm[index] = arcMm[index - 1]! + CANAL_STEP_MM * Math.hypot(1, slope[index]!)
  const indexOf = (point: PatientPoint) => Math.round((topZ - point[2]) / CANAL_STEP_MM)
  return {
    count,
    topZ,
    x,
    y,
    tangentY: slope.map((value) => value / Math.hypot(1, value)),
    tangentZ: slope.map((value) => 1 / Math.hypot(1, value)),
    arcMm,
    discIndex: discs.map(indexOf),
    vertebraIndex: bodies.map(indexOf),
  }
}

/** The patient point at canal coordinates. */
export function canalPoint(curve: CanalCurve, index: number, u: number, d: number): PatientPoint {
  const z = curve.topZ - index * CANAL_STEP_MM
  return [curve.x[index]! + u, curve.y[index]! + d * curve.tangentZ[index]!, z - d * curve.tangentY[index]!]
}

/** The index reached `mm` further to caudal along the line. */
export function indexAlong(curve: CanalCurve, index: number, mm: number): number {
  const target = curve.arcMm[index]! + mm
  let reached = index
  while (reached > 0 && curve.arcMm[reached]! > target) reached--
  while (reached < curve.count - 1 && curve.arcMm[reached]! < target) reached++
  return reached
}

function alongKnots(knots: readonly PatientPoint[], axis: 0 | 1, z: number): number {
  const next = knots.findIndex((knot) => knot[2] <= z)
  const lower = next === -1 ? knots.length - 1 : Math.max(1, next)
  const a = knots[lower - 1]!
  const b = knots[lower]!
  return a[axis] + ((b[axis] - a[axis]) * (a[2] - z)) / (a[2] - b[2])
}

/** Three passes of a running mean come close to a Gaussian. */
function smoothed(values: Float32Array): Float32Array {
  const reach = Math.round(SMOOTHING_MM / CANAL_STEP_MM)
  let current = values
  for (let pass = 0; pass < 3; pass++)
    current = current.map((value, index) => {
      const span = Math.min(reach, index, values.length - 1 - index)
      if (span === 0) return value
      let sum = 0
      for (let offset = -span; offset <= span; offset++) sum += current[index + offset]!
      return sum / (2 * span + 1)
    })
  return current
}

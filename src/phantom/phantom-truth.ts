import { CONDITIONS } from '../domain/condition.ts'
import type { Condition } from '../domain/condition.ts'
import { cellKey } from '../domain/decision.ts'
import { dot, subtract } from '../domain/geometry.ts'
import type { PatientPoint } from '../domain/geometry.ts'
import type { Level } from '../domain/level.ts'
import type { Grade } from '../domain/severity.ts'
import type { SeriesRole } from '../domain/study.ts'
import type { Disc, Spine } from './build-spine.ts'
import { canalPoint, indexAlong } from './canal-curve.ts'
import type { CanalCurve } from './canal-curve.ts'
import { discEdgeMm, EDGE_MM, LIGAMENT_MM } from './canal-profile.ts'
import type { CanalProfile } from './canal-profile.ts'
import { GANGLION } from './nerve-roots.ts'
import type { PatientPlan } from './plan-patient.ts'
import type { Transition } from './phantom-options.ts'

/** One level as it was built. Points are LPS mm, lengths mm. */
export type LevelTruth = {
  readonly level: Level
  readonly centreMm: PatientPoint
  readonly grades: Readonly<Record<Condition, Grade>>
  /** Where each condition is read: middle of the sac, ganglion in the foramen, middle of the recess. */
  readonly pointsMm: Readonly<Record<Condition, PatientPoint>>
  readonly measurements: {
    readonly canalApMm: number
    readonly discHeightMm: number
    /** Forward slip of the upper vertebra; negative is backward. */
    readonly listhesisMm: number
    readonly bulgeMm: number
    readonly leftRecessMm: number
    readonly rightRecessMm: number
    readonly leftForaminalFatMm: number
    readonly rightForaminalFatMm: number
  }
  /** Wear of the disc, 0 to 1. */
  readonly degeneration: number
}

/** All that a reader of the simulated study should find. */
export type PhantomTruth = {
  readonly schemaVersion: 1
  readonly seed: number
  readonly studyInstanceUid: string
  readonly patient: {
    readonly ageYears: number
    readonly lordosisDegrees: number
    readonly scoliosisDegrees: number
    readonly transition: Transition
  }
  readonly series: readonly {
    readonly role: SeriesRole
    readonly seriesInstanceUid: string
    readonly images: number
  }[]
  readonly levels: readonly LevelTruth[]
}

export function levelTruths(
  spine: Spine,
  curve: CanalCurve,
  profile: CanalProfile,
  plan: PatientPlan,
): LevelTruth[] {
  return spine.discs.flatMap((disc, index) =>
    disc.level === undefined ? [] : [levelTruth(disc, disc.level, index, spine, curve, profile, plan)],
  )
}

function levelTruth(
  disc: Disc,
  level: Level,
  index: number,
  spine: Spine,
  curve: CanalCurve,
  profile: CanalProfile,
  plan: PatientPlan,
): LevelTruth {
  const at = curve.discIndex[index]!
  const foramenAt = indexAlong(curve, at, -GANGLION.aboveMm)
  const front = Math.max(profile.ventralGapMm[at]!, discEdgeMm(disc, 0) + LIGAMENT_MM)
  const { left, right, canalApMm } = disc.plan
  const recess = (sign: 1 | -1, depthMm: number) =>
    canalPoint(curve, at, sign * EDGE_MM, discEdgeMm(disc, sign * EDGE_MM) + depthMm / 2 + 0.5)
  const grades = CONDITIONS.map((condition) => [condition, plan.grades[cellKey(level, condition)]] as const)
  return {
    level,
    centreMm: disc.frame.origin,
    grades: Object.fromEntries(grades) as Record<Condition, Grade>,
    pointsMm: {
      spinal_canal_stenosis: canalPoint(curve, at, 0, front + canalApMm / 2),
      left_neural_foraminal_narrowing: canalPoint(curve, foramenAt, GANGLION.x, GANGLION.d),
      right_neural_foraminal_narrowing: canalPoint(curve, foramenAt, -GANGLION.x, GANGLION.d),
      left_subarticular_stenosis: recess(1, left.recessMm),
      right_subarticular_stenosis: recess(-1, right.recessMm),
    },
    measurements: {
      canalApMm,
      discHeightMm: disc.heightMm,
      listhesisMm: slipMm(spine, index),
      bulgeMm: disc.plan.bulgeMm,
      leftRecessMm: left.recessMm,
      rightRecessMm: right.recessMm,
      leftForaminalFatMm: left.foraminalFatMm,
      rightForaminalFatMm: right.foraminalFatMm,
    },
    degeneration: disc.plan.degeneration,
  }
}

/** How far the upper vertebra's lower endplate lies in front of the lower one's upper endplate, along the disc. */
function slipMm(spine: Spine, discIndex: number): number {
  const upper = spine.vertebrae[discIndex]!
  const lower = spine.vertebrae[discIndex + 1]!
  const roof = subtract(upper.frame.origin, spine.discs[discIndex]!.frame.origin)
  const floor = subtract(lower.frame.origin, spine.discs[discIndex]!.frame.origin)
  const { posterior } = spine.discs[discIndex]!.frame
  const along = (offset: typeof roof, axis: typeof roof, half: number) =>
    dot(offset, posterior) + half * dot(axis, posterior)
  return (
    along(floor, lower.frame.cranial, lower.heightMm / 2) -
    along(roof, upper.frame.cranial, -upper.heightMm / 2)
  )
}

import { add, cross, dot, normalize, scale, subtract } from '../domain/geometry.ts'
import type { PatientPoint, Vector3 } from '../domain/geometry.ts'
import { LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import type { LevelPlan, PatientPlan } from './plan-patient.ts'

/** A rigid frame in the patient: its axes are unit vectors to the patient's left, to posterior and to cranial. */
export type Frame = {
  readonly origin: PatientPoint
  readonly left: Vector3
  readonly posterior: Vector3
  readonly cranial: Vector3
}

export type Vertebra = {
  readonly name: string
  readonly frame: Frame
  /** Rim to rim at the middle of the body, mm. */
  readonly heightMm: number
  readonly widthMm: number
  readonly depthMm: number
  /** Tangent of half the angle between the endplates; positive is taller in front. */
  readonly halfWedge: number
  /** Share by which the body widens from its lower to its upper end. */
  readonly taper: number
  /** How far the endplates sink in, mm. */
  readonly upperConcavityMm: number
  readonly lowerConcavityMm: number
  readonly sacral: boolean
  /** Where the pedicles stand and how thick they are: distance of their axis from the midline, half thickness, mm. */
  readonly pedicleMm: number
  readonly pedicleHalfMm: number
  readonly spinousMm: number
}

export type Disc = {
  /** The five graded levels have a name; the others are scenery. */
  readonly level: Level | undefined
  /** Axes as the mean of the endplates; the origin is the truth's disc centre. */
  readonly frame: Frame
  /** Between the endplates at their middle, mm. */
  readonly heightMm: number
  readonly rimHeightMm: number
  readonly widthMm: number
  readonly depthMm: number
  readonly plan: LevelPlan
}

/** T10 to S5 with the discs between: disc n lies between vertebra n and n + 1. */
export type Spine = { readonly vertebrae: readonly Vertebra[]; readonly discs: readonly Disc[] }

type Row = readonly [
  name: string,
  height: number,
  depth: number,
  width: number,
  wedgeDegrees: number,
  tiltDegrees: number,
  discRimHeight: number,
  pedicle: number,
  pedicleHalf: number,
  spinous: number,
]

/**
 * An average adult lying supine, lordosis 53 degrees: after Panjabi 1992 (bodies), Zhou 2000 (discs and bodies on CT)
 * and Zindrick 1987 (pedicles). Tilt: how far the body's upward axis leans forward. The disc is the one below.
 */
const ADULT: readonly Row[] = [
  ['T10', 22.5, 28, 33, -3, -11, 3.4, 11.5, 3.6, 20],
  ['T11', 23.5, 29.5, 36, -3.5, -14, 4, 12, 3.9, 20],
  ['T12', 25.3, 30.5, 39, -3, -16.5, 5.2, 12.5, 4, 22],
  ['L1', 26.8, 31.5, 41.5, -2.2, -16, 6.3, 13.2, 3.9, 27],
  ['L2', 27.6, 32.5, 43.5, -1, -11, 7.6, 13.8, 4.1, 29],
  ['L3', 27.8, 33.5, 46, 1, -4, 8.6, 14.8, 4.8, 30],
  ['L4', 27.4, 34, 48.5, 3, 6, 9.2, 16.2, 5.8, 27],
  ['L5', 26.4, 34, 50.5, 9, 20, 8.7, 19, 7.6, 19],
  ['S1', 29, 26.5, 49, 6, 42, 1.9, 19, 9, 11],
  ['S2', 23, 17.5, 40, 2, 49, 1, 16, 8, 8],
  ['S3', 19, 12.5, 32, -6, 46, 0.8, 14, 7, 6],
  ['S4', 17, 10, 26, -14, 30, 0.7, 12, 6, 4],
  ['S5', 14, 8, 21, -10, 8, 0, 10, 5, 3],
]
const ANCHOR = 5 // L3 lies at the isocentre
const APEX = 4.5 // of a scoliosis, between L2 and L3
const FIRST_LEVEL = 3 // the disc below L1
const FIRST_SACRAL = 8
const BASE_LORDOSIS = 53
const RADIANS = Math.PI / 180

/** A disc that is not graded: open and little worn. */
const SCENERY: LevelPlan = {
  canalApMm: 13.4,
  heightShare: 1,
  bulgeMm: 0.4,
  degeneration: 0.25,
  listhesisMm: 0,
  left: { foraminalFatMm: 2.4, recessMm: 6 },
  right: { foraminalFatMm: 2.4, recessMm: 6 },
  fattyEndplates: 0,
}

/** Stacks vertebrae and discs up and down from L3, whose centre is the origin of the patient space. */
export function buildSpine(plan: PatientPlan): Spine {
  const vertebrae = ADULT.map((row, index) => shapeOf(row, index, plan))
  const plans = ADULT.slice(0, -1).map((_, index) => planOf(index, plan))
  const frames = stackFrames(vertebrae, plans, plan)
  const placed = vertebrae.map((vertebra, index) => ({ ...vertebra, frame: frames[index]! }))
  const discs = plans.map((levelPlan, index) =>
    discBetween(placed[index]!, placed[index + 1]!, levelPlan, LEVELS[index - FIRST_LEVEL]),
  )
  return { vertebrae: placed, discs }
}

/** A point of a frame in the patient: mm to the left, to posterior and to cranial of its origin. */
export function pointIn(frame: Frame, left: number, posterior: number, cranial: number): PatientPoint {
  return add(
    frame.origin,
    add(scale(frame.left, left), add(scale(frame.posterior, posterior), scale(frame.cranial, cranial))),
  )
}

type Shape = Omit<Vertebra, 'frame'> & { readonly tiltDegrees: number; readonly discRimMm: number }

function shapeOf(row: Row, index: number, plan: PatientPlan): Shape {
  const [name, height, depth, width, wedge, tilt, discRim, pedicle, pedicleHalf, spinous] = row
  const sacral = index >= FIRST_SACRAL
  const lordosis = plan.lordosisDegrees / BASE_LORDOSIS
  const anchorTilt = ADULT[ANCHOR]![5]
  const sacralTilt = ADULT[FIRST_SACRAL]![5]
  const bent = (degrees: number) => anchorTilt + (degrees - anchorTilt) * lordosis
  const squared = plan.transition === 'lumbarised-s1' && name === 'S1'
  return {
    name,
    heightMm: height * plan.size,
    depthMm: (squared ? 30 : depth) * plan.size,
    widthMm: width * plan.size,
    halfWedge: Math.tan((wedge / 2) * RADIANS),
    taper: sacral ? (squared ? 0.14 : 0.36) : name === 'L5' ? -0.02 : -0.05,
    upperConcavityMm: sacral ? 0.5 : 1.1,
    lowerConcavityMm: sacral ? 0.2 : 1.6,
    sacral,
    pedicleMm: pedicle * plan.size,
    pedicleHalfMm: pedicleHalf * plan.size,
    spinousMm: spinous * plan.size,
    tiltDegrees: sacral ? tilt - sacralTilt + bent(sacralTilt) : bent(tilt),
    discRimMm: discRim * plan.size,
  }
}

function planOf(discIndex: number, plan: PatientPlan): LevelPlan {
  const level = LEVELS[discIndex - FIRST_LEVEL]
  if (level !== undefined) return plan.levels[level]
  const grown = plan.transition === 'lumbarised-s1' && discIndex === FIRST_SACRAL
  return grown ? { ...SCENERY, heightShare: 3.2 } : SCENERY
}

function stackFrames(shapes: readonly Shape[], plans: readonly LevelPlan[], plan: PatientPlan): Frame[] {
  const axes = shapes.map((shape, index) => axesOf(shape.tiltDegrees, index, plan))
  const frames: Frame[] = []
  frames[ANCHOR] = { ...axes[ANCHOR]!, origin: [0, 0, 0] }
  const between = (upper: number) => {
    const cranial = normalize(add(axes[upper]!.cranial, axes[upper + 1]!.cranial))
    const posterior = normalize(cross(cranial, axes[upper]!.left))
    const heightMm = shapes[upper]!.discRimMm * plans[upper]!.heightShare
    // From the middle of the lower vertebra's upper endplate to the middle of the upper one's lower endplate.
    return add(scale(cranial, heightMm), scale(posterior, -plans[upper]!.listhesisMm))
  }
  const half = (index: number) => scale(axes[index]!.cranial, shapes[index]!.heightMm / 2)
  for (let index = ANCHOR - 1; index >= 0; index--) {
    const origin = add(add(frames[index + 1]!.origin, half(index + 1)), add(between(index), half(index)))
    frames[index] = { ...axes[index]!, origin }
  }
  for (let index = ANCHOR + 1; index < shapes.length; index++) {
    const origin = subtract(
      subtract(frames[index - 1]!.origin, half(index - 1)),
      add(between(index - 1), half(index)),
    )
    frames[index] = { ...axes[index]!, origin }
  }
  return frames
}

function axesOf(tiltDegrees: number, index: number, plan: PatientPlan): Omit<Frame, 'origin'> {
  const fromApex = index >= FIRST_SACRAL ? 0 : Math.max(-1, Math.min(1, (index - APEX) / 3))
  const lean = (plan.scoliosisDegrees / 2) * fromApex * RADIANS
  const turn = plan.scoliosisDegrees * 0.25 * Math.exp(-(((index - APEX) / 2.2) ** 2)) * RADIANS
  const tilt = tiltDegrees * RADIANS
  const cranial = normalize([Math.sin(lean), -Math.sin(tilt), Math.cos(tilt)])
  const turned: Vector3 = [Math.cos(turn), Math.sin(turn), 0]
  const left = normalize(subtract(turned, scale(cranial, dot(turned, cranial))))
  return { left, posterior: cross(cranial, left), cranial }
}

function discBetween(upper: Vertebra, lower: Vertebra, plan: LevelPlan, level: Level | undefined): Disc {
  const roof = pointIn(upper.frame, 0, 0, -upper.heightMm / 2 + upper.lowerConcavityMm)
  const floor = pointIn(lower.frame, 0, 0, lower.heightMm / 2 - lower.upperConcavityMm)
  const cranial = normalize(add(upper.frame.cranial, lower.frame.cranial))
  const left = normalize(subtract(upper.frame.left, scale(cranial, dot(upper.frame.left, cranial))))
  const frame = { origin: scale(add(roof, floor), 0.5), left, posterior: cross(cranial, left), cranial }
  const heightMm = dot(subtract(roof, floor), cranial)
  return {
    level,
    frame,
    heightMm,
    rimHeightMm: heightMm - upper.lowerConcavityMm - lower.upperConcavityMm,
    widthMm: (upper.widthMm * (1 - upper.taper / 2) + lower.widthMm * (1 + lower.taper / 2)) / 2 + 1,
    depthMm: (upper.depthMm * (1 - upper.taper / 2) + lower.depthMm * (1 + lower.taper / 2)) / 2 + 1,
    plan,
  }
}

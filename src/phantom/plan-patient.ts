import { CONDITIONS, groupOf } from '../domain/condition.ts'
import type { Condition, ConditionGroup, Side } from '../domain/condition.ts'
import { cellKey } from '../domain/decision.ts'
import type { CellKey } from '../domain/decision.ts'
import { LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import { compareGrades } from '../domain/severity.ts'
import type { Grade } from '../domain/severity.ts'
import type { PhantomOptions, Transition } from './phantom-options.ts'
import { randomStream } from './random.ts'
import type { Random } from './random.ts'

/** The narrowing of one side of a level. */
type SidePlan = {
  /** Fat left between the root in the foramen and its walls, mm. */
  readonly foraminalFatMm: number
  /** Space for the traversing root between disc and facet, mm. */
  readonly recessMm: number
}

/** One disc level: the lengths from which its grades follow. */
export type LevelPlan = {
  /** Midline AP diameter of the dural sac at the disc, mm. */
  readonly canalApMm: number
  /** Height at the middle of the disc, mm, before the patient's size. */
  readonly heightShare: number
  /** How far the disc stands out behind the vertebrae in the midline, mm. */
  readonly bulgeMm: number
  readonly degeneration: number
  readonly listhesisMm: number
  readonly left: SidePlan
  readonly right: SidePlan
  /** Fat in the marrow beside the endplates (Modic type 2), 0 to 1. */
  readonly fattyEndplates: number
}

export type PatientPlan = {
  readonly seed: number
  readonly ageYears: number
  /** Scale of all bone, 1 for an average adult. */
  readonly size: number
  readonly lordosisDegrees: number
  readonly scoliosisDegrees: number
  readonly transition: Transition
  readonly subcutaneousMm: number
  /** Share of the back muscles that fat has taken, 0 to 1. */
  readonly muscleFat: number
  /** Lower end of the cord, mm above the middle of L1/L2. */
  readonly conusMm: number
  readonly grades: Readonly<Record<CellKey, Grade>>
  readonly levels: Readonly<Record<Level, LevelPlan>>
}

/**
 * The ranges, in mm, that a grade is built from. They do not touch, so that a grade can be told from its geometry.
 * Canal after Verbiest and Steurer 2011 (AP under 10 mm relative, under 7 mm absolute); foramen after Lee 2010 (fat on all
 * sides, partly lost, lost); recess after the thirds of Lurie 2008 of an open recess of about 6 mm.
 */
export const GRADE_RANGES_MM = {
  canal: { normal_mild: [11.3, 14.2], moderate: [7.4, 8.8], severe: [3.9, 5.4] },
  foraminal: { normal_mild: [2.3, 3.4], moderate: [0.8, 1.2], severe: [0, 0.2] },
  subarticular: { normal_mild: [5, 6.6], moderate: [2.9, 3.5], severe: [1, 1.6] },
} as const satisfies Record<ConditionGroup, Record<Grade, readonly [low: number, high: number]>>

/** How much more the lower levels wear than the upper, cranial to caudal. */
const LEVEL_WEAR = [-0.16, -0.08, 0.02, 0.18, 0.14] as const

/** Draws a whole patient from the seed, around what the options fix. */
export function planPatient(options: PhantomOptions): PatientPlan {
  const random = randomStream(options.seed, 'patient')
  const ageYears = Math.round(random.between(34, 78))
  const wear = LEVEL_WEAR.map((offset) =>
    clamp((ageYears - 30) / 75 + offset + random.normal(0, 0.15), 0.02, 0.98),
  )
  const grades = drawGrades(options, wear, random)
  const transition = options.transition ?? 'none'
  const levels = LEVELS.map((level, index) => {
    const stream = randomStream(options.seed, level)
    return [level, planLevel(options, level, wear[index]!, grades, transition, stream)] as const
  })
  return {
    seed: options.seed,
    ageYears,
    size: clamp(random.normal(1, 0.04), 0.9, 1.1),
    lordosisDegrees: options.lordosisDegrees ?? clamp(random.normal(50, 7), 34, 66),
    scoliosisDegrees: options.scoliosisDegrees ?? random.normal(0, 2.5),
    transition,
    subcutaneousMm: clamp(random.normal(19, 6), 9, 34),
    muscleFat: clamp((ageYears - 30) / 90 + random.normal(0, 0.1), 0.05, 0.7),
    conusMm: random.normal(8, 7),
    grades,
    levels: Object.fromEntries(levels) as Record<Level, LevelPlan>,
  }
}

function drawGrades(options: PhantomOptions, wear: readonly number[], random: Random) {
  const cells = LEVELS.flatMap((level, index) =>
    CONDITIONS.map((condition) => {
      const strain = wear[index]! + random.normal(0, 0.12)
      const drawn: Grade = strain > 0.86 ? 'severe' : strain > 0.66 ? 'moderate' : 'normal_mild'
      const key = cellKey(level, condition)
      return [key, options.grades?.[key] ?? drawn] as const
    }),
  )
  return Object.fromEntries(cells) as Record<CellKey, Grade>
}

function planLevel(
  options: PhantomOptions,
  level: Level,
  wear: number,
  grades: Readonly<Record<CellKey, Grade>>,
  transition: Transition,
  random: Random,
): LevelPlan {
  const gradeOf = (condition: Condition) => grades[cellKey(level, condition)]
  const lengthFor = (condition: Condition) => {
    const [low, high] = GRADE_RANGES_MM[groupOf(condition)][gradeOf(condition)]
    return random.between(low, high)
  }
  const side = (which: Side): SidePlan => ({
    foraminalFatMm: lengthFor(`${which}_neural_foraminal_narrowing`),
    recessMm: lengthFor(`${which}_subarticular_stenosis`),
  })
  const worst = CONDITIONS.map(gradeOf).reduce((a, b) => (compareGrades(a, b) > 0 ? a : b))
  const atLeast = { normal_mild: 0, moderate: 0.45, severe: 0.62 }[worst]
  const rudimentary = transition === 'sacralised-l5' && level === 'l5_s1'
  const degeneration = options.degeneration?.[level] ?? (rudimentary ? 0.5 : Math.max(wear, atLeast))
  const canal = gradeOf('spinal_canal_stenosis')
  const standsOut = { normal_mild: [0, 1.2], moderate: [2.4, 3.4], severe: [3.6, 5] } as const
  const [low, high] = standsOut[canal]
  const slips = random.next() < 0.18 && degeneration > 0.55 && (level === 'l4_l5' || level === 'l5_s1')
  return {
    canalApMm: lengthFor('spinal_canal_stenosis'),
    heightShare: rudimentary ? 0.4 : 1.03 - 0.42 * Math.max(0, degeneration - 0.25) + random.normal(0, 0.03),
    bulgeMm: random.between(low, high) + (canal === 'normal_mild' ? degeneration : 0),
    degeneration,
    listhesisMm: options.listhesisMm?.[level] ?? (slips ? random.between(2.5, 6) : random.normal(0, 0.4)),
    left: side('left'),
    right: side('right'),
    fattyEndplates: degeneration > 0.6 && random.next() < 0.55 ? random.between(0.25, 0.8) : 0,
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

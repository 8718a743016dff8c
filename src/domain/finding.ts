import type { Condition } from './condition.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { BoxPx, PatientPoint } from './geometry.ts'
import type { Level } from './level.ts'
import type { PackFacts } from './pack.ts'
import type { Grade, GradeProbabilities } from './severity.ts'
import type { SeriesRole } from './study.ts'

/** Where a disc was found. */
export type LocatedLevel = {
  readonly level: Level
  /** Centre of the disc, LPS mm. */
  readonly centre: PatientPoint
  /** The image it was read on. */
  readonly imageId: string
  readonly stackId: string
  /** The disc's box on that image: pixel units, (0, 0) the centre of the first pixel. */
  readonly boxPx: BoxPx
  /** 0 to 1, from the localizer. */
  readonly confidence: number
}

/** The pixels that a network was given, for the reader to see. */
export type EvidenceCrop = {
  readonly columns: number
  readonly rows: number
  /** Grey values 0 to 255, row by row. */
  readonly grey: Uint8ClampedArray
}

/** What a grade rests on. */
export type Evidence = {
  /** Networks (manifest ids) whose outputs were used, and the image each read. */
  readonly network: string
  readonly stackId: string
  readonly imageId: string
  /** Centre of what was read, LPS mm. */
  readonly point: PatientPoint
  /** The region read, on that image. */
  readonly boxPx: BoxPx
  readonly crop: EvidenceCrop
}

export type NotAssessedReason =
  | { readonly kind: 'level-not-found' }
  | { readonly kind: 'no-series'; readonly role: 'sagittal_t2' | 'sagittal_t1' | 'axial_t2' }
  | { readonly kind: 'not-covered'; readonly role: 'sagittal_t2' | 'sagittal_t1' | 'axial_t2' }
  | { readonly kind: 'no-network' }
  | { readonly kind: 'unreadable'; readonly because: Diagnostic }
  | { readonly kind: 'withheld'; readonly because: Diagnostic }

/** What the model says of one cell. */
export type Assessment =
  | {
      readonly kind: 'graded'
      readonly probabilities: GradeProbabilities
      /** The grade of the largest probability. */
      readonly proposed: Grade
      /** A graver grade that the model cannot exclude; see `graverNotExcluded`. */
      readonly notExcluded?: Grade
      readonly evidence: Evidence
    }
  /** The model abstains: no probability reaches the threshold of this condition. It proposes nothing. */
  | {
      readonly kind: 'uncertain'
      readonly probabilities: GradeProbabilities
      /** The probability from which the model proposes a grade, 0 to 1. */
      readonly threshold: number
      readonly evidence: Evidence
    }
  | { readonly kind: 'not-assessed'; readonly reason: NotAssessedReason }

/** An assessment that rests on an image: the model read the place, whether or not it proposes a grade. */
export type ReadAssessment = Exclude<Assessment, { readonly kind: 'not-assessed' }>

/** The assessment if the model read the place; undefined where it did not, or has not yet. */
export function asRead(assessment: Assessment | undefined): ReadAssessment | undefined {
  return assessment === undefined || assessment.kind === 'not-assessed' ? undefined : assessment
}

/** The grade that the model proposes; undefined where it abstains or did not read the place. */
export function proposalOf(assessment: Assessment | undefined): Grade | undefined {
  return assessment?.kind === 'graded' ? assessment.proposed : undefined
}

/** One cell of the grid: what the model proposes. The reader's decision is kept apart, in `review/`. */
export type Finding = {
  readonly level: Level
  readonly condition: Condition
  readonly assessment: Assessment
}

export const MEASUREMENT_NAMES = [
  'canal_ap_diameter',
  'csf_signal_ratio',
  'disc_height',
  'disc_height_index',
  'disc_signal_ratio',
  'listhesis',
  'listhesis_percent',
  'lordosis',
] as const
export type MeasurementName = (typeof MEASUREMENT_NAMES)[number]

export type Measurement = {
  /** Lordosis is listed at its lower end. */
  readonly level: Level
  readonly name: MeasurementName
  readonly value: number
  readonly unit: 'mm' | '%' | 'deg'
  /** Standard uncertainty, in the same unit: how far off the edges of the masks may lie. */
  readonly uncertainty: number
  /** How it was made, as a stable word explained in docs/measurements.md, for example `mask-perpendicular`. */
  readonly method: string
}

/** The levels that a measurement rests on. */
export function levelsUnder({ name, level }: Pick<Measurement, 'name' | 'level'>): readonly Level[] {
  return name === 'lordosis' ? ['l1_l2', level] : [level]
}

export type DiscFinding = {
  readonly level: Level
  /** Label from the manifest: `herniation`, `bulge`, `spondylolisthesis`, `stenosis`, `pfirrmann`. */
  readonly name: string
  /** Probability of a yes-or-no finding; for `pfirrmann` the expected grade 1 to 5. */
  readonly value: number
}

/**
 * How like the slices that the localizer learned from a series looks to it. A series that is unlike them may be graded
 * plausibly and wrongly, whatever the probabilities say.
 */
export type SeriesScope = {
  readonly role: SeriesRole
  readonly stackId: string
  /**
   * Distance of its nearest slice from the training slices of that role; 1 is what 99 % of the slices of validation
   * patients stay within.
   */
  readonly distance: number
  readonly inDistribution: boolean
}

/** Which software read the study, on what. */
export type Engine = {
  readonly backend: 'webgpu' | 'wasm'
  /** The adapter or why there is none, in the runtime's own words. */
  readonly adapter: string
  readonly pack: string
  readonly packSha256: string
  /** Of the manifest that was loaded, for the report. */
  readonly packFacts: PackFacts
  readonly preprocessingVersion: number
  readonly appVersion: string
}

/** All that the model says of one study. */
export type Analysis = {
  readonly engine: Engine
  readonly levels: readonly LocatedLevel[]
  /** 25 cells: every level times every condition. */
  readonly findings: readonly Finding[]
  readonly measurements: readonly Measurement[]
  readonly discFindings: readonly DiscFinding[]
  /** The sagittal series that the localizer looked at; absent where the pack cannot tell. */
  readonly scope?: readonly SeriesScope[]
  readonly diagnostics: readonly Diagnostic[]
}

import type { ConditionGroup } from './condition.ts'
import type { Level } from './level.ts'
import type { SeriesRole } from './study.ts'

/**
 * The version of resampling, cropping and normalisation in `analysis/`. A pack trained with another version is refused:
 * its networks would be fed something they have not seen. Raise it with every change of a pixel that reaches a network.
 */
export const PREPROCESSING_VERSION = 1

/** `models/<pack>/manifest.json`: all that the app needs to know of a model pack. */
export type PackManifest = {
  readonly schemaVersion: 1
  readonly id: string
  readonly name: string
  readonly version: string
  /** ISO date. */
  readonly created: string
  readonly preprocessingVersion: number
  readonly networks: readonly NetworkSpec[]
  /** Probability of each grade by level in the training population: what a cell is worth that knows only its level. */
  readonly priors: Readonly<
    Record<ConditionGroup, Readonly<Record<Level, readonly [number, number, number]>>>
  >
  /**
   * How much each network's canal grade counts where both have read a level (logarithmic opinion pool). A network left
   * out counts 1. Chosen on validation patients, or by how close a network's training labels are to RSNA's.
   */
  readonly canalWeights?: Readonly<Partial<Record<NetworkTask, number>>>
}

/** A pack that can be used. Two packs may have one id, so `key` tells them apart: the id of a pack that the site serves. */
export type OfferedPack = {
  readonly key: string
  readonly origin: 'site' | 'handed-over'
  readonly manifest: PackManifest
  /** Of manifest.json, which holds the hashes of all other files. */
  readonly sha256: string
}

/**
 * What a network is for; `analysis/` knows how to feed and read each task.
 * `localize-sagittal`: whole sagittal slice -> heatmaps of discs and foramina, masks of vertebra, disc and canal.
 * `grade-disc`: sagittal T2 crop in the disc's frame -> canal grade, disc findings, Pfirrmann grade.
 * `grade-foramen`: sagittal T1 crop around one foramen -> foraminal grade.
 * `grade-foramen-t2`: the same on sagittal T2, for studies without T1.
 * `locate-axial`: axial T2 crop about the canal -> heatmaps of both lateral recesses and the canal centre.
 * `grade-axial`: axial T2 crop of three neighbouring slices -> canal grade and right recess grade (left by mirroring).
 */
export const NETWORK_TASKS = [
  'localize-sagittal',
  'grade-disc',
  'grade-foramen',
  'grade-foramen-t2',
  'locate-axial',
  'grade-axial',
] as const
export type NetworkTask = (typeof NETWORK_TASKS)[number]

export type NetworkSpec = {
  readonly id: string
  readonly task: NetworkTask
  /** Series roles it may read, preferred first. */
  readonly roles: readonly SeriesRole[]
  /** Path of the tfjs graph model, relative to the manifest. */
  readonly model: string
  readonly files: readonly PackFile[]
  readonly input: NetworkInput
  readonly outputs: readonly NetworkOutput[]
  /** Multiply-accumulates for one item of the batch. */
  readonly macs: number
  readonly parameters: number
  /** SPDX expression or plain words, as the source data require. */
  readonly licence: string
  readonly training: NetworkTraining
  readonly evaluation: readonly EvaluationFigure[]
}

export type PackFile = { readonly path: string; readonly bytes: number; readonly sha256: string }

export type NetworkInput = {
  readonly name: string
  /** [height, width, channels] in pixels. */
  readonly shape: readonly [height: number, width: number, channels: number]
  readonly view: ViewSpec
  /** Grey values between these percentiles of the view (padding left out) map to 0..1, clipped. */
  readonly intensity: { readonly rule: 'percentile'; readonly low: number; readonly high: number }
}

/**
 * What part of the patient the input shows. View pixels are square, so a view's width follows from its height and the
 * input's shape. Lengths in `spacings` are multiples of the mean distance between neighbouring lumbar discs (foramina)
 * of that patient, so that an unknown pixel spacing does no harm.
 */
export type ViewSpec =
  /** The whole slice, aspect kept, its longer side fitted to the input; columns run to posterior, rows to caudal. */
  | { readonly kind: 'fit-slice' }
  /** A crop in the spine's frame: rows run caudally along it, columns to posterior. Offset of its centre from the point. */
  | {
      readonly kind: 'spine-frame'
      readonly heightSpacings: number
      readonly offsetPosterior: number
      readonly offsetCaudal: number
    }
  /** An axial crop about the canal; columns run to the patient's left, rows to posterior; channels are neighbouring slices, cranial first. */
  | { readonly kind: 'axial-mm'; readonly heightMm: number }
  /** An axial crop scaled by the patient's median distance between both recesses, its centre midway between them. */
  | {
      readonly kind: 'axial-recess'
      readonly heightSpans: number
      readonly offsetPosteriorSpans: number
    }

export const OUTPUT_TARGETS = [
  'canal',
  'foraminal',
  'subarticular',
  'disc-findings',
  'pfirrmann',
  'discs',
  'foramina',
  'masks',
  'axial-points',
  'scope',
  'slice',
] as const

export type NetworkOutput = {
  readonly name: string
  /**
   * What it means: grades of a condition group, findings, heatmaps or masks. `scope`: distance of the slice from the
   * training slices of each series role that its labels name; 1 is what 99 % of validation slices stay within.
   * `slice`: one logit, that this slice is the one on which a reader would grade what the view is centred on. Optional.
   */
  readonly target: (typeof OUTPUT_TARGETS)[number]
  /** In the order of the output's last axis. */
  readonly labels: readonly string[]
  /** What the graph's last operation leaves to do: graders end in logits so that calibration can scale them. */
  readonly activation: 'softmax' | 'sigmoid' | 'linear'
  readonly calibration?: Calibration
}

/**
 * probabilities = softmax(logits / temperature + bias[level]); the bias also undoes the class weights of training.
 * The model abstains on a cell whose largest probability is below `abstainBelow`. Older packs hold `cuts` of the expected
 * grade as well; they are ignored (docs/decisions/0094-abstention-is-not-a-grade.md).
 */
export type Calibration = {
  readonly temperature: number
  readonly bias: Readonly<Record<Level, readonly number[]>>
  readonly abstainBelow: number
}

type NetworkTraining = {
  readonly datasets: readonly {
    readonly name: string
    readonly licence: string
    readonly patients: number
    readonly images: number
  }[]
  readonly command: string
  readonly seed: number
  readonly dataSha256: string
}

/** A figure measured on held-out patients. */
export type EvaluationFigure = {
  readonly task: string
  readonly metric: string
  readonly value: number
  readonly ci95: readonly [number, number]
  readonly n: number
  readonly patients: number
  readonly data: string
}

/** What a report says of the model pack that was used. */
export type PackFacts = {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly sha256: string
  /** Every figure of the pack's manifest, all networks together. */
  readonly evaluation: readonly EvaluationFigure[]
}

export function packFacts({ id, name, version, networks }: PackManifest, sha256: string): PackFacts {
  return { id, name, version, sha256, evaluation: networks.flatMap(({ evaluation }) => evaluation) }
}

import type { Predictor } from '../../src/analysis/ports.ts'
import { asRead } from '../../src/domain/finding.ts'
import type { Assessment, MeasurementName } from '../../src/domain/finding.ts'
import type { NetworkSpec, NetworkTask, PackManifest } from '../../src/domain/pack.ts'
import { GRADES } from '../../src/domain/severity.ts'
import type { GradeProbabilities } from '../../src/domain/severity.ts'
import type { CaseSource, Split } from '../datasets/sample.ts'
import { leading } from './metrics.ts'
import type { Judged } from './metrics.ts'

/** The pack that is judged, in the runtime that runs it. */
export type Bench = {
  readonly signal: AbortSignal
  readonly predictor: Predictor
  readonly manifest: PackManifest
  readonly splits: readonly Split[]
}

/** Rows of every task that a data set can judge. */
export type TaskRows = {
  readonly graded: Map<string, Judged[]>
  readonly located: Map<string, LocatedPoint[]>
  readonly segmented: Map<string, SegmentedSlice[]>
  readonly answered: Map<string, AnsweredDisc[]>
  readonly staged: Map<string, StagedDisc[]>
  readonly measured: Map<string, MeasuredLevel[]>
  readonly chosen: Map<string, ChosenSlice[]>
  readonly compared: Map<string, ComparedAnswer[]>
}
/** A true point and how far from it the localizer's lies; undefined where it found none. */
export type LocatedPoint = {
  readonly patient: string
  readonly errorMm: number | undefined
  /** Mean distance between neighbouring lumbar levels in the same unit, where the task has one. */
  readonly spacingMm?: number
}
export type SegmentedSlice = {
  readonly patient: string
  readonly dice: Readonly<Record<string, number | undefined>>
}
/** Yes-or-no findings of one disc: truth and score by name, both only where known. */
export type AnsweredDisc = {
  readonly patient: string
  readonly truths: Readonly<Record<string, boolean>>
  readonly scores: Readonly<Record<string, number>>
}
/** A Pfirrmann grade and the expected one. */
export type StagedDisc = { readonly patient: string; readonly truth: number; readonly found: number }

/** A measurement on the network's masks, less the same on the reference's; both in the measurement's own unit. */
export type MeasuredLevel = {
  readonly patient: string
  readonly name: MeasurementName
  readonly error: number
  readonly uncertainty: number
}

/** Whether the slice that weighs most is the one that readers labelled, and how much of the answer rests on that one. */
export type ChosenSlice = {
  readonly patient: string
  readonly right: boolean
  readonly shareOfLabelled: number
}

/** One answer given at the labelled place and at the place found, and what became of the place. */
export type ComparedAnswer = {
  readonly patient: string
  readonly place: 'right' | 'misplaced' | 'misnumbered' | 'not_found'
  readonly atLabel: Judged
  readonly found: Judged
}

export function noRows(): TaskRows {
  return {
    graded: new Map(),
    located: new Map(),
    segmented: new Map(),
    answered: new Map(),
    staged: new Map(),
    measured: new Map(),
    chosen: new Map(),
    compared: new Map(),
  }
}

export function addRow<Row>(tasks: Map<string, Row[]>, task: string, row: Row): void {
  const rows = tasks.get(task)
  if (rows) rows.push(row)
  else tasks.set(task, [row])
}

export function networkFor({ manifest }: Bench, task: NetworkTask): NetworkSpec | undefined {
  return manifest.networks.find((network) => network.task === task)
}

/** Reads the cases of the wanted splits, unit by unit. */
export async function eachUnit<Case>(
  { splits }: Bench,
  source: CaseSource<Case>,
  judge: (cases: readonly Case[]) => Promise<void>,
): Promise<void> {
  for (const unit of source.units) if (splits.includes(unit.split)) await judge(await unit.read())
}

function listProbabilities(probabilities: GradeProbabilities): number[] {
  return GRADES.map((grade) => probabilities[grade])
}

/**
 * A grade's row, from the pack's prior where there is none: a missing answer is judged like an ignorant one. The likeliest grade
 * counts, above the threshold or below: whether to abstain is judged apart.
 */
export function judgedRow(
  truth: number,
  patient: string,
  assessment: Assessment | undefined,
  prior: readonly number[],
): Judged {
  const read = asRead(assessment)
  const probabilities = read === undefined ? prior : listProbabilities(read.probabilities)
  return { truth, patient, probabilities, proposed: leading(probabilities) }
}

import type { NetworkTask } from '../../src/domain/pack.ts'
import type { View } from '../../src/analysis/view/render-view.ts'
import type { NpyArray } from '../prepare/npz.ts'
import { requiredChoiceIn } from './csv.ts'
import type { CsvRow } from './csv.ts'

export const SPLITS = ['train', 'val', 'test'] as const
export type Split = (typeof SPLITS)[number]

/** One training example: what the network sees and what is known of it. docs/preprocessing.md lists the arrays. */
export type Sample = {
  readonly task: NetworkTask
  readonly split: Split
  readonly view: View
  /** Arrays beside `x`, each with the shape of one example. */
  readonly labels: Readonly<Record<string, { readonly data: NpyArray; readonly shape: readonly number[] }>>
  /** Where it comes from: a row of the shard's index. */
  readonly origin: Origin
}

export type Origin = {
  readonly file: string
  readonly patient: string
  readonly level: string
  readonly side: string
}

/** Something that makes samples; one unit of work is one patient, series or picture, so that shards never share it. */
export type Source = {
  readonly dataset: string
  /** What was asked for, where a data set is made to order; another order is written anew. */
  readonly edition?: string
  readonly units: readonly { readonly key: string; readonly samples: () => Promise<readonly Sample[]> }[]
}

/** What a data set knows, before it is cut into samples: `prepare` makes tensors of it, `evaluate` judges a pack by it. */
export type CaseSource<Case> = {
  readonly dataset: string
  readonly units: readonly Unit<Case>[]
}
type Unit<Case> = {
  readonly key: string
  readonly split: Split
  readonly read: () => Promise<readonly Case[]>
}

export function toSamples<Case>(
  { dataset, units }: CaseSource<Case>,
  samplesOf: (item: Case) => readonly Sample[],
): Source {
  return {
    dataset,
    units: units.map(({ key, read }) => ({ key, samples: async () => (await read()).flatMap(samplesOf) })),
  }
}

/** Tells apart what a label says, what was looked for and is not there, and what nobody looked for. */
export const POINT_STATES = { unknown: 0, present: 1, absent: 2, nearby: 3 } as const
export const MASK_UNKNOWN = 255
export const MASK_CLASSES = ['vertebra', 'disc', 'canal'] as const

export function scalar(data: NpyArray): { readonly data: NpyArray; readonly shape: readonly number[] } {
  return { data, shape: [] }
}

/** Throws DataError `prepare.unknown-label`. */
export function splitIn(row: CsvRow): Split {
  return requiredChoiceIn(row, 'split', SPLITS)
}

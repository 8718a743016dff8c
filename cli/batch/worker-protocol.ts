import type { ReportFormat } from '../../src/domain/report-format.ts'
import type { PackPlace } from '../study-report.ts'
import type { ListedEntry } from './list-studies.ts'
import type { EntryOutcome } from './outcome.ts'

/** What a worker process is told when it starts, as its one argument in JSON. */
export type WorkerSettings = PackPlace & {
  readonly source: string
  readonly formats: readonly ReportFormat[]
}

/** To a worker: read this entry into this folder. One at a time. */
export type ToWorker = { readonly entry: ListedEntry; readonly folder: string }

/** From a worker: it is still at work, or this is what became of the entry. */
export type FromWorker =
  { readonly kind: 'progress' } | { readonly kind: 'outcome'; readonly outcome: EntryOutcome }

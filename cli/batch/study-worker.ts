import { openDesk } from '../study-report.ts'
import { readEntry } from './read-entry.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './worker-protocol.ts'

/**
 * One process of `cauda batch`: reads one entry after the other, with the pack loaded once. It is a process and not a thread,
 * so that a study that exhausts the memory or crashes a decoder ends this process and nothing else.
 */
const PROGRESS_EVERY_MS = 1000

const settings = JSON.parse(process.argv[2] ?? '') as WorkerSettings
const { signal } = new AbortController()
const room = { desk: await openDesk(settings), source: settings.source, formats: settings.formats }
let toldAt = -Infinity

process.on('message', ({ entry, folder }: ToWorker) => {
  void readEntry(signal, entry, folder, room, tellProgress).then((outcome) =>
    tell({ kind: 'outcome', outcome }),
  )
})
process.on('disconnect', () => process.exit()) // the batch is gone
process.on('SIGINT', () => undefined) // Ctrl-C reaches the whole group; the batch ends its workers itself

function tellProgress(): void {
  if (performance.now() - toldAt < PROGRESS_EVERY_MS) return
  toldAt = performance.now()
  tell({ kind: 'progress' })
}

function tell(message: FromWorker): void {
  process.send?.(message)
}

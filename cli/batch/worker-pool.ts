import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { diagnose } from '../../src/domain/diagnostic.ts'
import type { Diagnostic } from '../../src/domain/diagnostic.ts'
import { diagnosticMessage } from '../../src/words/diagnostics.ts'
import type { BatchFolder } from './batch-folder.ts'
import type { ListedEntry } from './list-studies.ts'
import type { EntryOutcome } from './outcome.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './worker-protocol.ts'

const WORKER = fileURLToPath(new URL('study-worker.ts', import.meta.url))

/** A worker that says nothing for so long is taken to hang: a step of the analysis takes seconds. */
const LONGEST_SILENCE_MS = 10 * 60_000

export type PoolOptions = {
  readonly jobs: number
  readonly settings: WorkerSettings
  /** Milliseconds without a word after which a worker is ended. */
  readonly longestSilenceMs?: number
  /** The program of a worker, for tests. */
  readonly worker?: string
}

/**
 * Reads entries in worker processes, `jobs` at a time, and commits each to the folder. A worker that dies or hangs costs its
 * entry, which is noted as failed, and is replaced. `onOutcome` is told after each commit. Ends when all are committed or, once
 * `signal` is aborted, when the workers are ended.
 */
export async function readInWorkers(
  signal: AbortSignal,
  entries: readonly ListedEntry[],
  folder: BatchFolder,
  options: PoolOptions,
  onOutcome: (outcome: EntryOutcome) => void,
): Promise<void> {
  const queue = [...entries].reverse()
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])

  async function work(): Promise<void> {
    let worker: ChildProcess | undefined
    try {
      for (let entry = queue.pop(); entry && !either.aborted; entry = queue.pop()) {
        worker = worker && isAlive(worker) ? worker : startWorker(options)
        const workFolder = await folder.createWorkFolder(entry.id)
        const outcome = await readInWorker(either, worker, { entry, folder: workFolder }, options)
        if (!outcome) return
        await folder.commit(workFolder, outcome)
        onOutcome(outcome)
      }
    } catch (error) {
      stop.abort() // what cannot be written here cannot be written by the others
      throw error
    } finally {
      worker?.kill('SIGKILL')
    }
  }

  await Promise.all(Array.from({ length: Math.min(options.jobs, entries.length) }, work))
}

function isAlive(worker: ChildProcess): boolean {
  return !worker.killed && worker.exitCode === null && worker.signalCode === null
}

function startWorker({ settings, worker = WORKER }: PoolOptions): ChildProcess {
  return fork(worker, [JSON.stringify(settings)], {
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** The outcome that the worker tells, or the failure that it is; undefined once the batch is cancelled. */
function readInWorker(
  signal: AbortSignal,
  worker: ChildProcess,
  task: ToWorker,
  { longestSilenceMs = LONGEST_SILENCE_MS }: PoolOptions,
): Promise<EntryOutcome | undefined> {
  return new Promise((resolve) => {
    let silence = setTimeout(giveUp, longestSilenceMs)

    function end(outcome: EntryOutcome | undefined): void {
      clearTimeout(silence)
      signal.removeEventListener('abort', cancel)
      worker.off('message', hear).off('exit', die).off('error', fault)
      resolve(outcome)
    }
    function hear(message: FromWorker): void {
      if (message.kind === 'outcome') end(message.outcome)
      else {
        clearTimeout(silence)
        silence = setTimeout(giveUp, longestSilenceMs)
      }
    }
    function die(exitCode: number | null, killedBy: string | null): void {
      const how = killedBy ?? `exit code ${exitCode}`
      end(failedOutcome(task.entry, diagnose('batch.worker-ended', 'error', '', { how })))
    }
    function fault({ message }: Error): void {
      end(failedOutcome(task.entry, diagnose('batch.worker-ended', 'error', '', { how: message })))
      worker.kill('SIGKILL')
    }
    function giveUp(): void {
      const minutes = Math.round(longestSilenceMs / 6000) / 10
      end(failedOutcome(task.entry, diagnose('batch.worker-silent', 'error', '', { minutes })))
      worker.kill('SIGKILL')
    }
    function cancel(): void {
      worker.kill('SIGKILL')
      end(undefined)
    }

    signal.addEventListener('abort', cancel)
    worker.on('message', hear).on('exit', die).on('error', fault)
    worker.send(task)
  })
}

function failedOutcome({ id, files }: ListedEntry, diagnostic: Diagnostic): EntryOutcome {
  const { code } = diagnostic
  const message = diagnosticMessage(diagnostic)
  return { id, studies: [{ kind: 'failed', study: '', file: files[0] ?? '', code, message }] }
}

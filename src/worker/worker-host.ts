import { Cancelled } from '../domain/cancel.ts'
import { WorkerEnded } from '../domain/worker-ended.ts'
import { connect } from './rpc.ts'
import type { Caller, Calls } from './rpc.ts'

/** How often a worker with calls under way is asked whether it still lives. */
const HEARTBEAT_MS = 2_500
/** How long a worker may take to notice that a call was cancelled before it counts as hung and is ended. */
const CANCEL_MS = 10_000

export type HostOptions = {
  /** How long a worker with calls under way may say nothing before it counts as hung and is ended. */
  readonly silenceMs: number
}

type Host<M extends Calls> = Pick<Caller<M>, 'call'> & {
  /** Starts the worker ahead of the first call. */
  start(): void
  /** Hears each time that the worker was ended; the next call starts it anew. */
  readonly onEnd: (listener: (why: WorkerEnded) => void) => () => void
}

type Started<M extends Calls> = { readonly worker: Worker; readonly caller: Caller<M> }

/**
 * A worker that starts with its first call, and is ended only when it crashes or hangs: ending it throws compiled shaders and
 * loaded packs away. Calls that were under way then reject with WorkerEnded, those that were cancelled with Cancelled. It
 * hangs when it answers neither calls nor heartbeats, counted in heartbeats, so that a machine that slept does not count.
 */
export function hostWorker<M extends Calls>(create: () => Worker, { silenceMs }: HostOptions): Host<M> {
  const listeners = new Set<(why: WorkerEnded) => void>()
  let current: Started<M> | undefined

  function start(): Started<M> {
    if (current) return current
    const worker = create()
    const started: Started<M> = { worker, caller: connect<M>(worker) }
    let silentBeats = 0
    worker.addEventListener('message', () => (silentBeats = 0))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      const reason = event.message || 'the worker could not start'
      end(started, new WorkerEnded('crashed', `${reason} (${event.filename}:${event.lineno})`))
    })
    const heartbeat = setInterval(() => {
      if (current !== started) clearInterval(heartbeat)
      else if (started.caller.pending === 0) silentBeats = 0
      else if (silentBeats * HEARTBEAT_MS >= silenceMs) {
        end(started, new WorkerEnded('hung', `no answer for ${silenceMs / 1000} s`))
      } else {
        silentBeats += 1
        started.caller.ping()
      }
    }, HEARTBEAT_MS)
    return (current = started)
  }

  function end(ended: Started<M>, why: WorkerEnded): void {
    if (current !== ended) return
    current = undefined
    ended.worker.terminate()
    ended.caller.abandon(why)
    for (const listener of [...listeners]) listener(why)
  }

  return {
    start,
    onEnd: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async call(name, signal, request, options) {
      const used = start()
      let watchdog: ReturnType<typeof setTimeout> | undefined
      const watch = () => {
        watchdog = setTimeout(
          () => end(used, new WorkerEnded('hung', `a cancelled call went on for ${CANCEL_MS / 1000} s`)),
          CANCEL_MS,
        )
      }
      signal.addEventListener('abort', watch, { once: true })
      try {
        return await used.caller.call(name, signal, request, options)
      } catch (error) {
        if (error instanceof WorkerEnded && signal.aborted) throw new Cancelled('cancelled', { cause: error })
        throw error
      } finally {
        signal.removeEventListener('abort', watch)
        clearTimeout(watchdog)
      }
    },
  }
}

/** Does work again, once, when the worker that it was posted to was ended. */
export async function postedAgain<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof WorkerEnded) || signal.aborted) throw error
    return work()
  }
}

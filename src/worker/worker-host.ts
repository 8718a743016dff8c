import { Cancelled } from '../domain/cancel.ts'
import { connect, RemoteError } from './rpc.ts'
import type { Caller, Calls } from './rpc.ts'

/** How long a worker may take to notice that a call was cancelled before it counts as hung and is ended. */
const HANG_MS = 10_000

type Host<M extends Calls> = Pick<Caller<M>, 'call'> & {
  /** Starts the worker ahead of the first call. */
  start(): void
}

/**
 * A worker that starts with its first call, is started anew after a crash, and is ended only when it hangs:
 * ending it throws compiled shaders and loaded packs away.
 */
export function hostWorker<M extends Calls>(create: () => Worker): Host<M> {
  let current: { worker: Worker; caller: Caller<M> } | undefined

  function start(): { worker: Worker; caller: Caller<M> } {
    if (current) return current
    const worker = create()
    const caller = connect<M>(worker)
    const started = { worker, caller }
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      end(
        started,
        new RemoteError(event.message || 'the worker could not start', `${event.filename}:${event.lineno}`),
      )
    })
    return (current = started)
  }

  function end(ended: { worker: Worker; caller: Caller<M> }, why: Error): void {
    ended.worker.terminate()
    if (current === ended) current = undefined
    ended.caller.abandon(why)
  }

  return {
    start,
    async call(name, signal, request, options) {
      const used = start()
      let watchdog: ReturnType<typeof setTimeout> | undefined
      const watch = () => {
        watchdog = setTimeout(
          () => end(used, new Cancelled('cancelled; the worker hung and was ended')),
          HANG_MS,
        )
      }
      signal.addEventListener('abort', watch, { once: true })
      try {
        return await used.caller.call(name, signal, request, options)
      } finally {
        signal.removeEventListener('abort', watch)
        clearTimeout(watchdog)
      }
    },
  }
}

import { serve } from '../../src/worker/rpc.ts'
import type { Calls, Handlers } from '../../src/worker/rpc.ts'

type Listener = (event: {
  readonly data?: unknown
  readonly message?: string
  preventDefault(): void
}) => void

/** A worker in this thread that can be made to hang or to crash. Messages arrive in a later microtask, as copies do. */
export class FakeWorker {
  readonly #listeners = new Map<string, Listener[]>()
  readonly #inside: Listener[] = []
  #answers = true
  isTerminated = false

  constructor(serveIn: (scope: Parameters<typeof serve>[0]) => void) {
    serveIn({
      postMessage: (data) => queueMicrotask(() => this.#emit('message', { data })),
      addEventListener: (_type, listener) => this.#inside.push(listener as unknown as Listener),
    })
  }

  static serving<M extends Calls>(handlers: Handlers<M>): FakeWorker {
    return new FakeWorker((scope) => serve<M>(scope, handlers))
  }

  /** From here on it neither hears nor answers anything, like a loop without end. */
  hang(): void {
    this.#answers = false
  }

  crash(message: string): void {
    this.#emit('error', { message })
  }

  postMessage(data: unknown): void {
    queueMicrotask(() => {
      if (this.#answers)
        for (const listener of this.#inside) listener({ data, preventDefault: () => undefined })
    })
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener])
  }

  terminate(): void {
    this.isTerminated = true
    this.#answers = false
  }

  #emit(type: string, event: { readonly data?: unknown; readonly message?: string }): void {
    if (this.isTerminated || !this.#answers) return
    for (const listener of this.#listeners.get(type) ?? [])
      listener({ ...event, preventDefault: () => undefined })
  }
}

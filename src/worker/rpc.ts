import { Cancelled } from '../domain/cancel.ts'

/**
 * Calls over a message port. A map of calls is a type; both ends are typed by it, so a wrong payload does not compile.
 * Each call can report progress, be cancelled, and end in exactly one of: response, cancelled, crashed.
 */
type Call = { readonly request: unknown; readonly progress: unknown; readonly response: unknown }
export type Calls = Readonly<Record<string, Call>>

type CallMessage =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly request: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  /** Answered at once by whoever can still answer. */
  | { readonly kind: 'ping' }

type ReplyMessage =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'response'; readonly id: number; readonly response: unknown }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'pong' }
  | {
      readonly kind: 'crashed'
      readonly id: number
      readonly name: string
      readonly message: string
      readonly stack: string
    }

/** What a Worker, a worker's own scope and a MessagePort have in common. */
export type Port = {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  start?(): void
}

/** A bug on the far side of a port, with the stack that it had there. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError'
  constructor(message: string, remoteStack: string) {
    super(message)
    this.stack = remoteStack
  }
}

/** A value to send, and the buffers in it that move instead of being copied. */
export class Moved<T> {
  readonly value: T
  readonly buffers: Transferable[]
  constructor(value: T, buffers: Transferable[]) {
    this.value = value
    this.buffers = buffers
  }
}

type CallContext<C extends Call> = {
  readonly signal: AbortSignal
  readonly progress: (progress: C['progress']) => void
}

export type Handlers<M extends Calls> = {
  readonly [Name in keyof M]: (
    request: M[Name]['request'],
    context: CallContext<M[Name]>,
  ) => Promise<M[Name]['response'] | Moved<M[Name]['response']>>
}

/** Answers calls that arrive on a port. Several calls may be under way at once. */
export function serve<M extends Calls>(port: Port, handlers: Handlers<M>): void {
  const running = new Map<number, AbortController>()

  async function answer(id: number, name: string, request: unknown): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    const reply = (message: ReplyMessage, buffers: Transferable[] = []) => port.postMessage(message, buffers)
    try {
      const handler = handlers[name]
      if (!handler) throw new Error(`no handler for the call "${name}"`)
      const context = {
        signal: controller.signal,
        progress: (progress: unknown) => reply({ kind: 'progress', id, progress }),
      }
      const result = await handler(request, context)
      if (result instanceof Moved) reply({ kind: 'response', id, response: result.value }, result.buffers)
      else reply({ kind: 'response', id, response: result })
    } catch (error) {
      reply(error instanceof Cancelled ? { kind: 'cancelled', id } : crashed(id, error))
    } finally {
      running.delete(id)
    }
  }

  port.addEventListener('message', ({ data }: MessageEvent<CallMessage>) => {
    if (data.kind === 'ping') port.postMessage({ kind: 'pong' } satisfies ReplyMessage, [])
    else if (data.kind === 'cancel') running.get(data.id)?.abort()
    else void answer(data.id, data.name, data.request)
  })
  port.start?.()
}

export type Caller<M extends Calls> = {
  /** Rejects with Cancelled once `signal` is aborted and the far side has stopped, with RemoteError on a bug there. */
  call<Name extends keyof M & string>(
    name: Name,
    signal: AbortSignal,
    request: M[Name]['request'],
    options?: { onProgress?: (progress: M[Name]['progress']) => void; move?: Transferable[] },
  ): Promise<M[Name]['response']>
  /** Asks the far side for a sign of life: any message. */
  ping(): void
  /** How many calls have not ended. */
  readonly pending: number
  /** Ends every pending call with this error: the far side is gone. */
  abandon(error: Error): void
}

type Pending = {
  readonly resolve: (response: unknown) => void
  readonly reject: (error: Error) => void
  readonly onProgress: ((progress: unknown) => void) | undefined
}

/** Makes calls over a port. */
export function connect<M extends Calls>(port: Port): Caller<M> {
  const pending = new Map<number, Pending>()
  let lastId = 0

  port.addEventListener('message', ({ data }: MessageEvent<ReplyMessage>) => {
    if (data.kind === 'pong') return
    const call = pending.get(data.id)
    if (!call) return
    if (data.kind === 'progress') {
      call.onProgress?.(data.progress)
      return
    }
    pending.delete(data.id)
    if (data.kind === 'response') call.resolve(data.response)
    else if (data.kind === 'cancelled') call.reject(new Cancelled('cancelled'))
    else call.reject(new RemoteError(`${data.name}: ${data.message}`, data.stack))
  })
  port.start?.()

  return {
    call(name, signal, request, { onProgress, move = [] } = {}) {
      if (signal.aborted) return Promise.reject(new Cancelled('cancelled'))
      const id = ++lastId
      const cancel = () => port.postMessage({ kind: 'cancel', id } satisfies CallMessage, [])
      const answer = new Promise<unknown>((resolve, reject) => {
        pending.set(id, { resolve, reject, onProgress: onProgress })
      })
      signal.addEventListener('abort', cancel, { once: true })
      port.postMessage({ kind: 'call', id, name, request } satisfies CallMessage, move)
      return answer.finally(() => signal.removeEventListener('abort', cancel))
    },
    ping: () => port.postMessage({ kind: 'ping' } satisfies CallMessage, []),
    get pending() {
      return pending.size
    },
    abandon(error) {
      const abandoned = [...pending.values()]
      pending.clear()
      for (const call of abandoned) call.reject(error)
    },
  }
}

function crashed(id: number, error: unknown): ReplyMessage {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return { kind: 'crashed', id, name, message, stack: stack ?? '' }
}

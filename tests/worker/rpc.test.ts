import { describe, expect, it } from 'vitest'
import { assertNotCancelled, Cancelled } from '../../src/domain/cancel.ts'
import { connect, Moved, RemoteError, serve } from '../../src/worker/rpc.ts'

type TestCalls = {
  readonly double: { request: number; progress: never; response: number }
  readonly count: { request: number; progress: number; response: string }
  readonly wait: { request: null; progress: never; response: never }
  readonly crash: { request: string; progress: never; response: never }
  readonly give: { request: number; progress: never; response: Uint8Array }
}

function connected() {
  const { port1, port2 } = new MessageChannel()
  const given: Uint8Array[] = []
  serve<TestCalls>(port2, {
    double: (request) => Promise.resolve(request * 2),
    count: (to, { progress }) => {
      for (let step = 1; step <= to; step++) progress(step)
      return Promise.resolve('counted')
    },
    wait: async (_request, { signal }) => {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 1))
        assertNotCancelled(signal)
      }
    },
    crash: (message) => Promise.reject(new TypeError(message)),
    give: (size) => {
      const bytes = new Uint8Array(size)
      given.push(bytes)
      return Promise.resolve(new Moved(bytes, [bytes.buffer]))
    },
  })
  return { caller: connect<TestCalls>(port1), given, close: () => port1.close() }
}

const never = new AbortController().signal

describe('calls over a port', () => {
  it('answer each call with its own response, however they interleave', async () => {
    const { caller, close } = connected()
    expect(await Promise.all([1, 2, 3].map((n) => caller.call('double', never, n)))).toEqual([2, 4, 6])
    expect(caller.pending).toBe(0)
    close()
  })

  it('report progress before the response, in order', async () => {
    const { caller, close } = connected()
    const seen: number[] = []
    const onProgress = (step: number) => void seen.push(step)
    expect(await caller.call('count', never, 3, { onProgress })).toBe('counted')
    expect(seen).toEqual([1, 2, 3])
    close()
  })

  it('end with Cancelled when the caller aborts, and the far side stops', async () => {
    const { caller, close } = connected()
    const controller = new AbortController()
    const waiting = caller.call('wait', controller.signal, null)
    controller.abort()
    await expect(waiting).rejects.toBeInstanceOf(Cancelled)
    await expect(caller.call('wait', controller.signal, null)).rejects.toBeInstanceOf(Cancelled)
    close()
  })

  it('carry a bug across with its name, message and stack', async () => {
    const { caller, close } = connected()
    const error = await caller.call('crash', never, 'no such level').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(RemoteError)
    expect((error as RemoteError).message).toBe('TypeError: no such level')
    expect((error as RemoteError).stack).toContain('rpc.test.ts')
    close()
  })

  it('move buffers instead of copying them', async () => {
    const { caller, given, close } = connected()
    expect((await caller.call('give', never, 8)).byteLength).toBe(8)
    expect(given[0]!.byteLength).toBe(0)
    close()
  })

  it('are all ended when the far side is gone', async () => {
    const { caller, close } = connected()
    const waiting = caller.call('wait', never, null)
    caller.abandon(new RemoteError('gone', ''))
    await expect(waiting).rejects.toThrow('gone')
    close()
  })
})

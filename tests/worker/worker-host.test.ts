import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Cancelled } from '../../src/domain/cancel.ts'
import { succeed } from '../../src/domain/result.ts'
import { WorkerEnded } from '../../src/domain/worker-ended.ts'
import type { StudyCalls } from '../../src/worker/protocol.ts'
import { createStudyClient } from '../../src/worker/study-client.ts'
import { hostWorker, postedAgain } from '../../src/worker/worker-host.ts'
import { study } from '../review/fixtures.ts'
import { FakeWorker } from './fake-worker.ts'

type EchoCalls = {
  readonly echo: { request: string; progress: never; response: string }
  readonly never: { request: null; progress: never; response: never }
}

const { signal } = new AbortController()
beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function host() {
  const workers: FakeWorker[] = []
  const create = () => {
    const worker = FakeWorker.serving<EchoCalls>({
      echo: (text) => Promise.resolve(text),
      never: () => new Promise(() => undefined),
    })
    workers.push(worker)
    return worker as unknown as Worker
  }
  return { workers, ...hostWorker<EchoCalls>(create, { silenceMs: 20_000 }) }
}

/** How a promise ended, once it has. */
function outcomeOf(promise: Promise<unknown>) {
  const outcome: { value?: unknown; error?: unknown } = {}
  promise.then(
    (value) => (outcome.value = value),
    (error: unknown) => (outcome.error = error),
  )
  return outcome
}

describe('a worker', () => {
  it('that takes long over a call but still answers heartbeats is left alone', async () => {
    const { call, workers } = host()
    const long = outcomeOf(call('never', signal, null))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(long).toEqual({})
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([false])
  })

  it('that answers nothing for 20 s is ended as hung, and the next call has a new one', async () => {
    const { call, workers } = host()
    const first = outcomeOf(call('never', signal, null))
    workers[0]!.hang()
    await vi.advanceTimersByTimeAsync(15_000)
    expect(first).toEqual({})
    await vi.advanceTimersByTimeAsync(10_000)
    expect(first.error).toBeInstanceOf(WorkerEnded)
    expect(first.error).toMatchObject({ why: 'hung' })
    expect(workers[0]!.isTerminated).toBe(true)
    expect(await call('echo', signal, 'hello')).toBe('hello')
    expect(workers).toHaveLength(2)
  })

  it('that does not notice a cancel for 10 s is ended: that call was cancelled, the others were not', async () => {
    const { call, workers } = host()
    const controller = new AbortController()
    const cancelled = outcomeOf(call('never', controller.signal, null))
    const other = outcomeOf(call('never', signal, null))
    controller.abort()
    await vi.advanceTimersByTimeAsync(9_000)
    expect(cancelled).toEqual({})
    await vi.advanceTimersByTimeAsync(2_000)
    expect(cancelled.error).toBeInstanceOf(Cancelled)
    expect(other.error).toBeInstanceOf(WorkerEnded)
    expect(workers[0]!.isTerminated).toBe(true)
  })

  it('that crashes is ended as crashed, with its message, and the work is posted again once', async () => {
    const { call, workers } = host()
    const work = outcomeOf(postedAgain(signal, () => call('never', signal, null)))
    await vi.advanceTimersByTimeAsync(1)
    workers[0]!.crash('out of memory')
    await vi.advanceTimersByTimeAsync(1)
    expect(work).toEqual({})
    expect(workers).toHaveLength(2)
    workers[1]!.crash('out of memory')
    await vi.advanceTimersByTimeAsync(1)
    expect(work.error).toMatchObject({
      why: 'crashed',
      message: expect.stringContaining('out of memory') as string,
    })
    expect(workers).toHaveLength(2)
  })
})

describe('the study worker', () => {
  function client() {
    const workers: FakeWorker[] = []
    const opened: (string | undefined)[] = []
    const create = () => {
      let isOpen = false
      const worker = FakeWorker.serving<StudyCalls>({
        open: ({ files, again }) => {
          if (files.some(({ path }) => path === 'slow')) return new Promise(() => undefined)
          isOpen = true
          opened.push(again)
          const studies = [{ ...study(), opening: again ?? 'first' }]
          return Promise.resolve(succeed({ studies, reports: [], skipped: [] }))
        },
        openSample: () => Promise.reject(new Error('no sample')),
        pixels: ({ opening }) => {
          const data = new Uint8Array([isOpen && opening === 'first' ? 1 : 0])
          const shape = { columns: 1, rows: 1, slope: 1, intercept: 0, padding: undefined }
          return Promise.resolve(succeed({ ...shape, data }))
        },
        sharePixels: () => Promise.resolve(null),
      })
      workers.push(worker)
      return worker as unknown as Worker
    }
    return { workers, opened, ...createStudyClient(create) }
  }
  const file = (path: string) => ({ path, file: new Blob(['x']) })
  const nothing = () => undefined

  it('opens again, under the same name, what was open when it was ended, before it gives pixels', async () => {
    const studies = client()
    await studies.open(signal, [file('a')], nothing)
    studies.workers[0]!.crash('gone')
    const read = await studies.pixels(signal, 'image', 'first')
    expect(read.ok && read.value.data).toEqual(new Uint8Array([1]))
    expect(studies.opened).toEqual([undefined, 'first'])
  })

  it('does not strand the next study when it hangs', async () => {
    const studies = client()
    const slow = outcomeOf(studies.open(signal, [file('slow')], nothing))
    studies.workers[0]!.hang()
    await vi.advanceTimersByTimeAsync(25_000)
    studies.workers[1]!.hang()
    await vi.advanceTimersByTimeAsync(25_000)
    expect(slow.error).toMatchObject({ name: 'WorkerEnded', why: 'hung' })
    const next = await studies.open(signal, [file('b')], nothing)
    expect(next.ok).toBe(true)
  })
})

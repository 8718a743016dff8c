import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../src/domain/cancel.ts'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { fail, succeed } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import { createPixelCache, imagesAround } from '../../src/viewer/pixel-cache.ts'
import type { PixelCache } from '../../src/viewer/pixel-cache.ts'
import { pixelsOf } from './images.ts'

type Settle = {
  readonly resolve: (result: Result<ImagePixels>) => void
  readonly reject: (error: Error) => void
}

/** A source whose fetches end when the test says so. Each image weighs 100 bytes. */
function source(): {
  readonly cache: (budgetBytes: number) => PixelCache
  readonly started: string[]
  readonly cancelled: string[]
  finish(imageId: string, result?: Result<ImagePixels>): Promise<void>
  crash(imageId: string): Promise<void>
} {
  const started: string[] = []
  const cancelled: string[] = []
  const open = new Map<string, Settle>()
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
  const fetch = (signal: AbortSignal, imageId: string): Promise<Result<ImagePixels>> => {
    started.push(imageId)
    return new Promise((resolve, reject) => {
      open.set(imageId, { resolve, reject })
      signal.addEventListener('abort', () => {
        cancelled.push(imageId)
        reject(new Cancelled('cancelled'))
      })
    })
  }
  return {
    cache: (budgetBytes) => createPixelCache({ fetch, budgetBytes, prefetches: 2 }),
    started,
    cancelled,
    finish: (imageId, result = succeed(pixelsOf(new Uint8Array(100)))) => {
      open.get(imageId)?.resolve(result)
      return settled()
    },
    crash: (imageId) => {
      open.get(imageId)?.reject(new Error('bug'))
      return settled()
    },
  }
}

const never = (): AbortSignal => new AbortController().signal

async function fill(
  cache: PixelCache,
  from: ReturnType<typeof source>,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const got = cache.get(never(), id)
    await from.finish(id)
    await got
  }
}

describe('a pixel cache', () => {
  it('fetches once, for all who ask, and then has it', async () => {
    const from = source()
    const cache = from.cache(1000)
    expect(cache.peek('a')).toBeUndefined()
    const [one, two] = [cache.get(never(), 'a'), cache.get(never(), 'a')]
    await from.finish('a')
    expect(await one).toBe(await two)
    expect(cache.peek('a')).toBeDefined()
    await cache.get(never(), 'a')
    expect(from.started).toEqual(['a'])
    expect(cache.bytes).toBe(100)
  })

  it('gives up what was used longest ago, and keeps to its budget', async () => {
    const from = source()
    const cache = from.cache(300)
    await fill(cache, from, ['a', 'b', 'c'])
    cache.peek('a')
    await fill(cache, from, ['d'])
    expect(cache.bytes).toBe(300)
    expect(cache.peek('b')).toBeUndefined()
    expect(cache.peek('a')).toBeDefined()
  })

  it('keeps one image that is larger than the budget', async () => {
    const from = source()
    const cache = from.cache(50)
    await fill(cache, from, ['a', 'b'])
    expect(cache.peek('a')).toBeUndefined()
    expect(cache.peek('b')).toBeDefined()
  })

  it('hands failures on without keeping them, and asks again', async () => {
    const from = source()
    const cache = from.cache(300)
    const failure = fail(diagnose('intake.truncated', 'error'))
    const got = cache.get(never(), 'a')
    await from.finish('a', failure)
    expect(await got).toBe(failure)
    const again = cache.get(never(), 'a')
    await from.finish('a')
    expect((await again).ok).toBe(true)
    expect(from.started).toEqual(['a', 'a'])
  })

  it('lets a bug through', async () => {
    const from = source()
    const got = from.cache(300).get(never(), 'a')
    const outcome = expect(got).rejects.toThrow('bug')
    await from.crash('a')
    await outcome
  })
})

describe('cancelling', () => {
  it('frees the one who gave up at once; the fetch goes on for the other', async () => {
    const from = source()
    const cache = from.cache(300)
    const stop = new AbortController()
    const impatient = cache.get(stop.signal, 'a')
    const patient = cache.get(never(), 'a')
    stop.abort()
    await expect(impatient).rejects.toBeInstanceOf(Cancelled)
    expect(from.cancelled).toEqual([])
    await from.finish('a')
    expect((await patient).ok).toBe(true)
  })

  it('ends the fetch when the last one gave up', async () => {
    const from = source()
    const cache = from.cache(300)
    const stop = new AbortController()
    const got = cache.get(stop.signal, 'a')
    stop.abort()
    await expect(got).rejects.toBeInstanceOf(Cancelled)
    expect(from.cancelled).toEqual(['a'])
    await expect(cache.get(stop.signal, 'b')).rejects.toBeInstanceOf(Cancelled)
    expect(from.started).toEqual(['a'])
  })

  it('clears all and cancels what is under way', async () => {
    const from = source()
    const cache = from.cache(300)
    await fill(cache, from, ['a'])
    const got = cache.get(never(), 'b')
    cache.clear()
    await expect(got).rejects.toBeInstanceOf(Cancelled)
    expect(cache.bytes).toBe(0)
    expect(cache.peek('a')).toBeUndefined()
  })
})

describe('prefetching', () => {
  it('goes two at a time, in the order wished, and skips what is here', async () => {
    const from = source()
    const cache = from.cache(1000)
    await fill(cache, from, ['b'])
    cache.prefetch(['a', 'b', 'c', 'd'])
    expect(from.started).toEqual(['b', 'a', 'c'])
    await from.finish('a')
    expect(from.started).toEqual(['b', 'a', 'c', 'd'])
  })

  it('drops old wishes, but never what a reader waits for', async () => {
    const from = source()
    const cache = from.cache(1000)
    cache.prefetch(['a', 'b', 'c'])
    const waited = cache.get(never(), 'a')
    cache.prefetch(['x'])
    expect(from.cancelled).toEqual(['b'])
    expect(from.started).toEqual(['a', 'b', 'x'])
    await from.finish('a')
    expect((await waited).ok).toBe(true)
  })

  it('starts what the reader asks for although two prefetches are under way', () => {
    const from = source()
    const cache = from.cache(1000)
    cache.prefetch(['a', 'b'])
    void cache.get(never(), 'c')
    expect(from.started).toEqual(['a', 'b', 'c'])
  })

  it('does not fetch more than the budget holds beside the image on the screen', async () => {
    const from = source()
    const cache = from.cache(400)
    await fill(cache, from, ['shown'])
    cache.prefetch(['a', 'b', 'c', 'd', 'e', 'f'])
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) await from.finish(id)
    expect(from.started).toEqual(['shown', 'a', 'b', 'c'])
    expect(cache.peek('shown')).toBeDefined()
  })

  it('passes over what fails and leaves the failure to the one who asks', async () => {
    const from = source()
    const cache = from.cache(1000)
    cache.prefetch(['a', 'b', 'c'])
    await from.finish('a', fail(diagnose('intake.truncated', 'error')))
    expect(from.started).toEqual(['a', 'b', 'c'])
    expect(cache.peek('a')).toBeUndefined()
  })
})

describe('imagesAround', () => {
  const ids = ['0', '1', '2', '3', '4', '5']
  it('is nearest first, ahead before behind, and stays within the stack', () => {
    expect(imagesAround(ids, 2, 2, 1)).toEqual(['3', '1', '4', '0'])
    expect(imagesAround(ids, 2, 2, -1)).toEqual(['1', '3', '0', '4'])
    expect(imagesAround(ids, 5, 3, 1)).toEqual(['4', '3', '2'])
  })
})

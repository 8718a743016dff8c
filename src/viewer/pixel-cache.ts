import { Cancelled } from '../domain/cancel.ts'
import type { Result } from '../domain/result.ts'
import type { ImagePixels } from '../domain/study.ts'

/** Reads the pixels of one image. Rejects with Cancelled once its signal is aborted. */
export type FetchPixels = (signal: AbortSignal, imageId: string) => Promise<Result<ImagePixels>>

export type PixelCacheOptions = {
  readonly fetch: FetchPixels
  /** What the pixels kept may weigh together. One image is always kept, however large. */
  readonly budgetBytes: number
  /** Prefetches under way at once; what a reader waits for never queues. */
  readonly prefetches?: number
}

/** Pixels of images seen lately and of those likely to be seen next, the least recently used given up first. */
export type PixelCache = {
  /** What is here now, for drawing without waiting. */
  peek(imageId: string): ImagePixels | undefined
  /** Joins a fetch under way. Rejects with Cancelled when `signal` is aborted; the fetch ends when nobody waits for it any more. */
  get(signal: AbortSignal, imageId: string): Promise<Result<ImagePixels>>
  /**
   * Says what is wanted next, most urgent first. Earlier wishes that are not in the list are dropped, their fetches cancelled;
   * wishes beyond the budget are not fetched. Failures are left for `get` to find.
   */
  prefetch(imageIds: readonly string[]): void
  /** Gives everything up and cancels every fetch. */
  clear(): void
  readonly bytes: number
}

/** A fetch and how many wait for it; a prefetch waits too, until it is no longer wished for. */
type Fetch = {
  readonly promise: Promise<Result<ImagePixels>>
  readonly abort: AbortController
  waiting: number
}

const DEFAULT_PREFETCHES = 2

export function createPixelCache(options: PixelCacheOptions): PixelCache {
  const prefetches = options.prefetches ?? DEFAULT_PREFETCHES
  /** Least recently used first. */
  const kept = new Map<string, ImagePixels>()
  const fetches = new Map<string, Fetch>()
  const prefetching = new Set<string>()
  let wishes: readonly string[] = []
  let bytes = 0

  const peek = (imageId: string): ImagePixels | undefined => {
    const pixels = kept.get(imageId)
    if (pixels) {
      kept.delete(imageId)
      kept.set(imageId, pixels)
    }
    return pixels
  }

  const keep = (imageId: string, pixels: ImagePixels): void => {
    bytes += pixels.data.byteLength
    kept.set(imageId, pixels)
    for (const [oldId, old] of kept) {
      if (bytes <= options.budgetBytes || oldId === imageId) break
      kept.delete(oldId)
      bytes -= old.data.byteLength
    }
  }

  const startFetch = (imageId: string): Fetch => {
    const abort = new AbortController()
    const promise = options.fetch(abort.signal, imageId).then(
      (result) => {
        if (fetches.get(imageId)?.abort === abort) fetches.delete(imageId)
        if (result.ok && !abort.signal.aborted) keep(imageId, result.value)
        return result
      },
      (error: unknown) => {
        if (fetches.get(imageId)?.abort === abort) fetches.delete(imageId)
        throw error
      },
    )
    const fetch = { promise, abort, waiting: 0 }
    fetches.set(imageId, fetch)
    return fetch
  }

  const leave = (imageId: string, fetch: Fetch): void => {
    fetch.waiting--
    if (fetch.waiting > 0 || fetches.get(imageId) !== fetch) return
    fetches.delete(imageId)
    fetch.abort.abort()
  }

  const get = async (signal: AbortSignal, imageId: string): Promise<Result<ImagePixels>> => {
    if (signal.aborted) throw new Cancelled('cancelled')
    const here = peek(imageId)
    if (here) return { ok: true, value: here }
    const fetch = fetches.get(imageId) ?? startFetch(imageId)
    fetch.waiting++
    try {
      return await untilAborted(signal, fetch.promise)
    } finally {
      leave(imageId, fetch)
    }
  }

  const prefetchOne = async (imageId: string): Promise<void> => {
    const fetch = fetches.get(imageId) ?? startFetch(imageId)
    fetch.waiting++
    prefetching.add(imageId)
    await Promise.allSettled([fetch.promise]) // whoever asks for the image finds out what went wrong
    if (prefetching.delete(imageId)) leave(imageId, fetch)
    wishes = wishes.filter((wish) => wish !== imageId)
    prefetchMore()
  }

  const prefetchMore = (): void => {
    for (const imageId of wishes) {
      if (prefetching.size >= prefetches) return
      if (!kept.has(imageId) && !prefetching.has(imageId)) void prefetchOne(imageId)
    }
  }

  const prefetch = (imageIds: readonly string[]): void => {
    wishes = withinBudget(imageIds)
    for (const imageId of [...prefetching]) {
      if (wishes.includes(imageId)) continue
      prefetching.delete(imageId)
      const fetch = fetches.get(imageId)
      if (fetch) leave(imageId, fetch)
    }
    prefetchMore()
  }

  /** As many wishes as fit, judged by the mean weight of what is kept: a longer list would push out its own head. */
  const withinBudget = (imageIds: readonly string[]): readonly string[] => {
    for (const imageId of imageIds.toReversed()) peek(imageId)
    if (kept.size === 0) return imageIds
    return imageIds.slice(0, Math.max(1, Math.floor((options.budgetBytes * kept.size) / bytes) - 1))
  }

  const clear = (): void => {
    wishes = []
    prefetching.clear()
    for (const fetch of fetches.values()) fetch.abort.abort()
    fetches.clear()
    kept.clear()
    bytes = 0
  }

  return {
    peek,
    get,
    prefetch,
    clear,
    get bytes() {
      return bytes
    },
  }
}

/** What to fetch around an image on the screen: nearest first, the way that the reader scrolls before the way back. */
export function imagesAround(
  imageIds: readonly string[],
  index: number,
  reach: number,
  direction: 1 | -1,
): readonly string[] {
  const offsets = Array.from({ length: reach }, (_, step) => [
    (step + 1) * direction,
    -(step + 1) * direction,
  ])
  return offsets.flat().flatMap((offset) => imageIds[index + offset] ?? [])
}

function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(new Cancelled('cancelled'))
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

import { Cancelled } from '../domain/cancel.ts'

/**
 * One piece of work at a time: starting the next cancels the one before, and what a cancelled one still says is not heard.
 */
export type LatestRun = {
  /**
   * Runs `work` unless it is overtaken. `onBug` hears of an error other than cancellation.
   * `isCurrent` tells the work whether it may still touch the store.
   */
  start: (
    work: (signal: AbortSignal, isCurrent: () => boolean) => Promise<void>,
    onBug: (error: unknown) => void,
  ) => void
  cancel: () => void
}

export function runLatest(): LatestRun {
  let current: AbortController | undefined
  return {
    start(work, onBug) {
      current?.abort()
      const controller = new AbortController()
      current = controller
      const isCurrent = () => current === controller && !controller.signal.aborted
      work(controller.signal, isCurrent).catch((error: unknown) => {
        if (!(error instanceof Cancelled) && isCurrent()) onBug(error)
      })
    },
    cancel() {
      current?.abort()
      current = undefined
    },
  }
}

/** What a bug looks like on screen: it is shown, and can be copied, like any other failure. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

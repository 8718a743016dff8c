/** How far a batch is. */
export type BatchProgress = {
  readonly done: number
  readonly failed: number
  readonly of: number
  /** Studies that this run has finished, and in how many milliseconds: what an earlier run did says nothing of the rate. */
  readonly inThisRun: number
  readonly elapsedMs: number
}

const BAR_WIDTH = 24
const SPINNING_UP = 'the rate is not known yet'

/** One line: `[######------------------] 12 of 40 studies, 1 failed, 410 an hour, 4 min left`. */
export function progressLine({ done, failed, of, inThisRun, elapsedMs }: BatchProgress): string {
  const filled = of === 0 ? BAR_WIDTH : Math.floor((done / of) * BAR_WIDTH)
  const bar = '#'.repeat(filled) + '-'.repeat(BAR_WIDTH - filled)
  const perMs = inThisRun > 0 && elapsedMs > 0 ? inThisRun / elapsedMs : undefined
  const pace = perMs
    ? `${Math.round(perMs * 3_600_000)} an hour, ${duration((of - done) / perMs)} left`
    : SPINNING_UP
  return `[${bar}] ${done} of ${of} studies${failed > 0 ? `, ${failed} failed` : ''}, ${pace}`
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** On a terminal the line is written over itself; in a log it is repeated once in a while. */
const LOG_EVERY_MS = 30_000

/** Shows lines of progress on stderr. */
export function progressWriter(stderr: NodeJS.WriteStream, now: () => number) {
  let loggedAt = -Infinity
  let shown = ''
  return {
    show(line: string, isLast = false): void {
      if (stderr.isTTY) {
        stderr.write(`\r${line.padEnd(shown.length)}${isLast ? '\n' : ''}`)
        shown = isLast ? '' : line
      } else if (isLast || now() - loggedAt >= LOG_EVERY_MS) {
        loggedAt = now()
        stderr.write(`${line}\n`)
      }
    },
  }
}

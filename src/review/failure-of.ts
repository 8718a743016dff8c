import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import { WorkerEnded } from '../domain/worker-ended.ts'
import { PartNotLoaded } from './load-part.ts'
import { wordsOf } from './run-latest.ts'

type BugCode = Extract<Diagnostic['code'], `review.${string}-bug`>

/** What an error that nobody caught is on screen: a worker that ended, a part that could not be fetched, else a fault in Cauda. */
export function failureOf(error: unknown, code: BugCode): Diagnostic {
  if (error instanceof WorkerEnded) {
    return diagnose('review.worker-ended', 'error', '', { why: error.why, message: error.message })
  }
  if (error instanceof PartNotLoaded) {
    return diagnose('review.part-not-loaded', 'error', '', { message: error.message })
  }
  return diagnose(code, 'error', '', { message: wordsOf(error) })
}

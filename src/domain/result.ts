import type { Diagnostic } from './diagnostic.ts'

/** Expected failure as data: a value, or the diagnostic that says why there is none. Bugs throw instead. */
export type Result<T> = Success<T> | Failure
export type Success<T> = { readonly ok: true; readonly value: T }
export type Failure = { readonly ok: false; readonly diagnostic: Diagnostic }

export function succeed<T>(value: T): Success<T> {
  return { ok: true, value }
}

export function fail(diagnostic: Diagnostic): Failure {
  return { ok: false, diagnostic }
}

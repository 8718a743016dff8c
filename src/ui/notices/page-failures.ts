import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { failureOf } from '../../review/failure-of.ts'
import type { SessionState } from '../../review/session-state.ts'

/** Failures that have no place of their own on the page, the last one first. */
export type PageFailures = StoreApi<{ readonly failures: readonly Diagnostic[] }> & {
  readonly show: (failure: Diagnostic) => void
  readonly dismiss: (failure: Diagnostic) => void
}

/** More would cover the page; the first ones tell most. */
const MOST_SHOWN = 3

export function createPageFailures(): PageFailures {
  const store = createStore<{ readonly failures: readonly Diagnostic[] }>(() => ({ failures: [] }))
  return {
    ...store,
    show: (failure) => {
      const { failures } = store.getState()
      if (failures.length < MOST_SHOWN && !failures.some((shown) => isSame(shown, failure))) {
        store.setState({ failures: [failure, ...failures] })
      }
    },
    dismiss: (failure) =>
      store.setState(({ failures }) => ({ failures: failures.filter((shown) => shown !== failure) })),
  }
}

/**
 * Turns every error that nobody caught, and every bug that was reported, into a notice that can be copied, unless its failure
 * stands on the page already.
 */
export function followUncaught(
  page: Pick<Window, 'addEventListener'>,
  failures: PageFailures,
  session: StoreApi<SessionState>,
): void {
  const show = (error: unknown) => {
    const failure = failureOf(error, 'review.page-bug')
    if (!failuresOnScreen(session.getState()).some((shown) => hasMessageOf(shown, failure)))
      failures.show(failure)
  }
  page.addEventListener('error', (event) => show(event.error ?? event.message))
  page.addEventListener('unhandledrejection', (event) => show(event.reason))
}

function failuresOnScreen({ openFailure, analysisFailure, engine }: SessionState): readonly Diagnostic[] {
  const failed = engine.kind === 'failed' ? engine.diagnostic : undefined
  return [openFailure, analysisFailure, failed].filter((failure) => failure !== undefined)
}

function hasMessageOf(shown: Diagnostic, failure: Diagnostic): boolean {
  return JSON.stringify(shown.fields) === JSON.stringify(failure.fields)
}

function isSame(shown: Diagnostic, failure: Diagnostic): boolean {
  return shown.code === failure.code && hasMessageOf(shown, failure)
}

import { runLatest } from './run-latest.ts'
import type { SessionPorts } from './reader-ports.ts'
import type { Selectors } from './selectors.ts'
import type { SessionState, SessionStore } from './session-state.ts'

/**
 * Finds the levels of the prior study once the study on screen has been read, so that both can be linked by level. Its
 * analysis is stopped as soon as its levels are known: nothing in it is graded.
 */
export function followPrior(store: SessionStore, ports: SessionPorts, select: Selectors): void {
  const run = runLatest()

  store.subscribe((state) => {
    if (isBusy(state)) {
      if (state.prior?.kind !== 'locating') return
      run.cancel()
      store.setState({ prior: undefined })
      return
    }
    const study = select.prior(state)
    if (study === undefined || state.reading?.complete !== true) return
    const { studyInstanceUid: studyUid, roles } = study
    if (state.prior?.studyUid !== studyUid) locate({ study, studyUid, roles, packId: state.packId })
  })

  function locate(
    request: Omit<Parameters<SessionPorts['analysis']['analyse']>[1], 'levels'> & { studyUid: string },
  ) {
    const { studyUid, ...asked } = request
    store.setState({ prior: { kind: 'locating', studyUid, levels: [] } })
    run.start(
      async (signal, isCurrent) => {
        const result = await ports.analysis.analyse(signal, asked, (progress) => {
          if (progress.kind !== 'levels' || !isCurrent()) return
          run.cancel()
          store.setState({ prior: { kind: 'located', studyUid, levels: progress.levels } })
        })
        if (isCurrent() && !result.ok)
          store.setState({ prior: { kind: 'not-located', studyUid, levels: [] } })
      },
      (error) => {
        store.setState({ prior: { kind: 'not-located', studyUid, levels: [] } })
        ports.onBug(error)
      },
    )
  }
}

function isBusy(state: SessionState): boolean {
  return state.opening !== undefined || state.analysing !== undefined
}

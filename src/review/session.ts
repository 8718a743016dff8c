import { createStore } from 'zustand/vanilla'
import { createAnalysisFlow } from './analysis-flow.ts'
import { createNavigation } from './navigation.ts'
import { createOpeningFlow } from './opening-flow.ts'
import { followPrior } from './prior-flow.ts'
import { createPackFlow } from './pack-flow.ts'
import { createRestoreFlow } from './restore-flow.ts'
import { createReviewActs } from './review-acts.ts'
import { createSaving } from './saving.ts'
import { logSeen } from './seen-log.ts'
import { createSelectors } from './selectors.ts'
import type { SessionPorts } from './reader-ports.ts'
import { initialState } from './session-state.ts'
import type { SessionState } from './session-state.ts'

/** The reader's session: one store, and everything that can be done to it. */
export type Session = ReturnType<typeof createSession>

/** Begins a session with nothing open. Nothing is read or sent until an action is called. */
export function createSession(ports: SessionPorts) {
  const store = createStore<SessionState>(() => initialState(ports.packId))
  const select = createSelectors()
  const saving = createSaving(store, ports, select)
  const analysis = createAnalysisFlow(store, ports, select)
  const acts = createReviewActs(store, ports, select, { ...analysis, onTakenUp: saving.include })
  const { takePacks, choosePack, completePack } = createPackFlow(store, ports, {
    stopAnalysis: analysis.stop,
    onChosen: () => {
      saving.offerEarlier()
      if (store.getState().opening === undefined) analysis.analyse()
    },
  })
  const { offerReports, dismissRestorable } = createRestoreFlow(store, ports, select)
  const opening = createOpeningFlow(store, ports, {
    takePacks,
    stopAnalysis: analysis.stop,
    onStudy: saving.offerEarlier,
    onReports: (reports) => {
      offerReports(reports).catch(ports.onBug)
    },
    onOpened: () => {
      saving.offerEarlier() // again: images that prove whose work it is may have come last
      analysis.analyse()
    },
  })
  const navigation = createNavigation(store, select)
  followPrior(store, ports, select)
  logSeen(store, ports, select)
  return {
    store,
    select,
    ports,
    ...opening,
    choosePack,
    completePack,
    ...analysis,
    ...acts,
    dismissRestorable,
    ...navigation,
    ...saving,
    /** Stops whatever runs; what is on screen stays. */
    cancel: () => {
      if (store.getState().opening !== undefined) opening.stopOpening()
      else analysis.stop()
    },
  }
}

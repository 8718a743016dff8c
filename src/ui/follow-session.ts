import { phaseOf } from '../review/session-state.ts'
import type { SessionState } from '../review/session-state.ts'
import type { Spine } from '../viewer/spine-map.ts'
import type { Desk } from './desk.ts'
import { loadStudyDesk } from './shell/load-study-desk.ts'
import { panels } from './shell/panels-store.ts'
import { paneSources } from './panes/pane-sources.ts'

const NO_SPINE: Spine = []

/** Keeps what is not React's in step with the session: the document's state, the hanging, the pixel cache, the marks. */
export function followSession({ session, panes, pixels, preferences }: Desk): void {
  const { store, select } = session
  const root = document.documentElement

  function announce(state: SessionState): void {
    root.dataset['state'] = phaseOf(state)
    if (state.engine.kind === 'ready') root.dataset['engine'] = state.engine.choice.backend
  }

  const hangingOf = (state: SessionState) => ({
    study: select.study(state),
    roles: select.roles(state),
    prior: select.prior(state),
  })

  function hang(state: SessionState, before: SessionState): void {
    const now = hangingOf(state)
    const { study, roles, prior } = now
    const sources = () => [
      ...(study ? paneSources(study, roles) : []),
      ...(prior ? paneSources(prior, prior.roles, 'prior') : []),
    ]
    // UIDs are what the files claim: those of another opening may be another patient's under the same ids.
    if (state.studyUid !== before.studyUid || study?.opening !== hung.study?.opening) {
      pixels.clear()
      panes.hang(sources())
    } else if (study && (study !== hung.study || roles !== hung.roles || prior !== hung.prior)) {
      panes.rehang(sources())
    }
    hung = now
  }
  let hung = hangingOf(store.getState())

  /** The discs of both studies link them. */
  function link(state: SessionState): void {
    const spines = { current: select.levels(state), prior: state.prior?.levels ?? NO_SPINE }
    const linked = panes.store.getState().spines
    if (spines.current !== linked.current || spines.prior !== linked.prior) panes.setSpines(spines)
  }

  announce(store.getState())
  store.subscribe((state, before) => {
    announce(state)
    hang(state, before)
    link(state)
    // The engine starts while the files are read: nobody waits for it, and nothing is loaded for nothing.
    if (state.opening && !before.opening) {
      loadStudyDesk().catch(() => undefined) // the place of the desk says so, and tries again
      void session.warmUp()
    }
    if (state.target && state.target !== before.target) panes.goToTarget(state.target)
    if (state.reading?.complete === true && before.reading?.complete !== true) {
      performance.mark('cauda:findings')
    }
    if (state.packId !== before.packId) panels.show('models') // a pack that was handed over shows what it is
    if (state.mode !== before.mode) preferences.setState({ mode: state.mode })
    if (state.isPrivate !== before.isPrivate) preferences.setState({ isPrivate: state.isPrivate })
  })
}

import { phaseOf } from '../review/session-state.ts'
import type { SessionState } from '../review/session-state.ts'
import type { Desk } from './desk.ts'
import { panels } from './shell/panels-store.ts'
import { paneSources } from './panes/pane-sources.ts'

/** Keeps what is not React's in step with the session: the document's state, the hanging, the pixel cache, the marks. */
export function followSession({ session, panes, pixels, preferences }: Desk): void {
  const { store, select } = session
  const root = document.documentElement

  function announce(state: SessionState): void {
    root.dataset['state'] = phaseOf(state)
    if (state.engine.kind === 'ready') root.dataset['engine'] = state.engine.choice.backend
  }

  function hang(state: SessionState, before: SessionState): void {
    const study = select.study(state)
    const roles = select.roles(state)
    if (state.studyUid !== before.studyUid) {
      pixels.clear()
      panes.hang(study ? paneSources(study, roles) : [])
    } else if (study && (study !== hung.study || roles !== hung.roles)) {
      panes.rehang(paneSources(study, roles))
    }
    hung = { study, roles }
  }
  let hung = { study: select.study(store.getState()), roles: select.roles(store.getState()) }

  announce(store.getState())
  store.subscribe((state, before) => {
    announce(state)
    hang(state, before)
    // The engine starts while the files are read: nobody waits for it, and nothing is loaded for nothing.
    if (state.opening && !before.opening) void session.warmUp()
    if (state.target && state.target !== before.target) panes.goToTarget(state.target)
    if (state.reading?.complete === true && before.reading?.complete !== true) {
      performance.mark('cauda:findings')
    }
    if (state.packId !== before.packId) panels.show('models') // a pack that was handed over shows what it is
    if (state.mode !== before.mode) preferences.setState({ mode: state.mode })
    if (state.isPrivate !== before.isPrivate) preferences.setState({ isPrivate: state.isPrivate })
  })
}

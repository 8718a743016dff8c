import { asRead } from '../domain/finding.ts'
import type { SessionPorts } from './reader-ports.ts'
import type { Selectors } from './selectors.ts'
import type { SessionStore } from './session-state.ts'

/**
 * Logs, cell by cell, when what the model says of it was first in view. A reader cannot unsee it: a decision on such a cell counts as
 * concurrent, whatever the reading mode is switched to afterwards.
 */
export function logSeen(store: SessionStore, ports: SessionPorts, select: Selectors): void {
  store.subscribe((state) => {
    const inView = select
      .cells(state)
      .filter(({ key, hidden, proposal }) => !hidden && asRead(proposal) && state.seen[key] === undefined)
    if (inView.length === 0) return
    const now = ports.now()
    store.setState({ seen: { ...state.seen, ...Object.fromEntries(inView.map(({ key }) => [key, now])) } })
  })
}

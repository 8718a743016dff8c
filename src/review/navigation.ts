import { asRead } from '../domain/finding.ts'
import type { Condition } from '../domain/condition.ts'
import type { PatientPoint } from '../domain/geometry.ts'
import type { Level } from '../domain/level.ts'
import { cellAt } from './cells.ts'
import type { Selectors } from './selectors.ts'
import { nextUndecided } from './work-list.ts'
import type { SessionStore } from './session-state.ts'

/** Where the reader looks. Selecting anything that has a place takes every pane to it. */
export function createNavigation(store: SessionStore, select: Selectors) {
  function selectCell(level: Level, condition: Condition): void {
    const state = store.getState()
    const { proposal } = cellAt(
      {
        reading: select.reading(state),
        document: state.history.present,
        mode: state.mode,
        comparing: state.comparing,
        revealed: state.revealed,
      },
      level,
      condition,
    )
    const disc = select.levels(state).find((located) => located.level === level)
    const evidence = asRead(proposal)?.evidence
    const target = evidence
      ? { point: evidence.point, imageId: evidence.imageId }
      : disc && { point: disc.centre, imageId: disc.imageId }
    store.setState({ selection: { level, condition }, ...(target && { target }) })
  }

  return {
    selectCell,

    selectLevel: (level: Level) => {
      const disc = select.levels(store.getState()).find((located) => located.level === level)
      store.setState({
        selection: { level, condition: undefined },
        ...(disc && { target: { point: disc.centre, imageId: disc.imageId } }),
      })
    },

    /** Takes every pane to a place in the patient. */
    goTo: (point: PatientPoint, imageId?: string) => store.setState({ target: { point, imageId } }),

    selectNextUndecided: () => {
      const state = store.getState()
      const { selection } = state
      const current =
        selection?.condition === undefined
          ? undefined
          : (`${selection.level}/${selection.condition}` as const)
      const next = nextUndecided(select.cells(state), current)
      if (next !== undefined) selectCell(next.level, next.condition)
    },

    clearSelection: () => store.setState({ selection: undefined }),
  }
}

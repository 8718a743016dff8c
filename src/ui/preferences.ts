import { createStore } from 'zustand/vanilla'
import { READING_MODES } from '../review/session-state.ts'
import type { ReadingMode } from '../review/session-state.ts'
import { LAYOUTS } from './panes/panes-store.ts'
import type { Layout } from './panes/panes-store.ts'

/** How this reader likes the desk; nothing about any patient. */
export type Preferences = {
  /** Undefined: as the screen allows. */
  readonly layout: Layout | undefined
  readonly mode: ReadingMode
  readonly isPrivate: boolean
  readonly isPatientBlanked: boolean
  readonly isRailFolded: boolean
}

const KEY = 'cauda.preferences'

const DEFAULTS: Preferences = {
  layout: undefined,
  mode: 'concurrent',
  isPrivate: false,
  isPatientBlanked: false,
  isRailFolded: false,
}

/** The preferences, kept in this browser where it allows; where it does not, they last as long as the page. */
export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined) {
  const store = createStore<Preferences>(() => ({ ...DEFAULTS, ...readPreferences(storage?.getItem(KEY)) }))
  store.subscribe((preferences) => {
    try {
      storage?.setItem(KEY, JSON.stringify(preferences))
    } catch (error) {
      if (!(error instanceof DOMException)) throw error // a full or refused store costs a preference, nothing else
    }
  })
  return store
}

/** This browser's storage, or undefined where it refuses even to be asked. */
export function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}

/** What of a stored text is a preference; anything else is left out. */
export function readPreferences(text: string | null | undefined): Partial<Preferences> {
  if (typeof text !== 'string') return {}
  let stored: unknown
  try {
    stored = JSON.parse(text)
  } catch {
    return {}
  }
  if (typeof stored !== 'object' || stored === null) return {}
  const { layout, mode, isPrivate, isPatientBlanked, isRailFolded } = stored as Record<string, unknown>
  return {
    ...(LAYOUTS.includes(layout as Layout) && { layout: layout as Layout }),
    ...(READING_MODES.includes(mode as ReadingMode) && { mode: mode as ReadingMode }),
    ...(typeof isPrivate === 'boolean' && { isPrivate }),
    ...(typeof isPatientBlanked === 'boolean' && { isPatientBlanked }),
    ...(typeof isRailFolded === 'boolean' && { isRailFolded }),
  }
}

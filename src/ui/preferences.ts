import { createStore } from 'zustand/vanilla'
import { DEFAULT_TEMPLATE, templateFrom } from '../domain/report-template.ts'
import type { SiteSettings } from '../domain/site-settings.ts'
import type { ReportTemplate } from '../domain/report-template.ts'
import type { ReportChoices } from '../pipeline/reviewed-study.ts'
import { READING_MODES } from '../domain/reading-mode.ts'
import type { ReadingMode } from '../domain/reading-mode.ts'
import { DEFAULT_KEYMAP, keymapFrom } from './keys/keymap.ts'
import type { Keymap } from './keys/keymap.ts'
import { CINE_RATES } from './panes/cine-rates.ts'
import { LAYOUTS } from './panes/layout.ts'
import type { Layout } from './panes/layout.ts'
import { isLanguage } from '../words/words.ts'
import type { Language } from '../words/words.ts'

/** How this reader likes the desk; nothing about any patient. */
export type Preferences = {
  /** Undefined: the browser's, where the page speaks it. */
  readonly language: Language | undefined
  /** Undefined: as the screen allows. */
  readonly layout: Layout | undefined
  readonly mode: ReadingMode
  readonly isPrivate: boolean
  readonly isPatientBlanked: boolean
  readonly isRailFolded: boolean
  readonly isFindingsFolded: boolean
  /** Images a second. */
  readonly cineRate: number
  readonly keymap: Keymap
  /** Reports leave out who the patient is. */
  readonly omitsIdentifiers: boolean
  /** How the reader is named in reports; empty for just "the reader". */
  readonly readerName: string
  readonly template: ReportTemplate
}

const KEY = 'cauda.preferences'

const DEFAULTS: Preferences = {
  language: undefined,
  layout: undefined,
  mode: 'concurrent',
  isPrivate: false,
  isPatientBlanked: false,
  isRailFolded: false,
  isFindingsFolded: false,
  cineRate: 10,
  keymap: DEFAULT_KEYMAP,
  omitsIdentifiers: false,
  readerName: '',
  template: DEFAULT_TEMPLATE,
}

/**
 * The preferences, kept in this browser where it allows; where it does not, they last as long as the page. What the site decides
 * holds whatever was kept.
 */
export function createPreferences(
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined,
  site: SiteSettings = {},
) {
  const store = createStore<Preferences>(() => ({
    ...DEFAULTS,
    language: site.language,
    ...readPreferences(storage?.getItem(KEY)),
    ...(site.private === true && { isPrivate: true }),
    ...(site.omitIdentifiers === true && { omitsIdentifiers: true }),
  }))
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
  const { layout, mode, isPrivate, isPatientBlanked, isRailFolded, isFindingsFolded, cineRate, keymap } =
    stored as Record<string, unknown>
  const { language, omitsIdentifiers, readerName, template } = stored as Record<string, unknown>
  return {
    ...(isLanguage(language) && { language }),
    ...(LAYOUTS.includes(layout as Layout) && { layout: layout as Layout }),
    ...(READING_MODES.includes(mode as ReadingMode) && { mode: mode as ReadingMode }),
    ...(typeof isPrivate === 'boolean' && { isPrivate }),
    ...(typeof isPatientBlanked === 'boolean' && { isPatientBlanked }),
    ...(typeof isRailFolded === 'boolean' && { isRailFolded }),
    ...(typeof isFindingsFolded === 'boolean' && { isFindingsFolded }),
    ...(CINE_RATES.includes(cineRate as (typeof CINE_RATES)[number]) && { cineRate: cineRate as number }),
    ...(keymap !== undefined && { keymap: keymapFrom(keymap) }),
    ...(typeof omitsIdentifiers === 'boolean' && { omitsIdentifiers }),
    ...(typeof readerName === 'string' && { readerName }),
    ...(template !== undefined && { template: templateFrom(template) }),
  }
}

/** What reports are written with. Whoever has the patient blanked on screen gets no identifiers on paper either. */
export function reportChoices({
  omitsIdentifiers,
  isPatientBlanked,
  readerName,
  template,
}: Preferences): ReportChoices {
  return { identifiers: omitsIdentifiers || isPatientBlanked ? 'omit' : 'include', readerName, template }
}

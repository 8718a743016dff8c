import type { Dictionary } from '../dictionary.ts'
import { CELLS } from './cells.ts'
import { DIAGNOSTICS } from './diagnostics.ts'
import { INTERFACE } from './interface.ts'
import { ACTIONS, CELL_KEYS, KEY_NAMES } from './keys.ts'
import { NAMES } from './names.ts'
import { REPORTING } from './reporting.ts'
import { ROLE_REASONS } from './series.ts'
import { VIEWING } from './viewing.ts'

/** Cauda in German. */
export const DE: Dictionary = {
  locale: 'de-DE',
  ...INTERFACE,
  ...NAMES,
  ...REPORTING,
  viewing: VIEWING,
  cells: CELLS,
  roleReasons: ROLE_REASONS,
  actions: ACTIONS,
  cellKeys: CELL_KEYS,
  keyNames: KEY_NAMES,
  diagnostics: DIAGNOSTICS,
}

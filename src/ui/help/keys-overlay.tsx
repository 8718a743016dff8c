import { useSyncExternalStore } from 'react'
import type { ViewerAction } from '../../viewer/keymap.ts'
import { DESK_KEYMAP } from '../keys/keymap.ts'
import { SidePanel } from '../shell/side-panel.tsx'
import { panels } from '../shell/panels-store.ts'
import { WORDS } from '../words/words.ts'
import { keyInWords } from '../words/keys.ts'
import './keys-overlay.css'

/** The list of keys, opened with "?". */
export function KeysOverlay() {
  const isOpen = useSyncExternalStore(panels.subscribe, panels.getState) === 'keys'
  if (!isOpen) return null
  return (
    <SidePanel title={WORDS.settings.theKeys}>
      <h3>{WORDS.settings.keysOnCells}</h3>
      <dl className="keys">
        {WORDS.cellKeys.map(([keys, words]) => (
          <KeyRow key={words} keys={keys} words={words} />
        ))}
      </dl>
      <h3>{WORDS.settings.keysOnImages}</h3>
      <dl className="keys">
        {(Object.entries(WORDS.actions) as [ViewerAction, string][]).map(([action, words]) => (
          <KeyRow key={action} keys={DESK_KEYMAP[action]} words={words} />
        ))}
      </dl>
    </SidePanel>
  )
}

function KeyRow({ keys, words }: { readonly keys: readonly string[]; readonly words: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{keyInWords(key)}</kbd>
        ))}
      </dt>
      <dd>{words}</dd>
    </div>
  )
}

import { DEFAULT_KEYMAP } from '../keys/keymap.ts'
import type { ViewerAction } from '../keys/keymap.ts'
import { useDesk, usePreferences } from '../desk.ts'
import { SidePanel } from '../controls/side-panel.tsx'
import { WORDS } from '../../words/words.ts'
import { KeyRow, Keys } from './key-row.tsx'
import './keys-overlay.css'

/** The list of keys, opened with "?", where each key of the viewer can be changed. */
export function KeysOverlay() {
  const { preferences } = useDesk()
  const isChanged = usePreferences(({ keymap }) => keymap !== DEFAULT_KEYMAP)
  const { keys } = WORDS.viewing
  return (
    <SidePanel title={WORDS.settings.theKeys}>
      <h3>{WORDS.settings.keysOnCells}</h3>
      <dl className="keys">
        {WORDS.cellKeys.map(([names, words]) => (
          <div key={words}>
            <dt>
              <Keys keys={names} />
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div className="keys-head">
        <h3>{WORDS.settings.keysOnImages}</h3>
        <button
          type="button"
          className="button"
          data-inline
          disabled={!isChanged}
          onClick={() => preferences.setState({ keymap: DEFAULT_KEYMAP })}
        >
          {keys.reset}
        </button>
      </div>
      <p className="quiet">{keys.explained}</p>
      <dl className="keys">
        {(Object.entries(WORDS.actions) as [ViewerAction, string][]).map(([action, words]) => (
          <KeyRow key={action} action={action} words={words} />
        ))}
      </dl>
    </SidePanel>
  )
}

import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { giveKey, holderOf, keyName } from '../keys/keymap.ts'
import type { KeyName, ViewerAction } from '../keys/keymap.ts'
import { useDesk, usePreferences } from '../desk.ts'
import { RESERVED_KEYS } from '../keys/cell-keys.ts'
import { keyInWords } from '../../words/keys.ts'
import { WORDS } from '../../words/words.ts'

/** What a row does: it shows its keys, waits for a new one, or asks whether to take that from another action. */
type State =
  | { readonly kind: 'shown' }
  | { readonly kind: 'waiting'; readonly refused: KeyName | undefined }
  | { readonly kind: 'asking'; readonly key: KeyName; readonly holder: ViewerAction }

const MODIFIERS: readonly string[] = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock']

/** An action of the viewer with its keys. Press it, then the new key; a key that is taken is named with its holder. */
export function KeyRow({ action, words }: { readonly action: ViewerAction; readonly words: string }) {
  const { preferences } = useDesk()
  const keymap = usePreferences((state) => state.keymap)
  const [state, setState] = useState<State>({ kind: 'shown' })
  const { keys } = WORDS.viewing

  const give = (key: KeyName | undefined) => {
    preferences.setState({ keymap: giveKey(keymap, action, key) })
    setState({ kind: 'shown' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (state.kind !== 'waiting' || event.key === 'Tab' || MODIFIERS.includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    const key = keyName(event)
    const holder = holderOf(keymap, key)
    if (event.key === 'Escape') setState({ kind: 'shown' })
    else if (event.key === 'Backspace') give(undefined)
    else if (RESERVED_KEYS.includes(key)) setState({ kind: 'waiting', refused: key })
    else if (holder === undefined || holder === action) give(key)
    else setState({ kind: 'asking', key, holder })
  }

  return (
    <div>
      <dt>
        <button
          type="button"
          className="key-change"
          aria-pressed={state.kind === 'waiting'}
          onClick={() => setState({ kind: 'waiting', refused: undefined })}
          onKeyDown={onKeyDown}
          onBlur={() => state.kind === 'waiting' && setState({ kind: 'shown' })}
        >
          <span className="visually-hidden">{keys.change(words)}</span>
          {state.kind === 'waiting' ? keys.press : <Keys keys={keymap[action]} />}
        </button>
      </dt>
      <dd>
        {words}
        {state.kind === 'waiting' && state.refused !== undefined && (
          <p className="key-conflict" role="status">
            {keys.reserved(keyInWords(state.refused))}
          </p>
        )}
        {state.kind === 'asking' && (
          <p className="key-conflict" role="status">
            {keys.taken(keyInWords(state.key), wordsOf(state.holder))}
            <button type="button" className="button" data-inline onClick={() => give(state.key)}>
              {keys.take}
            </button>
            <button
              type="button"
              className="button"
              data-inline
              autoFocus
              onClick={() => setState({ kind: 'shown' })}
            >
              {keys.keep}
            </button>
          </p>
        )}
      </dd>
    </div>
  )
}

export function Keys({ keys }: { readonly keys: readonly KeyName[] }) {
  if (keys.length === 0) return <span className="quiet">{WORDS.viewing.keys.none}</span>
  return keys.map((key) => <kbd key={key}>{keyInWords(key)}</kbd>)
}

function wordsOf(action: ViewerAction): string {
  const words: Readonly<Partial<Record<ViewerAction, string>>> = WORDS.actions
  return words[action] ?? action
}

import type { ViewerAction } from '../keys/keymap.ts'
import { useDesk, usePreferences } from '../desk.ts'
import { performAction } from '../keys/perform-action.ts'
import { Menu, MenuItem } from '../controls/menu.tsx'
import { keyInWords } from '../../words/keys.ts'
import { WORDS } from '../../words/words.ts'
import { ToolIcon } from './tool-icon.tsx'

const OFFERED = [
  'cine',
  'tiles',
  'one-up',
  'key-image',
  'invert',
  'flip-horizontal',
  'flip-vertical',
  'rotate-right',
  'rotate-left',
  'fit',
  'reset',
] as const satisfies readonly ViewerAction[]

/** What can be done to the image in the active pane, with its keys. */
export function ImageMenu() {
  const desk = useDesk()
  const keymap = usePreferences((preferences) => preferences.keymap)
  return (
    <Menu label={WORDS.viewing.imageMenu} face={<ToolIcon tool="image" />}>
      {OFFERED.map((action) => (
        <MenuItem key={action} onChoose={() => performAction(desk, action)}>
          <span className="menu-name">{WORDS.actions[action]}</span>
          {keymap[action][0] !== undefined && <kbd>{keyInWords(keymap[action][0])}</kbd>}
        </MenuItem>
      ))}
    </Menu>
  )
}

import { useState } from 'react'
import { useDesk, usePanes, usePreferences } from '../desk.ts'
import type { Tool } from '../panes/panes-store.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { Menu, MenuChoice } from '../controls/menu.tsx'
import { keyInWords } from '../../words/keys.ts'
import { WORDS } from '../../words/words.ts'
import { ToolIcon } from './tool-icon.tsx'

const MEASURING_TOOLS = [
  'length',
  'angle',
  'cobb',
  'ellipse',
  'probe',
  'arrow',
] as const satisfies readonly Tool[]
type MeasuringTool = (typeof MEASURING_TOOLS)[number]

/** The measuring tool used last, in one press, and a menu of them all. */
export function MeasureTools() {
  const { panes } = useDesk()
  const tool = usePanes((state) => state.tool)
  const keymap = usePreferences((preferences) => preferences.keymap)
  const [last, setLast] = useState<MeasuringTool>('length')
  const inHand = MEASURING_TOOLS.find((choice) => choice === tool)
  if (inHand !== undefined && inHand !== last) setLast(inHand)
  const shown = inHand ?? last
  return (
    <div className="measure-tools">
      <IconButton
        label={WORDS.tools[shown]}
        aria-pressed={inHand !== undefined}
        onClick={() => panes.setTool(shown)}
      >
        <ToolIcon tool={shown} />
      </IconButton>
      <Menu label={WORDS.tools.measure} face="">
        {MEASURING_TOOLS.map((choice) => (
          <MenuChoice key={choice} isChosen={choice === tool} onChoose={() => panes.setTool(choice)}>
            <ToolIcon tool={choice} />
            <span className="menu-name">{WORDS.tools[choice]}</span>
            <kbd>{keymap[`tool-${choice}`].map(keyInWords)[0]}</kbd>
          </MenuChoice>
        ))}
      </Menu>
    </div>
  )
}

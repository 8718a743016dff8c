import type { ImagePixels, StudyImage } from '../../domain/study.ts'
import type { GreyWindow } from '../../domain/grey-window.ts'
import { presetWindow, WINDOW_PRESETS } from '../../viewer/window-presets.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import { usePreferences } from '../desk.ts'
import { Menu, MenuChoice, MenuItem } from '../controls/menu.tsx'
import { keyInWords } from '../../words/keys.ts'
import { WORDS } from '../../words/words.ts'

type WindowMenuProps = {
  readonly viewport: Viewport
  readonly window: GreyWindow
  readonly image: StudyImage
  readonly pixels: ImagePixels
}

/** Centre and width of the window in use; a menu of the presets and of the windows that the file offers, by their names. */
export function WindowMenu({ viewport, window, image, pixels }: WindowMenuProps) {
  const keymap = usePreferences((preferences) => preferences.keymap)
  const { windows } = WORDS.viewing
  const values = windows.values(
    roundedFor(window.width, window.center),
    roundedFor(window.width, window.width),
  )
  return (
    <Menu
      label={`${values}, ${windows.menu}`}
      opensUpward
      face={<span className="window-text">{values}</span>}
    >
      {WINDOW_PRESETS.map(({ id }, index) => (
        <MenuItem key={id} onChoose={() => viewport.setWindow(presetWindow(id, image, pixels))}>
          <span className="window-name">{windows.presets[id]}</span>
          <KeyOf keys={keymap[PRESET_ACTIONS[index]!]} />
        </MenuItem>
      ))}
      {image.windows.length > 0 && <div className="menu-heading">{windows.fromFile}</div>}
      {image.windows.map((offered, index) => (
        <MenuChoice
          key={index}
          isChosen={offered.center === window.center && offered.width === window.width}
          onChoose={() => viewport.setWindow(offered)}
        >
          <span className="window-name">{offered.name ?? windows.unnamed(index + 1)}</span>
          <span className="quiet">
            {windows.values(
              roundedFor(offered.width, offered.center),
              roundedFor(offered.width, offered.width),
            )}
          </span>
        </MenuChoice>
      ))}
    </Menu>
  )
}

const PRESET_ACTIONS = ['preset-1', 'preset-2', 'preset-3', 'preset-4', 'preset-5'] as const

function KeyOf({ keys }: { readonly keys: readonly string[] }) {
  return keys[0] === undefined ? null : <kbd>{keyInWords(keys[0])}</kbd>
}

/** Whole numbers, except where the whole window is only a few units wide. */
function roundedFor(width: number, value: number): number {
  return width >= 10 ? Math.round(value) : Number(value.toPrecision(3))
}

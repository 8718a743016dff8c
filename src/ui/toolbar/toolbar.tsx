import { useDesk, usePanes, usePreferences, useSessionState } from '../desk.ts'
import { FileInputs } from '../files/file-inputs.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { READING_MODES } from '../../domain/reading-mode.ts'
import { LAYOUTS } from '../panes/layout.ts'
import type { Tool } from '../panes/panes-store.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { Menu, MenuChoice, MenuItem, MenuToggle } from '../controls/menu.tsx'
import { panels } from '../shell/panels-store.ts'
import { WORDS } from '../../words/words.ts'
import { LanguageChoice } from './language-choice.tsx'
import { LayoutIcon } from './layout-icon.tsx'
import { FoldButton } from './fold-buttons.tsx'
import { ImageMenu } from './image-menu.tsx'
import { MeasureTools } from './measure-tools.tsx'
import { StudyTitle } from './study-title.tsx'
import { ToolIcon } from './tool-icon.tsx'
import './toolbar.css'

const HAND_TOOLS = [
  'window',
  'pan',
  'zoom',
  'scroll',
  'magnifier',
  'locate',
] as const satisfies readonly Tool[]

/** The bar at the top: what is open, how it hangs, what the hand does, and the way out as a report. */
export function Toolbar({ hasStudy }: { readonly hasStudy: boolean }) {
  return (
    <header className="toolbar">
      <div className="toolbar-start">
        <h1 className="brand">{WORDS.product}</h1>
        <FileInputs />
        <OpenMenu />
        {hasStudy && (
          <div className="toolbar-study">
            <StudyTitle />
          </div>
        )}
      </div>
      {hasStudy && (
        <div className="toolbar-middle" role="toolbar" aria-label={WORDS.tools.menu}>
          <LayoutMenu />
          <HandTools />
          <MeasureTools />
          <ImageMenu />
          <LinkButton />
          <UndoButtons />
          <FoldButton panel="series" />
          <FoldButton panel="findings" />
        </div>
      )}
      <div className="toolbar-end">
        {hasStudy && <ModeMenu />}
        {hasStudy && <ExportMenu />}
        <MoreMenu />
      </div>
    </header>
  )
}

function OpenMenu() {
  const { pick, session } = useDesk()
  return (
    <Menu label={WORDS.open.menu}>
      <MenuItem onChoose={() => pick('folder')}>{WORDS.open.folder}…</MenuItem>
      <MenuItem onChoose={() => pick('files')}>{WORDS.open.files}…</MenuItem>
      <MenuItem onChoose={session.openSample}>{WORDS.open.sample}</MenuItem>
    </Menu>
  )
}

function LayoutMenu() {
  const { panes, preferences } = useDesk()
  const layout = usePanes((state) => state.layout)
  return (
    <Menu label={WORDS.layout.menu} face={<LayoutIcon layout={layout} />}>
      {LAYOUTS.map((choice) => (
        <MenuChoice
          key={choice}
          isChosen={choice === layout}
          onChoose={() => {
            panes.setLayout(choice)
            preferences.setState({ layout: choice })
          }}
        >
          <LayoutIcon layout={choice} /> {WORDS.layout[choice]}
        </MenuChoice>
      ))}
    </Menu>
  )
}

function HandTools() {
  const { panes } = useDesk()
  const tool = usePanes((state) => state.tool)
  return HAND_TOOLS.map((choice) => (
    <IconButton
      key={choice}
      label={WORDS.tools[choice]}
      explanation={WORDS.tools.explained[choice]}
      aria-pressed={choice === tool}
      onClick={() => panes.setTool(choice)}
    >
      <ToolIcon tool={choice} />
    </IconButton>
  ))
}

function LinkButton() {
  const { panes } = useDesk()
  const isLinked = usePanes((state) => state.isLinked)
  return (
    <IconButton
      label={WORDS.tools.link}
      explanation={WORDS.tools.linkExplained}
      aria-pressed={isLinked}
      onClick={() => panes.setLinked(!isLinked)}
    >
      <ToolIcon tool="link" />
    </IconButton>
  )
}

function UndoButtons() {
  const { session } = useDesk()
  const canUndo = useSessionState(({ history }) => history.past.length > 0)
  const canRedo = useSessionState(({ history }) => history.future.length > 0)
  return (
    <>
      <IconButton label={WORDS.tools.undo} disabled={!canUndo} onClick={session.undo}>
        <ToolIcon tool="undo" />
      </IconButton>
      <IconButton label={WORDS.tools.redo} disabled={!canRedo} onClick={session.redo}>
        <ToolIcon tool="redo" />
      </IconButton>
    </>
  )
}

function ModeMenu() {
  const { session } = useDesk()
  const mode = useSessionState((state) => state.mode)
  return (
    <Menu
      label={`${WORDS.mode.menu}: ${WORDS.mode.names[mode]}`}
      face={WORDS.mode.names[mode]}
      explanation={WORDS.mode.explained[mode]}
    >
      {READING_MODES.map((choice) => (
        <MenuChoice key={choice} isChosen={choice === mode} onChoose={() => session.setMode(choice)}>
          <span>
            {WORDS.mode.names[choice]}
            <span className="menu-explanation">{WORDS.mode.explained[choice]}</span>
          </span>
        </MenuChoice>
      ))}
    </Menu>
  )
}

function MoreMenu() {
  const { session, preferences, site } = useDesk()
  const isPrivate = useSessionState((state) => state.isPrivate)
  const isBlanked = usePreferences((state) => state.isPatientBlanked)
  return (
    <Menu label={WORDS.settings.menu} face={<ToolIcon tool="more" />}>
      <MenuToggle
        isChosen={isBlanked}
        onChoose={() => preferences.setState({ isPatientBlanked: !isBlanked })}
      >
        {WORDS.study.blank}
      </MenuToggle>
      {site.settings.private === true ? (
        <div className="menu-note">{WORDS.settings.privateBySite}</div>
      ) : (
        <MenuToggle isChosen={isPrivate} onChoose={() => session.setPrivate(!isPrivate)}>
          <span>
            {WORDS.settings.private}
            <span className="menu-explanation">{WORDS.settings.privateExplained}</span>
          </span>
        </MenuToggle>
      )}
      <MenuItem onChoose={() => panels.show('saved-studies')}>{WORDS.settings.saved}…</MenuItem>
      <MenuItem onChoose={() => panels.show('models')}>{WORDS.settings.model}…</MenuItem>
      <MenuItem onChoose={() => panels.show('keys')}>{WORDS.settings.keys}…</MenuItem>
      <LanguageChoice />
    </Menu>
  )
}

import { LEVEL_NAMES } from '../../domain/level.ts'
import { countDecided } from '../../review/cells.ts'
import { ANATOMIES } from '../../review/review-document.ts'
import { confirmableTogether } from '../../review/work-list.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { Menu, MenuChoice, MenuItem } from '../shell/menu.tsx'
import { EN } from '../words/en.ts'

/** Below the grid: how far the review is, the next cell, the row's confident cells together, and the level names. */
export function GridFoot() {
  const { session } = useDesk()
  const decided = useSessionState(({ history }) => countDecided(history.present))
  const level = useSessionState(({ selection }) => selection?.level)
  const cells = useSessionState(session.select.cells)
  const canCompare = useSessionState(({ mode, comparing }) => mode === 'blind' && !comparing)
  const together = level === undefined ? [] : confirmableTogether(cells, level)
  return (
    <div className="grid-foot">
      <button
        type="button"
        className="button"
        onClick={session.selectNextUndecided}
        disabled={decided === 25}
      >
        {EN.findings.next}
      </button>
      <LevelsMenu />
      <button
        type="button"
        className="button"
        aria-label={
          level === undefined ? undefined : EN.findings.confirmRow(LEVEL_NAMES[level], together.length)
        }
        title={EN.findings.confirmRowExplained}
        disabled={level === undefined || together.length === 0}
        onClick={() => {
          if (level !== undefined) session.confirmTogether(level)
        }}
      >
        {EN.findings.confirmRowShort}
      </button>
      {canCompare && (
        <button type="button" className="button grid-foot-row" onClick={session.compare}>
          {EN.mode.compare}
        </button>
      )}
    </div>
  )
}

function LevelsMenu() {
  const { panes, session } = useDesk()
  const anatomy = useSessionState(({ history }) => history.present.anatomy)
  const shift = useSessionState(({ history }) => history.present.shift)
  return (
    <Menu label={EN.levels.menu} opensUpward={false}>
      <MenuItem onChoose={() => session.shiftAllLevels(-1)}>{EN.levels.shiftUp}</MenuItem>
      <MenuItem onChoose={() => session.shiftAllLevels(1)}>{EN.levels.shiftDown}</MenuItem>
      <div className="menu-note">{EN.levels.shifted(shift)}</div>
      <MenuItem onChoose={() => panes.setTool('place')}>
        <span>
          {EN.levels.place}
          <span className="menu-explanation">{EN.levels.placeExplained}</span>
        </span>
      </MenuItem>
      <div className="menu-heading">{EN.levels.anatomy}</div>
      {ANATOMIES.map((choice) => (
        <MenuChoice key={choice} isChosen={choice === anatomy} onChoose={() => session.flagAnatomy(choice)}>
          {EN.levels.anatomies[choice]}
        </MenuChoice>
      ))}
    </Menu>
  )
}

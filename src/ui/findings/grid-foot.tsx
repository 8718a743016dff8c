import { LEVEL_NAMES } from '../../domain/level.ts'
import { ANATOMIES } from '../../domain/lumbosacral-anatomy.ts'
import { confirmableTogether, isAllDecided } from '../../review/work-list.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { panels } from '../shell/panels-store.ts'
import { momentInWords } from '../../words/moments.ts'
import { Menu, MenuChoice, MenuItem } from '../controls/menu.tsx'
import { WORDS } from '../../words/words.ts'

/** Below the grid: how far the review is, the next cell, the row's confident cells together, and the level names. */
export function GridFoot() {
  const { session } = useDesk()
  const level = useSessionState(({ selection }) => selection?.level)
  const cells = useSessionState(session.select.cells)
  const canCompare = useSessionState(({ mode, comparing }) => mode === 'blind' && !comparing)
  const displayed = useSessionState((state) => state.displayed)
  const together = level === undefined ? [] : confirmableTogether(cells, level, displayed)
  return (
    <div className="grid-foot">
      {isAllDecided(cells) ? (
        <SignButton />
      ) : (
        <button type="button" className="button" onClick={session.selectNextUndecided}>
          {WORDS.findings.next}
        </button>
      )}
      <LevelsMenu />
      <button
        type="button"
        className="button"
        aria-label={
          level === undefined ? undefined : WORDS.findings.confirmRow(LEVEL_NAMES[level], together.length)
        }
        title={WORDS.findings.confirmRowExplained}
        disabled={level === undefined || together.length === 0}
        onClick={() => {
          if (level !== undefined) session.confirmTogether(level)
        }}
      >
        {WORDS.findings.confirmRowShort}
      </button>
      {canCompare && (
        <button type="button" className="button grid-foot-row" onClick={session.compare}>
          {WORDS.mode.compare}
        </button>
      )}
    </div>
  )
}

/** The end of a reading, in place of the way to the next cell: the reader signs it, or has signed it. */
function SignButton() {
  const { session } = useDesk()
  const signature = useSessionState(({ history }) => history.present.signature)
  const isNamed = useSessionState(({ readerName }) => readerName !== undefined)
  if (signature !== undefined) {
    return (
      <p className="grid-foot-row quiet" role="note">
        {WORDS.findings.signed(signature.reader, momentInWords(signature.at))}
      </p>
    )
  }
  return (
    <button
      type="button"
      className="button"
      data-primary
      title={isNamed ? WORDS.findings.signExplained : WORDS.findings.signUnnamed}
      onClick={() => (isNamed ? session.sign() : panels.show('report'))}
    >
      {WORDS.findings.sign}
    </button>
  )
}

function LevelsMenu() {
  const { panes, session } = useDesk()
  const anatomy = useSessionState(({ history }) => history.present.anatomy)
  const shift = useSessionState(({ history }) => history.present.shift)
  return (
    <Menu label={WORDS.levels.menu} opensUpward={false}>
      <MenuItem onChoose={() => session.shiftAllLevels(-1)}>{WORDS.levels.shiftUp}</MenuItem>
      <MenuItem onChoose={() => session.shiftAllLevels(1)}>{WORDS.levels.shiftDown}</MenuItem>
      <div className="menu-note">{WORDS.levels.shifted(shift)}</div>
      <MenuItem onChoose={() => panes.setTool('place')}>
        <span>
          {WORDS.levels.place}
          <span className="menu-explanation">{WORDS.levels.placeExplained}</span>
        </span>
      </MenuItem>
      <div className="menu-heading">{WORDS.levels.anatomy}</div>
      {ANATOMIES.map((choice) => (
        <MenuChoice key={choice} isChosen={choice === anatomy} onChoose={() => session.flagAnatomy(choice)}>
          {WORDS.levels.anatomies[choice]}
        </MenuChoice>
      ))}
    </Menu>
  )
}

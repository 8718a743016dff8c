import { useEffect, useRef } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { CONDITIONS_RIGHT_TO_LEFT } from '../../domain/condition.ts'
import { cellKey } from '../../domain/decision.ts'
import type { CellKey } from '../../domain/decision.ts'
import { LEVEL_NAMES, LEVELS } from '../../domain/level.ts'
import type { Cell } from '../../review/cells.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { cellName, notExcludedInWords } from '../../words/cells.ts'
import { WORDS } from '../../words/words.ts'
import { percentNumber } from '../../words/numbers.ts'
import { neighbour } from './grid-keys.ts'
import { CellMark } from './grade-mark.tsx'
import './findings-grid.css'

/** The spine as a map: rows from head to feet, columns from the patient's right to left, as on an axial image. */
export function FindingsGrid() {
  const { session } = useDesk()
  const grid = useRef<HTMLTableElement>(null)
  const cells = useSessionState(session.select.cells)
  const selection = useSessionState((state) => state.selection)
  const isAnalysing = useSessionState(({ analysing }) => analysing !== undefined)
  const focused =
    selection?.condition === undefined ? undefined : cellKey(selection.level, selection.condition)
  useDisplay(grid, cells)
  // One cell is in the tab order: the selected one, else the first.
  const inTabOrder = focused ?? cells[0]?.key

  const onKeyDown = (event: KeyboardEvent) => {
    const place = cells.findIndex(({ key }) => key === (event.target as HTMLElement).dataset['cell'])
    const next = place < 0 ? undefined : neighbour(place, event.key, event.ctrlKey)
    const cell = next === undefined ? undefined : cells[next]
    if (cell === undefined) return
    event.preventDefault()
    event.stopPropagation()
    session.selectCell(cell.level, cell.condition)
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.key}"]`)?.focus()
  }

  return (
    <table ref={grid} className="grid" role="grid" aria-label={WORDS.findings.label} onKeyDown={onKeyDown}>
      <thead>
        <tr role="row">
          <th className="grid-corner" role="columnheader" scope="col" aria-label={WORDS.findings.level} />
          {CONDITIONS_RIGHT_TO_LEFT.map((condition) => {
            const [side, place] = WORDS.conditionHeads[condition]
            return (
              <th key={condition} role="columnheader" scope="col" aria-label={WORDS.conditions[condition]}>
                <span className="grid-side">{side}</span>
                <span className="grid-place">{place}</span>
              </th>
            )
          })}
        </tr>
      </thead>
      <tbody>
        {LEVELS.map((level) => (
          <tr key={level} role="row" data-selected={selection?.level === level}>
            <th role="rowheader" scope="row">
              <button
                type="button"
                className="row-choice grid-level"
                tabIndex={-1}
                onClick={() => session.selectLevel(level)}
              >
                {LEVEL_NAMES[level]}
              </button>
            </th>
            {cells
              .filter((cell) => cell.level === level)
              .map((cell) => (
                <GridCell
                  key={cell.key}
                  cell={cell}
                  isSelected={cell.key === focused}
                  isInTabOrder={cell.key === inTabOrder}
                  isAnalysing={isAnalysing}
                />
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Tells the session which cells are on screen. Nothing is, while the tab is hidden or the panel is folded. */
function useDisplay(grid: RefObject<HTMLTableElement | null>, cells: readonly Cell[]): void {
  const { session } = useDesk()
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        const shown = entries.filter(({ isIntersecting }) => isIntersecting)
        session.display(shown.map(({ target }) => (target as HTMLElement).dataset['cell'] as CellKey))
      },
      { threshold: 0.5 },
    )
    for (const element of grid.current?.querySelectorAll('[data-cell]') ?? []) observer.observe(element)
    return () => observer.disconnect()
  }, [grid, cells, session])
}

type GridCellProps = {
  readonly cell: Cell
  readonly isSelected: boolean
  readonly isInTabOrder: boolean
  readonly isAnalysing: boolean
}

function GridCell({ cell, isSelected, isInTabOrder, isAnalysing }: GridCellProps) {
  const { session } = useDesk()
  const reader = useSessionState(({ readerName }) => readerName)
  return (
    <td
      role="gridcell"
      className="grid-cell"
      data-cell={cell.key}
      data-pending={cell.proposal === undefined && isAnalysing}
      aria-label={cellName(cell, isAnalysing, reader)}
      aria-description={flag(cell)}
      title={flag(cell)}
      aria-selected={isSelected}
      tabIndex={isInTabOrder ? 0 : -1}
      onClick={() => session.selectCell(cell.level, cell.condition)}
    >
      <span className="grid-cell-content">
        <CellMark cell={cell} />
        <span className="grid-percent">{share(cell)}</span>
        {cell.note !== undefined && <span className="grid-note" />}
      </span>
    </td>
  )
}

/** The probability of the grade that the model proposes, unless the reader decided on another. */
function share({ proposal, decision, hidden }: Cell): string {
  if (proposal?.kind !== 'graded' || hidden) return ''
  if (decision !== undefined && decision.grade !== proposal.proposed) return ''
  return String(percentNumber(proposal.probabilities[proposal.proposed]))
}

/** What a mark shows by a dot, for screen readers and the pointer. */
function flag({ proposal, decision, hidden }: Cell): string | undefined {
  return decision !== undefined || hidden ? undefined : notExcludedInWords(proposal) || undefined
}

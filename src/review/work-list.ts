import type { Level } from '../domain/level.ts'
import type { CellKey } from '../domain/decision.ts'
import type { Cell } from './cells.ts'
import type { Displayed } from './session-state.ts'

/**
 * The undecided cells in the order that serves the reader: what the model abstains on, what it calls Severe, what it calls
 * milder without excluding Severe, then Moderate and Normal/Mild; what it could not read comes last. Within each, the order of
 * the grid.
 */
export function workList(cells: readonly Cell[]): readonly Cell[] {
  const undecided = cells.filter((cell) => cell.decision === undefined)
  return undecided
    .map((cell, place) => ({ cell, place }))
    .sort((a, b) => urgency(a.cell) - urgency(b.cell) || a.place - b.place)
    .map(({ cell }) => cell)
}

/** The next cell to decide; never the one that the reader is on, unless it is the last. */
export function nextUndecided(cells: readonly Cell[], current: CellKey | undefined): Cell | undefined {
  const list = workList(cells)
  const place = list.findIndex((cell) => cell.key === current)
  return list[place + 1] ?? list[0]
}

/** Nothing is left to decide: the study can be signed as read. */
export function isAllDecided(cells: readonly Cell[]): boolean {
  return cells.every(({ decision }) => decision !== undefined)
}

/** A hidden proposal gives nothing away through the order either. */
function urgency({ proposal, hidden }: Cell): number {
  if (hidden) return 0
  switch (proposal?.kind) {
    case 'uncertain':
      return 0
    case 'graded':
      if (proposal.proposed === 'severe') return 1
      if (proposal.notExcluded !== undefined) return 2
      return proposal.proposed === 'moderate' ? 3 : 4
    default:
      return 5
  }
}

/**
 * The undecided cells of a level that may be confirmed together: Normal/Mild proposals that the grid has shown as they are now.
 * Moderate and Severe are confirmed one by one, and so is every cell on which Severe is not excluded.
 */
export function confirmableTogether(
  cells: readonly Cell[],
  level: Level,
  displayed: Displayed,
): readonly Cell[] {
  return cells.filter(
    ({ key, level: own, proposal, hidden, decision }) =>
      own === level &&
      !hidden &&
      decision === undefined &&
      proposal?.kind === 'graded' &&
      proposal.proposed === 'normal_mild' &&
      proposal.notExcluded === undefined &&
      displayed[key] === proposal,
  )
}

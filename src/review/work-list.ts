import { proposalOf } from '../domain/finding.ts'
import type { Level } from '../domain/level.ts'
import type { CellKey } from '../domain/decision.ts'
import { GRADES } from '../domain/severity.ts'
import type { Cell } from './cells.ts'

/**
 * The undecided cells in the order that serves the reader: what the model abstains on, then the most severe proposals,
 * then the rest; what the model could not read comes last. Within each, the order of the grid.
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

/** A hidden proposal gives nothing away through the order either. */
function urgency({ proposal, hidden }: Cell): number {
  if (hidden) return 0
  if (proposal?.kind === 'uncertain') return 0
  const grade = proposalOf(proposal)
  return grade === undefined ? GRADES.length + 1 : GRADES.length - GRADES.indexOf(grade)
}

/**
 * The undecided cells of a level that may be confirmed together: confident Normal/Mild proposals that the reader can see.
 * Moderate and Severe are confirmed one by one, so that nobody waves a finding through.
 */
export function confirmableTogether(cells: readonly Cell[], level: Level): readonly Cell[] {
  return cells.filter(
    ({ level: own, proposal, hidden, decision }) =>
      own === level && !hidden && decision === undefined && proposalOf(proposal) === 'normal_mild',
  )
}

import { CONDITIONS, CONDITIONS_RIGHT_TO_LEFT } from '../domain/condition.ts'
import type { Condition } from '../domain/condition.ts'
import { cellKey } from '../domain/decision.ts'
import type { CellKey, Decision } from '../domain/decision.ts'
import { proposalOf } from '../domain/finding.ts'
import type { Assessment } from '../domain/finding.ts'
import { LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import { compareGrades } from '../domain/severity.ts'
import type { Grade } from '../domain/severity.ts'
import type { ReviewDocument } from './review-document.ts'
import type { Reveals } from './reader-ports.ts'
import type { ReadingMode } from '../domain/reading-mode.ts'
import type { Reading } from './session-state.ts'

/** One cell of the grid as the reader sees it: proposal and decision, apart. */
export type Cell = {
  readonly key: CellKey
  readonly level: Level
  readonly condition: Condition
  /** What the model proposes; undefined until it was read. Kept from the eyes while `hidden`. */
  readonly proposal: Assessment | undefined
  /** The reading mode keeps the proposal from the reader for now. */
  readonly hidden: boolean
  readonly decision: Decision | undefined
  readonly note: string | undefined
}

export type CellContext = {
  readonly reading: Pick<Reading, 'findings'> | undefined
  readonly document: ReviewDocument
  readonly mode: ReadingMode
  readonly comparing: boolean
  readonly revealed: Reveals
}

export function cellAt(context: CellContext, level: Level, condition: Condition): Cell {
  const key = cellKey(level, condition)
  const finding = context.reading?.findings.find(
    (candidate) => candidate.level === level && candidate.condition === condition,
  )
  return {
    key,
    level,
    condition,
    proposal: finding?.assessment,
    hidden: isHidden(context, key),
    decision: context.document.decisions[key],
    note: context.document.notes[key],
  }
}

/** All 25 cells, cranial to caudal and from the patient's right to left, as the grid lies. */
export function allCells(context: CellContext): readonly Cell[] {
  return LEVELS.flatMap((level) =>
    CONDITIONS_RIGHT_TO_LEFT.map((condition) => cellAt(context, level, condition)),
  )
}

function isHidden({ mode, comparing, revealed, document }: CellContext, key: CellKey): boolean {
  switch (mode) {
    case 'concurrent':
      return false
    case 'reader-first':
      return document.decisions[key] === undefined && revealed[key] === undefined
    case 'blind':
      return !comparing
  }
}

/** The grade that stands in a cell for now: the reader's, else the one that the model proposes where it may be seen. */
export function standingGrade(cell: Cell): Grade | undefined {
  if (cell.decision !== undefined) {
    return cell.decision.grade === 'not_assessed' ? undefined : cell.decision.grade
  }
  return cell.hidden ? undefined : proposalOf(cell.proposal)
}

/**
 * Whether what the model says of a whole level (measurements, disc findings) must be kept from the reader: while a grade of that
 * level is. It would give the grade away.
 */
export function isLevelHidden(cells: readonly Cell[], level: Level): boolean {
  return cells.some((cell) => cell.level === level && cell.hidden)
}

/** What stands for a whole level, by its gravest cell. */
export type LevelStanding = Grade | 'uncertain' | 'not_assessed'

/**
 * What is gravest at a level: Severe, Moderate, then an abstention, then a cell without a grade, then Normal/Mild. A level is
 * Normal/Mild only where every cell is; undefined while a cell is hidden or not read yet and none is graver.
 */
export function gravestAt(cells: readonly Cell[], level: Level): LevelStanding | undefined {
  const here = cells.filter((cell) => cell.level === level)
  const worst = here
    .flatMap((cell) => standingGrade(cell) ?? [])
    .sort(compareGrades)
    .at(-1)
  if (worst !== undefined && worst !== 'normal_mild') return worst
  const open = here.filter((cell) => standingGrade(cell) === undefined)
  if (open.some(isUncertain)) return 'uncertain'
  if (open.some(({ hidden, decision, proposal }) => !decision && (hidden || !proposal))) return undefined
  return open.length > 0 ? 'not_assessed' : worst
}

/** Whether the model abstains on a cell that the reader has not decided and may see. */
function isUncertain({ proposal, hidden, decision }: Cell): boolean {
  return decision === undefined && !hidden && proposal?.kind === 'uncertain'
}

/** How many of the 25 cells the reader has decided. */
export function countDecided(document: ReviewDocument): number {
  return LEVELS.flatMap((level) => CONDITIONS.map((condition) => cellKey(level, condition))).filter(
    (key) => document.decisions[key] !== undefined,
  ).length
}

import { CONDITIONS } from '../domain/condition.ts'
import type { Condition } from '../domain/condition.ts'
import { cellKey } from '../domain/decision.ts'
import type { CellKey, Decision } from '../domain/decision.ts'
import type { DiscFinding, Finding, LocatedLevel, Measurement } from '../domain/finding.ts'
import { levelAt, LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import type { CellParts } from './cell-parts.ts'

/**
 * Decisions, notes and hand-placed levels after all levels were renamed: they belong to the disc, so they move with it.
 * `steps`: 1 calls every disc one lower (L4/L5 becomes L5/S1), -1 one higher.
 */
export function shiftCells(parts: CellParts, steps: number): CellParts {
  const cells = [...cellsByPosition(parts)].map(([position, condition, cell]) => ({
    level: LEVELS[position + steps],
    position: position + steps,
    condition,
    cell,
  }))
  const inside = cells.flatMap(({ level, condition, cell }) =>
    level === undefined ? [] : [{ key: cellKey(level, condition), ...cell }],
  )
  const outside = cells.filter(({ level }) => level === undefined)
  return {
    decisions: Object.fromEntries(
      inside.flatMap((cell) => (cell.decision ? [[cell.key, cell.decision]] : [])),
    ),
    notes: Object.fromEntries(
      inside.flatMap((cell) => (cell.note === undefined ? [] : [[cell.key, cell.note]])),
    ),
    beyond: Object.fromEntries(
      outside.map(({ position, condition, cell }) => [`${position}/${condition}`, cell]),
    ),
    placed: Object.fromEntries(
      shiftLevels(Object.values(parts.placed), steps).map((level) => [level.level, level]),
    ),
  }
}

/** The entries with their levels renamed; what falls outside L1/L2 to L5/S1 is left out. */
export function shiftLevels<T extends LocatedLevel | Measurement | DiscFinding>(
  entries: readonly T[],
  steps: number,
): readonly T[] {
  if (steps === 0) return entries
  return entries.flatMap((entry) => {
    const level = levelAt(entry.level, steps)
    return level === undefined ? [] : [{ ...entry, level }]
  })
}

/** The findings with their levels renamed. A level that no disc was found for says so, in each of its cells. */
export function shiftFindings(findings: readonly Finding[], steps: number): readonly Finding[] {
  if (steps === 0 || findings.length === 0) return findings
  return LEVELS.flatMap((level) => {
    const source = levelAt(level, -steps)
    if (source === undefined) return CONDITIONS.map((condition) => notFound(level, condition))
    return findings.filter((finding) => finding.level === source).map((finding) => ({ ...finding, level }))
  })
}

function notFound(level: Level, condition: Condition): Finding {
  return { level, condition, assessment: { kind: 'not-assessed', reason: { kind: 'level-not-found' } } }
}

type Cell = { readonly decision?: Decision; readonly note?: string }

function* cellsByPosition({ decisions, notes, beyond }: CellParts): Generator<[number, Condition, Cell]> {
  for (const [position, level] of LEVELS.entries()) {
    for (const condition of CONDITIONS) {
      const key: CellKey = cellKey(level, condition)
      const decision = decisions[key]
      const note = notes[key]
      if (decision === undefined && note === undefined) continue
      yield [position, condition, { ...(decision && { decision }), ...(note !== undefined && { note }) }]
    }
  }
  for (const [key, cell] of Object.entries(beyond)) {
    const [position, condition] = key.split('/') as [string, Condition]
    yield [Number(position), condition, cell]
  }
}

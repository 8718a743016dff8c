import type { Condition } from '../domain/condition.ts'
import type { CellKey, Decision, Decisions } from '../domain/decision.ts'
import type { LocatedLevel } from '../domain/finding.ts'
import type { Level } from '../domain/level.ts'

type Notes = Readonly<Partial<Record<CellKey, string>>>
export type PlacedLevels = Readonly<Partial<Record<Level, LocatedLevel>>>

/** What the reader decided on discs outside L1/L2 to L5/S1, by position: -1 is the disc above L1/L2, 5 the one below L5/S1. */
export type BeyondCells = Readonly<
  Record<`${number}/${Condition}`, { readonly decision?: Decision; readonly note?: string }>
>

/** The parts of a review that belong to discs: when levels are renamed, they move along. */
export type CellParts = {
  readonly decisions: Decisions
  readonly notes: Notes
  /** What was decided on discs that a shift moved out of L1/L2 to L5/S1; a shift back returns it. */
  readonly beyond: BeyondCells
  /** Levels that the reader put in place by hand; they stand instead of the localizer's. */
  readonly placed: PlacedLevels
}

import type { CellKey, Decision } from '../domain/decision.ts'
import { cellKey } from '../domain/decision.ts'
import type { Condition } from '../domain/condition.ts'
import type { LocatedLevel } from '../domain/finding.ts'
import { distance } from '../domain/geometry.ts'
import type { PatientPoint } from '../domain/geometry.ts'
import type { Level } from '../domain/level.ts'
import type { CellParts } from './cell-parts.ts'

/**
 * Two places nearer than this are on the same disc, mm: a third of the usual 36 mm between lumbar discs, and more than two
 * readings of one disc differ.
 */
const SAME_DISC_MM = 12

type Cells = Pick<CellParts, 'decisions' | 'notes'>

/**
 * Decisions and their notes after discs were placed: they belong to a place. One that was made on the place of a disc that bears
 * another name now goes to that name; one with no disc at its place, or without a place, stays under its name. Where two meet in a
 * cell, the one whose place is nearer has it.
 */
export function followDiscs({ decisions, notes }: Cells, discs: readonly LocatedLevel[]): Cells {
  const entries = (Object.entries(decisions) as [CellKey, Decision][])
    .map(([from, decision]) => ({ from, decision, ...goalOf(from, decision, discs) }))
    .sort((a, b) => b.apartMm - a.apartMm) // the nearest is written last
  if (entries.every(({ from, to }) => from === to)) return { decisions, notes }
  const left = new Set(entries.filter(({ from, to }) => from !== to).map(({ from }) => from))
  const stayed = Object.entries(notes).filter(([key]) => !left.has(key as CellKey))
  const moved = entries.flatMap(({ from, to }) =>
    left.has(from) && notes[from] !== undefined ? [[to, notes[from]] as const] : [],
  )
  return {
    decisions: Object.fromEntries(entries.map(({ to, decision }) => [to, decision])),
    notes: Object.fromEntries([...stayed, ...moved]),
  }
}

/** A level whose decisions were made elsewhere than on the disc that bears its name here. */
export type StrayLevel = {
  readonly level: Level
  /** Where the decisions were made. */
  readonly place: PatientPoint
  /** Undefined where no disc of that name was found. */
  readonly apartMm: number | undefined
}

/** The levels at which decisions and discs disagree about the place. */
export function strayLevels(
  decisions: CellParts['decisions'],
  discs: readonly LocatedLevel[],
): readonly StrayLevel[] {
  const places = new Map<Level, PatientPoint>()
  for (const [key, { place }] of Object.entries(decisions) as [CellKey, Decision][]) {
    if (place !== undefined) places.set(key.split('/')[0] as Level, place)
  }
  return [...places].flatMap(([level, place]) => {
    const disc = discs.find((candidate) => candidate.level === level)
    const apartMm = disc && distance(disc.centre, place)
    return apartMm !== undefined && apartMm <= SAME_DISC_MM ? [] : [{ level, place, apartMm }]
  })
}

function goalOf(
  from: CellKey,
  { place }: Decision,
  discs: readonly LocatedLevel[],
): { readonly to: CellKey; readonly apartMm: number } {
  const [level, condition] = from.split('/') as [Level, Condition]
  if (place === undefined) return { to: from, apartMm: Infinity }
  const apart = discs.map((disc) => ({ level: disc.level, apartMm: distance(disc.centre, place) }))
  const own = apart.find((disc) => disc.level === level)?.apartMm ?? Infinity
  const [nearest] = apart.sort((a, b) => a.apartMm - b.apartMm)
  const isElsewhere = own > SAME_DISC_MM && nearest !== undefined && nearest.apartMm <= SAME_DISC_MM
  return isElsewhere
    ? { to: cellKey(nearest.level, condition), apartMm: nearest.apartMm }
    : { to: from, apartMm: own }
}

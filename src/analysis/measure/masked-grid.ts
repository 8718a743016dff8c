import type { LevelGrid } from './level-grid.ts'

/** A level's grid, and the probability from which its masks hold a cell. */
export type MaskedGrid = LevelGrid & { readonly inside: number }

/** From edge to edge, in cells; edges lie between cells. */
export type Run = { readonly from: number; readonly to: number }

/** The middle part of a disc, mm before and behind its centre. */
const DISC_MIDDLE_MM = 8

/** The columns through the middle part of the disc. */
export function discColumns({ centreColumn, stepMm }: MaskedGrid): number[] {
  const reach = DISC_MIDDLE_MM / stepMm
  return Array.from({ length: 2 * reach + 1 }, (_, index) => centreColumn - reach + index)
}

/** The disc's upper and lower edge in one column; undefined where no disc is near, or it is cut off by the grid. */
export function discExtent(grid: MaskedGrid, column: number): Run | undefined {
  const value = (row: number) => grid.disc[row * grid.columns + column] as number
  const near = [0, 1, -1, 2, -2, 3, -3, 4, -4].map((step) => grid.centreRow + step)
  const start = near.find((row) => value(row) >= grid.inside)
  return start === undefined ? undefined : runThrough(value, start, grid.rows, grid.inside)
}

/** The run of mask cells through a cell of a row; undefined outside the mask, or when cut off by the grid. */
export function runAt(grid: MaskedGrid, mask: Float32Array, row: number, column: number): Run | undefined {
  const value = (at: number) => mask[row * grid.columns + at] as number
  return runThrough(value, column, grid.columns, grid.inside)
}

function runThrough(
  value: (index: number) => number,
  start: number,
  length: number,
  inside: number,
): Run | undefined {
  if (value(start) < inside) return undefined
  let from = start
  let to = start
  while (from > 0 && value(from - 1) >= inside) from--
  while (to < length - 1 && value(to + 1) >= inside) to++
  if (from === 0 || to === length - 1) return undefined
  const crossing = (within: number, beyond: number) =>
    (value(within) - inside) / (value(within) - value(beyond))
  return { from: from - crossing(from, from - 1), to: to + crossing(to, to + 1) }
}

import type { Measurement, MeasurementName } from '../domain/finding.ts'
import type { Level } from '../domain/level.ts'
import type { LevelGrid } from './level-grid.ts'
import { medianOf } from './spine-curve.ts'

/** A mask holds a cell from here on. */
const INSIDE = 0.5
/** Half the band of rows beside the disc in which the canal is measured, mm. */
const DISC_BAND_MM = 4
/**
 * Depths below this, mm, are one cell of the mask (1.6 mm on a slice of 300 mm) and its edges: a sac that is quite gone cannot
 * be told from a slice that has left the canal, as it does in scoliosis.
 */
const LEAST_DEPTH_MM = 2.5
/** Where the canal is compared with itself: behind the middle of the vertebrae above and below, mm from the disc's centre. */
const REFERENCE_MM = { from: 13, to: 22 }
/** The middle part of a disc whose height is taken, mm before and behind its centre. */
const DISC_MIDDLE_MM = 8
/** Posterior walls are read at these distances from the endplate, mm: beyond the rim, before the vein's entry. */
const WALL_MM = { from: 3, to: 8 }
/** Fewer cells than this give no mean. */
const LEAST_CELLS = 12

/** All that can be measured at a level; what its masks do not show is left out. docs/measurements.md explains each method. */
export function measureLevel(level: Level, grid: LevelGrid): readonly Measurement[] {
  const csf = csfReference(grid)
  return [
    entry(level, 'canal_ap_diameter', canalDiameterMm(grid), 'mm', 'mask-perpendicular-least'),
    entry(level, 'csf_signal_ratio', csf && ratio(canalSignal(grid), csf), '%', 'mask-canal-band'),
    entry(level, 'disc_height', discHeightMm(grid), 'mm', 'mask-middle'),
    entry(level, 'disc_signal_ratio', csf && ratio(discSignal(grid), csf), '%', 'mask-disc-to-csf'),
    entry(level, 'listhesis', listhesisMm(grid), 'mm', 'mask-posterior-walls'),
  ].flat()
}

function entry(
  level: Level,
  name: MeasurementName,
  value: number | undefined,
  unit: 'mm' | '%',
  method: string,
): Measurement[] {
  return value === undefined ? [] : [{ level, name, value, unit, method }]
}

function ratio(value: number | undefined, reference: number): number | undefined {
  return value === undefined || reference <= 0 ? undefined : (100 * value) / reference
}

/** The least depth of the canal across the spine in the disc's band, mm; undefined where too little of the canal is seen. */
function canalDiameterMm(grid: LevelGrid): number | undefined {
  const depths = rowsWithin(grid, -DISC_BAND_MM, DISC_BAND_MM).flatMap(
    (row) => thicknessAcross(grid, grid.canal, row, grid.centreColumn) ?? [],
  )
  const least = Math.min(...depths)
  return Number.isFinite(least) && least >= LEAST_DEPTH_MM ? least : undefined
}

/** Mean signal of the canal in the disc's band. */
function canalSignal(grid: LevelGrid): number | undefined {
  return meanWhere(grid, grid.canal, rowsWithin(grid, -DISC_BAND_MM, DISC_BAND_MM))
}

/** Mean signal of the canal behind both neighbouring vertebrae, or the one that is shown. */
function csfReference(grid: LevelGrid): number | undefined {
  const means = [
    meanWhere(grid, grid.canal, rowsWithin(grid, -REFERENCE_MM.to, -REFERENCE_MM.from)),
    meanWhere(grid, grid.canal, rowsWithin(grid, REFERENCE_MM.from, REFERENCE_MM.to)),
  ].filter((mean) => mean !== undefined)
  return means.length > 0 ? means.reduce((sum, mean) => sum + mean, 0) / means.length : undefined
}

/** Median height of the disc in its middle part, mm. */
function discHeightMm(grid: LevelGrid): number | undefined {
  const heights = discColumns(grid).flatMap((column) => discExtent(grid, column) ?? [])
  return heights.length > 0 ? medianOf(heights.map(({ from, to }) => (to - from) * grid.stepMm)) : undefined
}

/** Mean signal of the disc in its middle part. */
function discSignal(grid: LevelGrid): number | undefined {
  let sum = 0
  let count = 0
  for (const column of discColumns(grid)) {
    const extent = discExtent(grid, column)
    if (extent === undefined) continue
    for (let row = Math.ceil(extent.from); row <= extent.to; row++) {
      sum += grid.signal[row * grid.columns + column] as number
      count++
    }
  }
  return count >= LEAST_CELLS ? sum / count : undefined
}

/**
 * How far the upper vertebra's posterior wall stands before the lower one's, mm, positive for anterolisthesis; each wall
 * is the median of its outermost cells near the disc.
 */
function listhesisMm(grid: LevelGrid): number | undefined {
  const extents = discColumns(grid).flatMap((column) => discExtent(grid, column) ?? [])
  if (extents.length === 0) return undefined
  const top = medianOf(extents.map(({ from }) => from))
  const bottom = medianOf(extents.map(({ to }) => to))
  const upper = wallColumn(grid, top, -1)
  const lower = wallColumn(grid, bottom, 1)
  return upper === undefined || lower === undefined ? undefined : (lower - upper) * grid.stepMm
}

function wallColumn(grid: LevelGrid, endplateRow: number, direction: -1 | 1): number | undefined {
  const walls: number[] = []
  for (let mm = WALL_MM.from; mm <= WALL_MM.to; mm += grid.stepMm) {
    const row = Math.round(endplateRow + (direction * mm) / grid.stepMm)
    const run = row >= 0 && row < grid.rows ? runAt(grid, grid.vertebra, row, grid.centreColumn) : undefined
    if (run !== undefined) walls.push(run.to)
  }
  return walls.length * 2 >= (WALL_MM.to - WALL_MM.from) / grid.stepMm ? medianOf(walls) : undefined
}

/** The canal's depth in one row: the run of cells nearest behind the disc, edges interpolated, mm. */
function thicknessAcross(
  grid: LevelGrid,
  mask: Float32Array,
  row: number,
  fromColumn: number,
): number | undefined {
  for (let column = fromColumn; column < grid.columns; column++) {
    if ((mask[row * grid.columns + column] as number) < INSIDE) continue
    const run = runAt(grid, mask, row, column)
    return run === undefined ? undefined : (run.to - run.from) * grid.stepMm
  }
  return undefined
}

type Run = { readonly from: number; readonly to: number }

/** The run of mask cells through a cell of a row, with edges where the mask crosses one half; undefined when cut off by the grid. */
function runAt(grid: LevelGrid, mask: Float32Array, row: number, column: number): Run | undefined {
  const value = (at: number) => mask[row * grid.columns + at] as number
  return runThrough(value, column, grid.columns)
}

/** The disc's upper and lower edge in one column. */
function discExtent(grid: LevelGrid, column: number): Run | undefined {
  const value = (row: number) => grid.disc[row * grid.columns + column] as number
  const near = [0, 1, -1, 2, -2, 3, -3, 4, -4].map((step) => grid.centreRow + step)
  const start = near.find((row) => value(row) >= INSIDE)
  return start === undefined ? undefined : runThrough(value, start, grid.rows)
}

function runThrough(value: (index: number) => number, start: number, length: number): Run | undefined {
  if (value(start) < INSIDE) return undefined
  let from = start
  let to = start
  while (from > 0 && value(from - 1) >= INSIDE) from--
  while (to < length - 1 && value(to + 1) >= INSIDE) to++
  if (from === 0 || to === length - 1) return undefined
  const crossing = (inside: number, outside: number) =>
    (value(inside) - INSIDE) / (value(inside) - value(outside))
  return { from: from - crossing(from, from - 1), to: to + crossing(to, to + 1) }
}

function discColumns(grid: LevelGrid): number[] {
  const reach = DISC_MIDDLE_MM / grid.stepMm
  return Array.from({ length: 2 * reach + 1 }, (_, index) => grid.centreColumn - reach + index)
}

function rowsWithin(grid: LevelGrid, fromMm: number, toMm: number): number[] {
  const from = grid.centreRow + Math.round(fromMm / grid.stepMm)
  const to = grid.centreRow + Math.round(toMm / grid.stepMm)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
    (row) => row >= 0 && row < grid.rows,
  )
}

/** Mean signal where the mask is sure, behind the disc's centre. */
function meanWhere(grid: LevelGrid, mask: Float32Array, rows: readonly number[]): number | undefined {
  let sum = 0
  let count = 0
  for (const row of rows)
    for (let column = grid.centreColumn; column < grid.columns; column++) {
      if ((mask[row * grid.columns + column] as number) < INSIDE) continue
      sum += grid.signal[row * grid.columns + column] as number
      count++
    }
  return count >= LEAST_CELLS ? sum / count : undefined
}

import type { Measurement, MeasurementName } from '../../domain/finding.ts'
import type { Level } from '../../domain/level.ts'
import { difference, estimate, percentOf } from './estimate.ts'
import type { Estimate } from './estimate.ts'
import type { LevelGrid } from './level-grid.ts'
import { discColumns, discExtent, runAt } from './masked-grid.ts'
import type { MaskedGrid, Run } from './masked-grid.ts'
import { medianOf } from '../geometry/spine-curve.ts'

/** Half the band of rows beside the disc in which the canal is measured, mm. */
const DISC_BAND_MM = 4
/**
 * Depths below this, mm, are one cell of the mask (1.6 mm on a slice of 300 mm) and its edges: a sac that is quite gone cannot
 * be told from a slice that has left the canal, as it does in scoliosis.
 */
const LEAST_DEPTH_MM = 2.5
/** Where the canal is compared with itself: behind the middle of the vertebrae above and below, mm from the disc's centre. */
const REFERENCE_MM = { from: 13, to: 22 }
/** Posterior walls are read at these distances from the endplate, mm: beyond the rim, before the vein's entry. */
const WALL_MM = { from: 3, to: 8 }
/** Fewer cells than this give no mean. */
const LEAST_CELLS = 12

/** All that can be measured at a level; what its masks do not show is left out. docs/measurements.md explains each method. */
export function measureLevel(level: Level, grid: LevelGrid): readonly Measurement[] {
  const read = (quantity: (grid: MaskedGrid) => number | undefined) =>
    estimate((inside) => quantity({ ...grid, inside }))
  const csf = read(csfReference)
  const height = read(discHeightMm)
  const slip = difference(
    read((masked) => wallMm(masked, 'below')),
    read((masked) => wallMm(masked, 'above')),
  )
  const entry = (
    name: MeasurementName,
    measured: Estimate | undefined,
    unit: Measurement['unit'],
    method: string,
  ): Measurement[] => (measured === undefined ? [] : [{ level, name, ...measured, unit, method }])
  return [
    entry('canal_ap_diameter', read(canalDiameterMm), 'mm', 'mask-perpendicular-least'),
    entry('csf_signal_ratio', percentOf(read(canalSignal), csf), '%', 'mask-canal-band'),
    entry('disc_height', height, 'mm', 'mask-middle'),
    entry('disc_height_index', percentOf(height, read(depthOf('above'))), '%', 'mask-height-to-upper-depth'),
    entry('disc_signal_ratio', percentOf(read(discSignal), csf), '%', 'mask-disc-to-csf'),
    entry('listhesis', slip, 'mm', 'mask-posterior-walls'),
    entry('listhesis_percent', percentOf(slip, read(depthOf('below'))), '%', 'mask-slip-to-lower-depth'),
  ].flat()
}

/** The least depth of the canal across the spine in the disc's band, mm; undefined where too little of the canal is seen. */
function canalDiameterMm(grid: MaskedGrid): number | undefined {
  const depths = rowsWithin(grid, -DISC_BAND_MM, DISC_BAND_MM).flatMap(
    (row) => thicknessAcross(grid, grid.canal, row, grid.centreColumn) ?? [],
  )
  const least = Math.min(...depths)
  return Number.isFinite(least) && least >= LEAST_DEPTH_MM ? least : undefined
}

/** Mean signal of the canal in the disc's band. */
function canalSignal(grid: MaskedGrid): number | undefined {
  return meanWhere(grid, grid.canal, rowsWithin(grid, -DISC_BAND_MM, DISC_BAND_MM))
}

/** Mean signal of the canal behind both neighbouring vertebrae, or the one that is shown. */
function csfReference(grid: MaskedGrid): number | undefined {
  const means = [
    meanWhere(grid, grid.canal, rowsWithin(grid, -REFERENCE_MM.to, -REFERENCE_MM.from)),
    meanWhere(grid, grid.canal, rowsWithin(grid, REFERENCE_MM.from, REFERENCE_MM.to)),
  ].filter((mean) => mean !== undefined)
  return means.length > 0 ? means.reduce((sum, mean) => sum + mean, 0) / means.length : undefined
}

/** Median height of the disc in its middle part, mm. */
function discHeightMm(grid: MaskedGrid): number | undefined {
  const heights = discColumns(grid).flatMap((column) => discExtent(grid, column) ?? [])
  return heights.length > 0 ? medianOf(heights.map(({ from, to }) => (to - from) * grid.stepMm)) : undefined
}

/** Mean signal of the disc in its middle part. */
function discSignal(grid: MaskedGrid): number | undefined {
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

/** Where the posterior wall of a neighbouring vertebra stands, mm to posterior of the disc's centre. */
function wallMm(grid: MaskedGrid, side: 'above' | 'below'): number | undefined {
  const runs = bodyRuns(grid, side)
  return runs && (medianOf(runs.map(({ to }) => to)) - grid.centreColumn) * grid.stepMm
}

/** How deep a neighbouring vertebra is near the disc, from its anterior to its posterior wall, mm. */
function depthOf(side: 'above' | 'below') {
  return (grid: MaskedGrid): number | undefined => {
    const runs = bodyRuns(grid, side)
    return runs && medianOf(runs.map(({ from, to }) => to - from)) * grid.stepMm
  }
}

/** The rows of a vertebral body beyond the rim of the endplate that it shares with the disc; undefined where few are seen. */
function bodyRuns(grid: MaskedGrid, side: 'above' | 'below'): readonly Run[] | undefined {
  const extents = discColumns(grid).flatMap((column) => discExtent(grid, column) ?? [])
  if (extents.length === 0) return undefined
  const endplateRow = medianOf(extents.map(({ from, to }) => (side === 'above' ? from : to)))
  const direction = side === 'above' ? -1 : 1
  const runs: Run[] = []
  for (let mm = WALL_MM.from; mm <= WALL_MM.to; mm += grid.stepMm) {
    const row = Math.round(endplateRow + (direction * mm) / grid.stepMm)
    const run = row >= 0 && row < grid.rows ? runAt(grid, grid.vertebra, row, grid.centreColumn) : undefined
    if (run !== undefined) runs.push(run)
  }
  return runs.length * 2 >= (WALL_MM.to - WALL_MM.from) / grid.stepMm ? runs : undefined
}

/** The canal's depth in one row: the run of cells nearest behind the disc, edges interpolated, mm. */
function thicknessAcross(
  grid: MaskedGrid,
  mask: Float32Array,
  row: number,
  fromColumn: number,
): number | undefined {
  for (let column = fromColumn; column < grid.columns; column++) {
    if ((mask[row * grid.columns + column] as number) < grid.inside) continue
    const run = runAt(grid, mask, row, column)
    return run === undefined ? undefined : (run.to - run.from) * grid.stepMm
  }
  return undefined
}

function rowsWithin(grid: MaskedGrid, fromMm: number, toMm: number): number[] {
  const from = grid.centreRow + Math.round(fromMm / grid.stepMm)
  const to = grid.centreRow + Math.round(toMm / grid.stepMm)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
    (row) => row >= 0 && row < grid.rows,
  )
}

/** Mean signal where the mask is sure, behind the disc's centre. */
function meanWhere(grid: MaskedGrid, mask: Float32Array, rows: readonly number[]): number | undefined {
  let sum = 0
  let count = 0
  for (const row of rows)
    for (let column = grid.centreColumn; column < grid.columns; column++) {
      if ((mask[row * grid.columns + column] as number) < grid.inside) continue
      sum += grid.signal[row * grid.columns + column] as number
      count++
    }
  return count >= LEAST_CELLS ? sum / count : undefined
}

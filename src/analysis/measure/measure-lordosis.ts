import type { Measurement } from '../../domain/finding.ts'
import { difference, EDGE, estimate } from './estimate.ts'
import type { Estimate } from './estimate.ts'
import type { LevelGrid } from './level-grid.ts'
import { discColumns, discExtent } from './masked-grid.ts'
import type { MaskedGrid } from './masked-grid.ts'
import type { SpineFrame } from '../geometry/spine-curve.ts'

/** A disc sampled in its frame. */
export type FramedGrid = { readonly grid: LevelGrid; readonly frame: Pick<SpineFrame, 'caudal'> }

/** A line through fewer columns of an endplate says little of its tilt. */
const LEAST_COLUMNS = 16

/**
 * Lumbar lordosis as a Cobb angle, degrees, positive when the lumbar spine is hollow behind: between the lower endplate of L1
 * and the upper one of S1, which are the facing edges of the discs L1/L2 and L5/S1. (Cobb's own L1 line runs along the upper
 * endplate, which adds the wedge of that vertebra.) Empty where either edge is not seen.
 */
export function measureLordosis(l1l2: FramedGrid, l5s1: FramedGrid): readonly Measurement[] {
  const angle = difference(tiltOf(l1l2, 'from'), tiltOf(l5s1, 'to'))
  return angle
    ? [{ level: 'l5_s1', name: 'lordosis', ...angle, unit: 'deg', method: 'mask-endplates-l1-s1' }]
    : []
}

/**
 * How far an endplate falls to posterior, degrees from the plane's own axis. Moved as a whole an edge keeps its tilt: what
 * counts is that either end may lie as far off as the edge does.
 */
function tiltOf({ grid, frame: { caudal } }: FramedGrid, edge: 'from' | 'to'): Estimate | undefined {
  const place = estimate((inside) => edgeLine({ ...grid, inside }, edge)?.middleRow)
  const line = edgeLine({ ...grid, inside: EDGE }, edge)
  if (place === undefined || line === undefined) return undefined
  const endsOff = Math.atan((Math.SQRT2 * place.uncertainty) / line.columns)
  return {
    value: degrees(Math.atan2(-caudal[0], caudal[1]) + Math.atan(line.slope)),
    uncertainty: degrees(endsOff),
  }
}

/** The straight line nearest to an edge of the disc (least squares), in cells; undefined where few columns show it. */
function edgeLine(grid: MaskedGrid, edge: 'from' | 'to') {
  const points = discColumns(grid).flatMap((column) => {
    const extent = discExtent(grid, column)
    return extent ? [[column - grid.centreColumn, extent[edge]] as const] : []
  })
  if (points.length < LEAST_COLUMNS) return undefined
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanX, middleRow] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const across = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - middleRow), 0)
  const slope = across / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  return { slope, middleRow, columns: points.length }
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI
}

import type { Point2 } from '../geometry/affine.ts'
import type { ProbabilityMaps } from '../run-network.ts'

/** A local maximum of a heatmap, in view pixels; its value is the localizer's confidence. */
export type Peak = { readonly point: Point2; readonly confidence: number }

/** The highest local maxima of one channel, best first, none below `floor`. */
export function findPeaks(
  maps: ProbabilityMaps,
  channel: number,
  viewSize: Point2,
  floor: number,
  count: number,
): Peak[] {
  const peaks: Peak[] = []
  for (let row = 0; row < maps.rows; row++)
    for (let column = 0; column < maps.columns; column++) {
      const confidence = valueAt(maps, channel, column, row)
      if (confidence < floor || !isSummit(maps, channel, column, row, confidence)) continue
      peaks.push({ point: refine(maps, channel, column, row, viewSize), confidence })
    }
  return peaks.sort((a, b) => b.confidence - a.confidence).slice(0, count)
}

/** Maps and how much each of their channels counts. */
export type WeightedMaps = { readonly maps: ProbabilityMaps; readonly weights: readonly number[] }

/** The weighted mean of several maps of one shape, channel by channel: what neighbouring slices agree on. */
export function meanOfMaps(slices: readonly WeightedMaps[]): ProbabilityMaps | undefined {
  const [first] = slices
  if (first === undefined) return undefined
  const data = new Float32Array(first.maps.data.length)
  const channels = first.maps.labels.length
  for (let channel = 0; channel < channels; channel++) {
    const whole = slices.reduce((sum, { weights }) => sum + weights[channel]!, 0)
    for (const { maps, weights } of slices) {
      const share = weights[channel]! / whole
      for (let index = channel; index < data.length; index += channels)
        data[index]! += share * maps.data[index]!
    }
  }
  return { ...first.maps, data }
}

/** The value of a map at a point in view pixels (nearest cell); 0 outside. */
export function readMap(maps: ProbabilityMaps, channel: number, [x, y]: Point2, viewSize: Point2): number {
  const column = Math.round(((x + 0.5) * maps.columns) / viewSize[0] - 0.5)
  const row = Math.round(((y + 0.5) * maps.rows) / viewSize[1] - 0.5)
  if (column < 0 || row < 0 || column >= maps.columns || row >= maps.rows) return 0
  return valueAt(maps, channel, column, row)
}

function valueAt(maps: ProbabilityMaps, channel: number, column: number, row: number): number {
  return maps.data[(row * maps.columns + column) * maps.labels.length + channel] as number
}

/** No neighbour is higher; of equal neighbours only the first counts. */
function isSummit(
  maps: ProbabilityMaps,
  channel: number,
  column: number,
  row: number,
  value: number,
): boolean {
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) {
      const x = column + dx
      const y = row + dy
      if ((dx === 0 && dy === 0) || x < 0 || y < 0 || x >= maps.columns || y >= maps.rows) continue
      const other = valueAt(maps, channel, x, y)
      const before = dy < 0 || (dy === 0 && dx < 0)
      if (other > value || (before && other === value)) return false
    }
  return true
}

/** The top of the parabola through the logarithms of three cells, along each axis: exact for a Gaussian. */
function refine(
  maps: ProbabilityMaps,
  channel: number,
  column: number,
  row: number,
  viewSize: Point2,
): Point2 {
  const log = (x: number, y: number) => {
    const inside = x >= 0 && y >= 0 && x < maps.columns && y < maps.rows
    return Math.log(Math.max(inside ? valueAt(maps, channel, x, y) : 0, 1e-6))
  }
  const middle = log(column, row)
  const across = summitOf(log(column - 1, row), middle, log(column + 1, row))
  const down = summitOf(log(column, row - 1), middle, log(column, row + 1))
  return [
    ((column + across + 0.5) * viewSize[0]) / maps.columns - 0.5,
    ((row + down + 0.5) * viewSize[1]) / maps.rows - 0.5,
  ]
}

function summitOf(before: number, middle: number, after: number): number {
  const curvature = before - 2 * middle + after
  return curvature < 0 ? Math.min(Math.max((0.5 * (before - after)) / curvature, -0.5), 0.5) : 0
}

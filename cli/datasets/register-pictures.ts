import type { ImagePixels } from '../../src/domain/study.ts'

/** Columns to the right and rows down, in pixels. */
export type Shift = readonly [columns: number, rows: number]

/** Farthest shift that is looked for, pixels. */
const REACH_PX = 40
const COARSE_PX = 4
/** A shift is believed only where it explains the second picture this much better than none does. */
const LEAST_GAIN = 0.05

/**
 * How far the second picture's content lies from the first's: the whole-pixel shift at which the edges of both correlate
 * best (Pearson), first on a coarse grid, then pixel by pixel; none where that is hardly better than no shift. Edges,
 * since the two may differ in contrast.
 */
export function registerPictures(fixed: ImagePixels, moved: ImagePixels): Shift {
  const [a, b] = [edgesOf(fixed), edgesOf(moved)]
  const [across, down] = bestShift(shrink(a), shrink(b), [0, 0], REACH_PX / COARSE_PX).shift
  const best = bestShift(a, b, [across * COARSE_PX, down * COARSE_PX], COARSE_PX)
  return best.likeness - correlate(a, b, [0, 0]) >= LEAST_GAIN ? best.shift : [0, 0]
}

type Edges = { readonly columns: number; readonly rows: number; readonly data: Float32Array }

/** Gradient magnitude, compressed so that strong edges of one contrast do not decide alone: m / (m + mean). */
function edgesOf({ columns, rows, data }: ImagePixels): Edges {
  const at = (column: number, row: number) => data[row * columns + column] as number
  const edges = new Float32Array(columns * rows)
  let sum = 0
  for (let row = 1; row < rows - 1; row++)
    for (let column = 1; column < columns - 1; column++) {
      const across = at(column + 1, row) - at(column - 1, row)
      const down = at(column, row + 1) - at(column, row - 1)
      const magnitude = Math.hypot(across, down)
      edges[row * columns + column] = magnitude
      sum += magnitude
    }
  const usual = sum / edges.length + 1e-6
  return { columns, rows, data: edges.map((magnitude) => magnitude / (magnitude + usual)) }
}

function shrink({ columns, rows, data }: Edges): Edges {
  const [width, height] = [Math.floor(columns / COARSE_PX), Math.floor(rows / COARSE_PX)]
  const small = new Float32Array(width * height)
  for (let row = 0; row < height * COARSE_PX; row++)
    for (let column = 0; column < width * COARSE_PX; column++) {
      const cell = Math.floor(row / COARSE_PX) * width + Math.floor(column / COARSE_PX)
      small[cell] = (small[cell] as number) + (data[row * columns + column] as number)
    }
  return { columns: width, rows: height, data: small }
}

function bestShift(
  fixed: Edges,
  moved: Edges,
  [startColumns, startRows]: Shift,
  reach: number,
): { shift: Shift; likeness: number } {
  let best = { shift: [0, 0] as Shift, likeness: -Infinity }
  for (let down = -reach; down <= reach; down++)
    for (let across = -reach; across <= reach; across++) {
      const shift: Shift = [startColumns + across, startRows + down]
      const likeness = correlate(fixed, moved, shift)
      if (likeness > best.likeness) best = { shift, likeness }
    }
  return best
}

/** Pearson's correlation over those pixels whose counterpart lies on the second picture. */
function correlate(a: Edges, b: Edges, [columns, rows]: Shift): number {
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0]
  const [right, bottom] = [Math.min(a.columns, b.columns - columns), Math.min(a.rows, b.rows - rows)]
  for (let row = Math.max(0, -rows); row < bottom; row++)
    for (let column = Math.max(0, -columns); column < right; column++) {
      const x = a.data[row * a.columns + column] as number
      const y = b.data[(row + rows) * b.columns + column + columns] as number
      count++
      sumA += x
      sumB += y
      sumAA += x * x
      sumBB += y * y
      sumAB += x * y
    }
  const spread = (count * sumAA - sumA ** 2) * (count * sumBB - sumB ** 2)
  return spread > 0 ? (count * sumAB - sumA * sumB) / Math.sqrt(spread) : -Infinity
}

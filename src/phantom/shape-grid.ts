import type { PatientPoint } from '../domain/geometry.ts'

/** Which shapes may reach into a cell, as bits by index. */
type ShapeSets = { readonly bodies: number; readonly arches: number; readonly discs: number }

/** For each shape, its signed distance (mm, negative inside) from a patient point. */
export type ShapeDistances = {
  readonly [Kind in keyof ShapeSets]: readonly ((point: PatientPoint) => number)[]
}

/** A coarse grid over the spine, so that a sample asks only the few shapes near it. */
export type ShapeGrid = {
  /** undefined where no shape is near. */
  readonly at: (x: number, y: number, z: number) => ShapeSets | undefined
}

const CELL_MM = 4
/** Half the diagonal of a cell, and what the distances may be off or textured by. */
const REACH_MM = (CELL_MM * Math.sqrt(3)) / 2 + 2.5
const LOW = [-84, -75, -230] as const
const HIGH = [84, 165, 190] as const

/**
 * Asks every shape for its distance at the centre of each cell of a coarser grid, then of the cells within reach of it.
 */
export function shapeGrid(distances: ShapeDistances): ShapeGrid {
  const [columns, rows, slices] = LOW.map((low, axis) => Math.ceil((HIGH[axis]! - low) / CELL_MM)) as [
    number,
    number,
    number,
  ]
  const bits = {
    bodies: new Int32Array(columns * rows * slices),
    arches: new Int32Array(columns * rows * slices),
    discs: new Int32Array(columns * rows * slices),
  }
  const centre = (i: number, j: number, k: number): PatientPoint => [
    LOW[0] + i * CELL_MM,
    LOW[1] + j * CELL_MM,
    LOW[2] + k * CELL_MM,
  ]
  const block = 4
  const blockReach = (block * CELL_MM * Math.sqrt(3)) / 2 + REACH_MM
  for (const kind of ['bodies', 'arches', 'discs'] as const)
    distances[kind].forEach((distance, index) => {
      for (let k = 0; k < slices; k += block)
        for (let j = 0; j < rows; j += block)
          for (let i = 0; i < columns; i += block) {
            if (distance(centre(i + block / 2, j + block / 2, k + block / 2)) > blockReach * 1.3) continue
            for (let c = k; c < Math.min(slices, k + block); c++)
              for (let b = j; b < Math.min(rows, j + block); b++)
                for (let a = i; a < Math.min(columns, i + block); a++)
                  if (distance(centre(a + 0.5, b + 0.5, c + 0.5)) < REACH_MM)
                    bits[kind][(c * rows + b) * columns + a]! |= 1 << index
          }
    })

  const known = new Map<string, ShapeSets>()
  const cells = Array.from(bits.bodies, (bodies, cell): ShapeSets | undefined => {
    const arches = bits.arches[cell]!
    const discs = bits.discs[cell]!
    if ((bodies | arches | discs) === 0) return undefined
    const key = `${bodies}/${arches}/${discs}`
    const sets = known.get(key) ?? { bodies, arches, discs }
    known.set(key, sets)
    return sets
  })
  return {
    at: (x, y, z) => {
      const i = Math.floor((x - LOW[0]) / CELL_MM)
      const j = Math.floor((y - LOW[1]) / CELL_MM)
      const k = Math.floor((z - LOW[2]) / CELL_MM)
      if (i < 0 || j < 0 || k < 0 || i >= columns || j >= rows || k >= slices) return undefined
      return cells[(k * rows + j) * columns + i]
    },
  }
}

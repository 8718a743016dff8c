import { randomStream } from './random.ts'

const SIZE = 64
const MASK = SIZE - 1

/** Periodic noise of features about one unit wide: mean 0, deviation 1. */
export type NoiseField = {
  /** Interpolated: for edges, which show steps. */
  readonly smooth: (x: number, y: number, z: number) => number
  /** In small steps, at half the cost: for gentle variation over many pixels. Repeats after 16 units. */
  readonly broad: (x: number, y: number, z: number) => number
  /** The nearest lattice value: for grain no coarser than a pixel. */
  readonly grain: (x: number, y: number, z: number) => number
}

/** The texture of tissue: white noise on a torus of 64 cells a side, blurred by 1-2-1 kernels along each axis. */
export function noiseField(seed: number, name: string): NoiseField {
  const random = randomStream(seed, name)
  const white = Float32Array.from({ length: SIZE ** 3 }, () => random.next() - 0.5)
  const values = standardised(blurred(white, 1))
  const wide = standardised(blurred(values, 4))

  return {
    grain: (x, y, z) => values[cellOf(Math.floor(x), Math.floor(y), Math.floor(z))]!,
    broad: (x, y, z) => wide[cellOf(Math.floor(x * 4), Math.floor(y * 4), Math.floor(z * 4))]!,
    smooth: (x, y, z) => {
      const x0 = Math.floor(x)
      const y0 = Math.floor(y)
      const z0 = Math.floor(z)
      const fx = x - x0
      const fy = y - y0
      const fz = z - z0
      const left = (z0 & MASK) * SIZE * SIZE
      const right = ((z0 + 1) & MASK) * SIZE * SIZE
      const top = (y0 & MASK) * SIZE
      const bottom = ((y0 + 1) & MASK) * SIZE
      const near = x0 & MASK
      const far = (x0 + 1) & MASK
      const a = values[left + top + near]! * (1 - fx) + values[left + top + far]! * fx
      const b = values[left + bottom + near]! * (1 - fx) + values[left + bottom + far]! * fx
      const c = values[right + top + near]! * (1 - fx) + values[right + top + far]! * fx
      const d = values[right + bottom + near]! * (1 - fx) + values[right + bottom + far]! * fx
      return (a * (1 - fy) + b * fy) * (1 - fz) + (c * (1 - fy) + d * fy) * fz
    },
  }
}

function cellOf(x: number, y: number, z: number): number {
  return ((z & MASK) * SIZE + (y & MASK)) * SIZE + (x & MASK)
}

function blurred(values: Float32Array, passes: number): Float32Array {
  let current = values
  for (let pass = 0; pass < passes; pass++)
    for (const stride of [1, SIZE, SIZE * SIZE]) current = blurredAlong(current, stride)
  return current
}

function blurredAlong(values: Float32Array, stride: number): Float32Array {
  const result = new Float32Array(values.length)
  const wrap = stride * SIZE
  for (let index = 0; index < values.length; index++) {
    const place = Math.floor(index / stride) & MASK
    const before = place === 0 ? index - stride + wrap : index - stride
    const after = place === MASK ? index + stride - wrap : index + stride
    result[index] = values[before]! * 0.25 + values[index]! * 0.5 + values[after]! * 0.25
  }
  return result
}

function standardised(values: Float32Array): Float32Array {
  let squares = 0
  for (const value of values) squares += value * value
  const deviation = Math.sqrt(squares / values.length)
  return values.map((value) => value / deviation)
}

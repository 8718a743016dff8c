import { describe, expect, it } from 'vitest'
import { largestVoidMm2 } from '../../../src/analysis/measure/find-signal-voids.ts'

const [COLUMNS, ROWS] = [40, 60]

/** Marrow of 200 with what `dark` says without signal. */
function painted(dark: (x: number, y: number) => boolean, marrow = 200): Float32Array {
  return Float32Array.from({ length: COLUMNS * ROWS }, (_, index) =>
    dark(index % COLUMNS, Math.floor(index / COLUMNS)) ? marrow * 0.01 : marrow,
  )
}

describe('largestVoidMm2', () => {
  it('is nothing where there is signal everywhere, or dark cortex of a tenth', () => {
    expect(
      largestVoidMm2(
        painted(() => false),
        COLUMNS,
        0.5,
      ),
    ).toBe(0)
    const cortex = painted(() => false).map((value, index) => (index % 7 === 0 ? value / 10 : value))
    expect(largestVoidMm2(cortex, COLUMNS, 0.5)).toBe(0)
  })

  it('measures the largest of several regions, which touch by sides and not by corners', () => {
    const square = (x: number, y: number) => x >= 10 && x < 20 && y >= 10 && y < 20
    const corner = (x: number, y: number) => x >= 20 && x < 24 && y >= 20 && y < 24
    expect(
      largestVoidMm2(
        painted((x, y) => square(x, y) || corner(x, y)),
        COLUMNS,
        0.5,
      ),
    ).toBeCloseTo(25)
  })

  it('does not go round the edge of the window from one row to the next', () => {
    const edges = (x: number, y: number) => y === 5 && (x < 3 || x >= COLUMNS - 3)
    expect(largestVoidMm2(painted(edges), COLUMNS, 1)).toBe(3)
  })

  it('says nothing of grey levels too coarse to tell dark from none', () => {
    expect(
      largestVoidMm2(
        painted((x) => x < 10, 30),
        COLUMNS,
        0.5,
      ),
    ).toBe(0)
  })
})

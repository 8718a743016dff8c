import { describe, expect, it } from 'vitest'
import type { LevelGrid } from '../../../src/analysis/measure/level-grid.ts'
import { measureLordosis } from '../../../src/analysis/measure/measure-lordosis.ts'
import type { FramedGrid } from '../../../src/analysis/measure/measure-lordosis.ts'

const [COLUMNS, ROWS, STEP_MM, CENTRE_COLUMN, CENTRE_ROW] = [165, 121, 0.5, 68, 60]

/** A disc whose edges fall to posterior by so many degrees, in a frame that is itself turned by some. */
function disc(upperFall: number, lowerFall: number, turned: number): FramedGrid {
  const tangent = (degrees: number) => Math.tan((degrees * Math.PI) / 180)
  const mask = Float32Array.from({ length: COLUMNS * ROWS }, (_, index) => {
    const x = ((index % COLUMNS) - CENTRE_COLUMN) * STEP_MM
    const y = (Math.floor(index / COLUMNS) - CENTRE_ROW) * STEP_MM
    const [top, bottom] = [-5 + x * tangent(upperFall), 5 + x * tangent(lowerFall)]
    const depth = Math.min(y - top, bottom - y, 17 - Math.abs(x))
    return Math.min(1, Math.max(0, 0.5 + depth / STEP_MM))
  })
  const grid: LevelGrid = {
    columns: COLUMNS,
    rows: ROWS,
    stepMm: STEP_MM,
    centreColumn: CENTRE_COLUMN,
    centreRow: CENTRE_ROW,
    signal: mask,
    vertebra: mask,
    disc: mask,
    canal: mask,
  }
  const angle = (turned * Math.PI) / 180
  return { grid, frame: { caudal: [-Math.sin(angle), Math.cos(angle)] } }
}

describe('measureLordosis', () => {
  it('is the angle between the lower endplate of L1 and the upper one of S1', () => {
    // L1's endplate falls by 4 + 6 degrees to posterior, S1's rises by 30 + 8.
    const [measured] = measureLordosis(disc(6, 0, 4), disc(0, -8, -30))
    expect(measured).toMatchObject({ level: 'l5_s1', name: 'lordosis', unit: 'deg' })
    expect(measured?.value).toBeCloseTo(48, 0)
    expect(measured?.uncertainty).toBeLessThan(3)
  })

  it('is not made where an edge is not seen', () => {
    const blank = disc(0, 0, 0)
    const empty = { ...blank, grid: { ...blank.grid, disc: new Float32Array(COLUMNS * ROWS) } }
    expect(measureLordosis(blank, empty)).toEqual([])
  })
})

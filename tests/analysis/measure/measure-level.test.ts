import { describe, expect, it } from 'vitest'
import { measureLevel } from '../../../src/analysis/measure/measure-level.ts'
import type { LevelGrid } from '../../../src/analysis/measure/level-grid.ts'

/** A level drawn on the grid, mm from the disc's centre: x to posterior, y to caudal. */
function draw(
  parts: Readonly<Record<'vertebra' | 'disc' | 'canal', (x: number, y: number) => boolean>>,
  signalAt: (x: number, y: number) => number = () => 100,
): LevelGrid {
  const [columns, rows, stepMm, centreColumn, centreRow] = [165, 121, 0.5, 68, 60]
  const paint = (value: (x: number, y: number) => number) =>
    Float32Array.from({ length: columns * rows }, (_, index) => {
      const x = ((index % columns) - centreColumn) * stepMm
      const y = (Math.floor(index / columns) - centreRow) * stepMm
      return value(x, y)
    })
  const mask = (part: (x: number, y: number) => boolean) => paint((x, y) => (part(x, y) ? 1 : 0))
  return {
    columns,
    rows,
    stepMm,
    centreColumn,
    centreRow,
    signal: paint(signalAt),
    vertebra: mask(parts.vertebra),
    disc: mask(parts.disc),
    canal: mask(parts.canal),
  }
}

const PLAIN = {
  disc: (x: number, y: number) => Math.abs(x) < 17 && Math.abs(y) < 5,
  vertebra: (x: number, y: number) => Math.abs(x) < 17 && Math.abs(y) > 5 && Math.abs(y) < 28,
  canal: (x: number) => x > 20 && x < 34,
}

function valueOf(grid: LevelGrid, name: string): number | undefined {
  return measureLevel('l4_l5', grid).find((measurement) => measurement.name === name)?.value
}

function measurementOf(grid: LevelGrid) {
  return measureLevel('l4_l5', grid).find(({ name }) => name === 'canal_ap_diameter')
}

/** A mask between two edges across the grid, mm from the disc's centre, that fade as logistic curves. */
function blurred(
  { columns, rows, centreColumn, stepMm }: LevelGrid,
  from: number,
  to: number,
  scale: number,
) {
  return Float32Array.from({ length: columns * rows }, (_, index) => {
    const x = ((index % columns) - centreColumn) * stepMm
    const middle = (from + to) / 2
    return 1 / (1 + Math.exp((Math.abs(x - middle) - (to - from) / 2) / scale))
  })
}

describe('measureLevel', () => {
  it('measures a plain level', () => {
    const grid = draw(PLAIN, (x) => (x > 20 ? 400 : 100))
    // The outermost cells lie 4.5 mm out, the edge half a cell beyond: 9.5 mm; likewise 20.5 to 33.5 mm for the canal.
    expect(valueOf(grid, 'disc_height')).toBeCloseTo(9.5, 5)
    expect(valueOf(grid, 'canal_ap_diameter')).toBeCloseTo(13.5, 5)
    expect(valueOf(grid, 'csf_signal_ratio')).toBeCloseTo(100, 5)
    expect(valueOf(grid, 'disc_signal_ratio')).toBeCloseTo(25, 5)
    expect(valueOf(grid, 'listhesis')).toBeCloseTo(0, 5)
    expect(valueOf(grid, 'disc_height_index')).toBeCloseTo((100 * 9.5) / 33.5, 5)
  })

  it('takes the least depth of a canal that narrows at the disc', () => {
    const canal = (x: number, y: number) => x > (Math.abs(y) < 3 ? 27 : 20) && x < 34
    expect(valueOf(draw({ ...PLAIN, canal }), 'canal_ap_diameter')).toBeCloseTo(6.5, 5)
  })

  it('gives no depth to a canal of which hardly a cell of the mask is left', () => {
    const canal = (x: number, y: number) => x > 20 && x < (Math.abs(y) < 2 ? 22.5 : 34)
    expect(valueOf(draw({ ...PLAIN, canal }), 'canal_ap_diameter')).toBeUndefined()
  })

  it('sees CSF lost at the disc against its neighbours', () => {
    const grid = draw(PLAIN, (x, y) => (x > 20 ? (Math.abs(y) < 8 ? 120 : 400) : 100))
    expect(valueOf(grid, 'csf_signal_ratio')).toBeCloseTo(30, 5)
  })

  it('counts a forward slip of the upper vertebra as positive', () => {
    const vertebra = (x: number, y: number) =>
      Math.abs(y) > 5 && Math.abs(y) < 28 && Math.abs(y < 0 ? x + 6 : x) < 17
    const grid = draw({ ...PLAIN, vertebra })
    expect(valueOf(grid, 'listhesis')).toBeCloseTo(6, 5)
    // The lower vertebra is 33.5 mm deep on this grid.
    expect(valueOf(grid, 'listhesis_percent')).toBeCloseTo((100 * 6) / 33.5, 5)
  })

  it('is as uncertain as the edges of the masks are blurred', () => {
    const sharp = draw(PLAIN)
    const soft = { ...sharp, canal: blurred(sharp, 20.25, 33.75, 1) }
    const [exact, vague] = [measurementOf(sharp), measurementOf(soft)]
    expect(vague?.value).toBeCloseTo(13.5, 1)
    // Logistic edges of scale 1 mm: their quartiles lie 1.1 mm from the middle, on either side of the canal.
    expect(vague?.uncertainty).toBeCloseTo((2 * Math.log(3)) / 0.6745, 1)
    expect(exact?.uncertainty).toBeLessThan(0.5)
  })

  it('leaves out what the masks do not show', () => {
    const nowhere = () => false
    expect(measureLevel('l1_l2', draw({ vertebra: nowhere, disc: nowhere, canal: nowhere }))).toEqual([])
    const names = measureLevel('l1_l2', draw({ ...PLAIN, canal: nowhere })).map(({ name }) => name)
    expect(names).toEqual(['disc_height', 'disc_height_index', 'listhesis', 'listhesis_percent'])
  })
})

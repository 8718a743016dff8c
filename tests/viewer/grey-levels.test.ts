import { describe, expect, it } from 'vitest'
import { displayValues } from '../../src/viewer/display-values.ts'
import { fillGreyTable, greyLevels, greyTableLength } from '../../src/viewer/grey-levels.ts'
import { pixelsOf } from './images.ts'

/** The grey of each pixel, as Cornerstone looks it up. */
function greysOf(
  pixels: ReturnType<typeof pixelsOf>,
  center: number,
  width: number,
  inverted = false,
  curve?: Uint8Array,
): number[] {
  const values = displayValues(pixels)
  const table = new Uint8ClampedArray(greyTableLength(values))
  fillGreyTable(table, values, { center, width, ...(curve && { curve }) }, inverted)
  return Array.from(values.data, (stored) => table[stored - Math.min(values.least, 0)]!)
}

describe('displayValues', () => {
  it('uses 8 and 16 bit pixels where they lie, and makes them once', () => {
    const pixels = pixelsOf(new Int16Array([-5, 0, 900]))
    expect(displayValues(pixels).data).toBe(pixels.data)
    expect(displayValues(pixels)).toMatchObject({ least: -5, greatest: 900 })
    expect(displayValues(pixels)).toBe(displayValues(pixels))
  })

  it('keeps the values of floats and wide integers to a 65,535th of their spread', () => {
    for (const data of [new Float32Array([-0.5, 0.25, 1.5]), new Int32Array([-2_000_000, 5, 3_000_000])]) {
      const values = displayValues(pixelsOf(data, { slope: 3, intercept: 7 }))
      const spread = 3 * (data[2]! - data[0]!)
      for (const [index, stored] of values.data.entries()) {
        const value = stored * values.slope + values.intercept
        expect(Math.abs(value - (data[index]! * 3 + 7))).toBeLessThanOrEqual(spread / 65_535)
      }
    }
  })

  it('survives an image of one value, and values that are no numbers', () => {
    expect(displayValues(pixelsOf(new Float32Array([2, 2])))).toMatchObject({ least: 0, greatest: 0 })
    expect(Array.from(displayValues(pixelsOf(new Float32Array([NaN, 1, 2]))).data)).toEqual([0, 0, 65_535])
  })
})

describe('fillGreyTable', () => {
  it('maps the window from black to white, middle to middle grey', () => {
    const pixels = pixelsOf(new Int16Array([-100, 0, 25, 75, 100, 200]))
    expect(greysOf(pixels, 50, 100)).toEqual([0, 0, 64, 191, 255, 255])
    expect(greysOf(pixels, 50, 100, true)).toEqual([255, 255, 191, 64, 0, 0])
  })

  it('windows values after rescale', () => {
    expect(greysOf(pixelsOf(new Uint16Array([10, 25, 30]), { slope: 5, intercept: -50 }), 50, 100)).toEqual([
      0, 191, 255,
    ])
  })

  it('follows the sigmoid of VOILUTFunction', () => {
    // PS3.3 C.11.2.1.3.1 by hand: 50 % at the centre, 73.1 % a quarter width above it, 88.1 % at half a width.
    const values = displayValues(pixelsOf(new Int16Array([0, 25, 50, 75, 100, 1000])))
    const table = new Uint8ClampedArray(greyTableLength(values))
    fillGreyTable(table, values, { center: 50, width: 100, isSigmoid: true }, false)
    expect(Array.from(values.data, (stored) => table[stored]!)).toEqual([30, 69, 128, 186, 225, 255])
    fillGreyTable(table, values, { center: 50, width: 100, isSigmoid: true }, true)
    expect(Array.from(values.data, (stored) => table[stored]!)).toEqual([225, 186, 128, 69, 30, 0])
  })

  it('follows a curve between black and white, and its ends beyond', () => {
    const pixels = pixelsOf(new Int16Array([-100, 0, 25, 50, 100, 200]))
    const curve = Uint8Array.of(10, 20, 80, 200, 250)
    expect(greysOf(pixels, 50, 100, false, curve)).toEqual([10, 10, 20, 80, 250, 250])
    expect(greysOf(pixels, 50, 100, true, curve)).toEqual([245, 245, 235, 175, 5, 5])
  })

  it('keeps the padding black, inverted too', () => {
    const pixels = pixelsOf(new Int16Array([-2000, 0, 100]), { padding: -2000 })
    expect(greysOf(pixels, 50, 100, true)).toEqual([0, 255, 0])
  })
})

describe('greyLevels', () => {
  it('answers with the value below which so many pixels lie', () => {
    const levels = greyLevels(pixelsOf(Uint16Array.from({ length: 1000 }, (_, index) => index)))
    expect(levels.percentile(0)).toBe(0)
    expect(levels.percentile(50)).toBeCloseTo(500, -1)
    expect(levels.percentile(100)).toBe(999)
  })

  it('leaves the padding out, and counts after rescale, downhill slopes too', () => {
    const data = new Int16Array([-1, -1, -1, -1, 10, 20])
    const padded = greyLevels(pixelsOf(data, { padding: -1, slope: 2, intercept: 1 }))
    expect([padded.percentile(0), padded.percentile(100)]).toEqual([21, 41])
    const downhill = greyLevels(pixelsOf(new Int16Array([10, 20]), { slope: -1 }))
    expect([downhill.percentile(0), downhill.percentile(100)]).toEqual([-20, -10])
  })

  it('calls an image of padding alone 0', () => {
    expect(greyLevels(pixelsOf(new Int16Array([3, 3]), { padding: 3 })).percentile(50)).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { greyOf, percentileWindow } from '../../../src/analysis/view/grey-window.ts'

describe('percentileWindow', () => {
  it('agrees with numpy.percentile', () => {
    const values = Float32Array.of(15, 20, 35, 40, 50)
    const all = new Uint8Array(5).fill(1)
    // numpy.percentile([15, 20, 35, 40, 50], [5, 40, 95]) = [16, 29, 48]
    const outer = percentileWindow(values, all, { low: 5, high: 95 })
    expect(outer.low).toBeCloseTo(16, 5)
    expect(outer.high).toBeCloseTo(48, 5)
    expect(percentileWindow(values, all, { low: 40, high: 100 }).low).toBeCloseTo(29, 5)
  })

  it('leaves out what does not count', () => {
    const window = percentileWindow(Float32Array.of(0, 7, 0, 9), Uint8Array.of(0, 1, 0, 1), {
      low: 0,
      high: 100,
    })
    expect(window).toEqual({ low: 7, high: 9 })
  })

  it('is empty where nothing counts', () => {
    expect(percentileWindow(Float32Array.of(3), Uint8Array.of(0), { low: 1, high: 99 })).toEqual({
      low: 0,
      high: 0,
    })
  })
})

describe('greyOf', () => {
  it('maps the window to 0 to 255 and clips', () => {
    const window = { low: 100, high: 200 }
    expect([50, 100, 150, 200, 900].map((value) => greyOf(value, window))).toEqual([0, 0, 128, 255, 255])
  })

  it('shows nothing in a window without width', () => {
    expect(greyOf(5, { low: 5, high: 5 })).toBe(0)
  })
})

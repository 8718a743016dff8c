import { describe, expect, it } from 'vitest'
import {
  greySpread,
  openingWindow,
  presetWindow,
  WINDOW_PRESET_IDS,
} from '../../src/viewer/window-presets.ts'
import { geometryOf, imageOf, pixelsOf } from './images.ts'

const ramp = pixelsOf(Uint16Array.from({ length: 1001 }, (_, index) => index))
const image = imageOf(geometryOf())

describe('openingWindow', () => {
  it("is the header's", () => {
    const window = { center: 400, width: 800 }
    expect(openingWindow({ ...image, windows: [window, { center: 1, width: 2 }] }, ramp)).toBe(window)
  })

  it('comes from the values where the header has none, or an impossible one', () => {
    const { center, width } = openingWindow(image, ramp)
    expect(center).toBeCloseTo(503, -1)
    expect(width).toBeCloseTo(985, -1)
    expect(openingWindow({ ...image, windows: [{ center: 5, width: 0 }] }, ramp)).toEqual({ center, width })
  })

  it('is never empty', () => {
    expect(openingWindow(image, pixelsOf(new Uint16Array(9))).width).toBeGreaterThan(0)
  })
})

describe('presetWindow', () => {
  it('offers five different windows, each within the values', () => {
    const acquired = { ...image, windows: [{ center: 400, width: 700 }] }
    const windows = WINDOW_PRESET_IDS.map((id) => presetWindow(id, acquired, ramp))
    expect(new Set(windows.map(({ center, width }) => `${center} ${width}`)).size).toBe(5)
    for (const { center, width } of windows) {
      expect(center - width / 2).toBeGreaterThanOrEqual(0)
      expect(center + width / 2).toBeLessThanOrEqual(1000)
    }
  })

  it('brightens nothing that a scaled image would not brighten: presets follow the values', () => {
    const doubled = { ...ramp, slope: 2 }
    const [one, two] = [presetWindow('hard', image, ramp), presetWindow('hard', image, doubled)]
    expect(two.width).toBeCloseTo(2 * one.width, 6)
    expect(two.center).toBeCloseTo(2 * one.center, 6)
    expect(greySpread(doubled)).toBeCloseTo(2 * greySpread(ramp), 6)
  })
})

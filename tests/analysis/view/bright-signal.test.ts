import { describe, expect, it } from 'vitest'
import { brightSignal } from '../../../src/analysis/view/bright-signal.ts'
import type { ImagePixels } from '../../../src/domain/study.ts'

const pixels = (data: readonly number[], rest: Partial<ImagePixels> = {}): ImagePixels => ({
  columns: data.length,
  rows: 1,
  data: Int16Array.from(data),
  slope: 1,
  intercept: 0,
  padding: undefined,
  ...rest,
})
const values = ({ data, slope, intercept }: ImagePixels) =>
  Array.from(data, (stored) => stored * slope + intercept)

describe('brightSignal', () => {
  it('counts MONOCHROME1 down from air, so that ratios of signals are those of the same image stored bright', () => {
    // 4095 - [0, 100, 400]: air, disc and fluid.
    expect(values(brightSignal(pixels([4095, 3995, 3695]), { inverted: true }))).toEqual([0, 100, 400])
  })

  it('keeps the rescale slope and counts from the darkest value whatever its sign', () => {
    const rescaled = pixels([4095, 3995, 3695], { slope: 2, intercept: -1000 })
    expect(values(brightSignal(rescaled, { inverted: true }))).toEqual([0, 200, 800])
    const falling = pixels([0, 100, 400], { slope: -1, intercept: 4095 })
    expect(values(brightSignal(falling, { inverted: true }))).toEqual([0, 100, 400])
  })

  it('does not take padding for air', () => {
    const padded = pixels([9999, 4095, 3995], { padding: 9999 })
    expect(values(brightSignal(padded, { inverted: true })).slice(1)).toEqual([0, 100])
  })

  it('leaves MONOCHROME2 as it is', () => {
    const plain = pixels([1, 2])
    expect(brightSignal(plain, { inverted: false })).toBe(plain)
  })
})

import { describe, expect, it } from 'vitest'
import { sharesAt } from '../../../src/analysis/locate/slice-shares.ts'
import type { SeenSlice } from '../../../src/analysis/locate/see-slices.ts'

/** A sagittal slice at a place, as far as shares ask for it. */
function sliceAt(mm: number): SeenSlice {
  const geometry = {
    position: [mm, 0, 0],
    columnDirection: [0, 1, 0],
    rowDirection: [0, 0, -1],
    columnSpacingMm: 1,
    rowSpacingMm: 1,
    columns: 10,
    rows: 10,
  }
  return { image: { id: String(mm), geometry } } as unknown as SeenSlice
}
const slices = [-8, -4, 0, 4, 8].map(sliceAt)
const at = (mm: number | undefined) =>
  sharesAt(slices, mm)?.map(({ slice, share }) => [slice.image.id, Number(share.toFixed(3))])

describe('sharesAt', () => {
  it('reads the slice that the midline passes through alone', () => {
    expect(at(4)).toEqual([['4', 1]])
  })

  it('shares half-way between two slices', () => {
    expect(at(2)).toEqual([
      ['0', 0.5],
      ['4', 0.5],
    ])
  })

  it('moves steadily: a quarter of the way, the nearer slice has most of it', () => {
    // Nearness .75 and .25, less .2 each: .55 and .05.
    expect(at(1)).toEqual([
      ['0', 0.917],
      ['4', 0.083],
    ])
    expect(at(-1)).toEqual([
      ['0', 0.917],
      ['-4', 0.083],
    ])
  })

  it('takes the outermost slice for what lies beyond', () => {
    expect(at(30)).toEqual([['8', 1]])
  })

  it('takes the nearest where slices are missing between', () => {
    const gap = [-12, -8, -4, 12, 16].map(sliceAt)
    expect(sharesAt(gap, 3)?.map(({ slice, share }) => [slice.image.id, share])).toEqual([['-4', 1]])
  })

  it('takes the middle of the slices where no midline is known, and nothing of none', () => {
    expect(at(undefined)).toEqual([['0', 1]])
    expect(sharesAt([], 0)).toBeUndefined()
  })
})

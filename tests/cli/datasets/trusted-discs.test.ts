import { describe, expect, it } from 'vitest'
import { trustedDiscs } from '../../../cli/datasets/trusted-discs.ts'
import type { MarkedDisc } from '../../../cli/datasets/trusted-discs.ts'

/** Five discs 40 px apart on each slice, the lowest at row 300. */
function spine(slices: readonly number[]): MarkedDisc[] {
  return slices.flatMap((slice) =>
    [1, 2, 3, 4, 5].map((count) => ({
      slice,
      count,
      middle: [100, 300 - 40 * (count - 1)] as const,
      areaPx: 400,
    })),
  )
}

describe('trustedDiscs', () => {
  it('keeps a patient whose slices agree', () => {
    expect(trustedDiscs(spine([1, 2, 3]))).toHaveLength(15)
  })

  it('drops a slice on which the lowest disc is not marked, so that every other one is counted one too low', () => {
    const miscounted = spine([9])
      .slice(1)
      .map((disc) => ({ ...disc, count: disc.count - 1 }))
    const kept = trustedDiscs([...spine([1, 2, 3]), ...miscounted])
    expect(new Set(kept.map(({ slice }) => slice))).toEqual(new Set([1, 2, 3]))
  })

  it('drops a disc of which only a part is marked, and keeps the others of its slice', () => {
    const discs = spine([1, 2, 3]).map((disc) =>
      disc.slice === 2 && disc.count === 1 ? { ...disc, areaPx: 90 } : disc,
    )
    const kept = trustedDiscs(discs)
    expect(kept).toHaveLength(14)
    expect(kept.some(({ slice, count }) => slice === 2 && count === 1)).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { vertebraMask } from '../../../cli/datasets/mendeley.ts'
import { MASK_UNKNOWN } from '../../../cli/datasets/sample.ts'
import type { View } from '../../../src/analysis/view/render-view.ts'
import type { ImagePoint } from '../../../src/domain/geometry.ts'

const SIZE = 96
const view: View = {
  columns: SIZE,
  rows: SIZE,
  channels: 1,
  grey: new Uint8Array(SIZE * SIZE),
  toImage: [1, 0, 0, 0, 1, 0],
}

/** Bodies of 20 by 10 pixels, one below the other with gaps of 4, from row 10. */
const outlines = new Map(
  ['L1', 'L2', 'L3', 'L4', 'L5', 'S1'].map((name, index): [string, ImagePoint[]] => {
    const top = 10 + 14 * index
    return [
      name,
      [
        [20, top],
        [40, top],
        [40, top + 10],
        [20, top + 10],
      ],
    ]
  }),
)

function at(column: number, row: number, lines = outlines): number | undefined {
  return vertebraMask(view, lines).data[(row * SIZE + column) * 3]
}

describe('the vertebra mask of outlines of bodies', () => {
  it('knows the bodies, what lies before them, and the canal behind', () => {
    expect(at(30, 15)).toBe(1)
    expect(at(10, 15)).toBe(0)
    expect(at(45, 15)).toBe(0)
    expect(at(30, 22), 'a disc').toBe(0)
  })

  it('does not know the arches behind the canal, nor what is not outlined', () => {
    expect(at(60, 15)).toBe(MASK_UNKNOWN)
    expect(at(60, 22), 'behind a disc').toBe(MASK_UNKNOWN)
    expect(at(30, 5), 'above L1').toBe(MASK_UNKNOWN)
    expect(at(30, 85), 'S1').toBe(MASK_UNKNOWN)
  })

  it('knows nothing where a vertebra is missing', () => {
    const withoutL3 = new Map([...outlines].filter(([name]) => name !== 'L3'))
    expect(at(30, 15, withoutL3)).toBe(MASK_UNKNOWN)
  })
})

import { describe, expect, it } from 'vitest'
import {
  findShownPart,
  trimGeometry,
  trimPixels,
  uniteParts,
} from '../../../src/analysis/view/trim-border.ts'
import { imageToPatient } from '../../../src/domain/image-geometry.ts'
import type { ImagePixels } from '../../../src/domain/study.ts'

function pixels(rows: readonly (readonly number[])[], padding?: number): ImagePixels {
  const data = Int32Array.from(rows.flat())
  return { columns: rows[0]!.length, rows: rows.length, data, slope: 1, intercept: 0, padding }
}

const BORDERED = pixels([
  [0, 0, 0, 0, 0],
  [0, 3, 4, 0, 0],
  [0, 0, 5, 0, 0],
  [0, 0, 0, 0, 0],
])

describe('findShownPart', () => {
  it('leaves out whole rows and columns of one value', () => {
    expect(findShownPart(BORDERED)).toEqual({ left: 1, top: 1, right: 2, bottom: 2 })
  })

  it('leaves out padding beside a border of another value', () => {
    const padded = pixels(
      [
        [9, 9, 9, 9],
        [9, 0, 0, 9],
        [9, 0, 7, 9],
        [9, 6, 0, 9],
      ],
      9,
    )
    expect(findShownPart(padded)).toEqual({ left: 1, top: 2, right: 2, bottom: 3 })
  })

  it('finds the same part of the mirrored image, whatever the value of either border', () => {
    const rows = [
      [0, 0, 1, 8],
      [0, 0, 2, 8],
      [0, 3, 0, 8],
    ]
    expect(findShownPart(pixels(rows))).toEqual({ left: 1, top: 0, right: 2, bottom: 2 })
    const mirrored = rows.map((row) => row.toReversed())
    expect(findShownPart(pixels(mirrored))).toEqual({ left: 1, top: 0, right: 2, bottom: 2 })
  })

  it('finds nothing in an image of one value', () => {
    expect(findShownPart(pixels([[5, 5], [5, 5]]))).toBeUndefined() // prettier-ignore
  })
})

describe('a part', () => {
  it('holds the pixels and lies where they lay', () => {
    const part = findShownPart(BORDERED)!
    expect([...trimPixels(BORDERED, part).data]).toEqual([3, 4, 0, 5])
    const geometry = {
      position: [10, 20, 30],
      columnDirection: [0, 1, 0],
      rowDirection: [0, 0, -1],
      columnSpacingMm: 2,
      rowSpacingMm: 3,
      columns: 5,
      rows: 4,
    } as const
    const trimmed = trimGeometry(geometry, part)
    expect(trimmed).toMatchObject({ position: [10, 22, 27], columns: 2, rows: 2 })
    expect(imageToPatient(trimmed, [1, 1])).toEqual(imageToPatient(geometry, [2, 2]))
  })

  it('of several holds all of them', () => {
    const parts = [
      { left: 1, top: 4, right: 5, bottom: 6 },
      { left: 2, top: 3, right: 9, bottom: 5 },
    ]
    expect(uniteParts(parts)).toEqual({ left: 1, top: 3, right: 9, bottom: 6 })
  })
})

import { describe, expect, it } from 'vitest'
import { registerPictures } from '../../../cli/datasets/register-pictures.ts'
import type { ImagePixels } from '../../../src/domain/study.ts'

const SIDE = 160

/** Blocks and a slanted edge; `inverted` shows the same edges with the contrast of another sequence. */
function picture(across: number, down: number, inverted = false): ImagePixels {
  const data = new Uint8Array(SIDE * SIDE)
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const [x, y] = [column - across, row - down]
      const block = x > 60 && x < 95 && y > 20 && y < 140 && y % 30 > 7
      const skin = x + y / 4 > 150
      const value = block ? 150 : skin ? 220 : 40
      data[row * SIDE + column] = inverted ? 255 - value : value
    }
  return { columns: SIDE, rows: SIDE, data, slope: 1, intercept: 0, padding: undefined }
}

describe('registerPictures', () => {
  it.each([
    [0, 0],
    [-17, 0],
    [9, -13],
    [34, 6],
  ])('finds a shift of %i, %i in another contrast', (across, down) => {
    expect(registerPictures(picture(0, 0), picture(across, down, true))).toEqual([across, down])
  })

  it('says no shift where the second picture shows nothing of the first', () => {
    const noise = {
      ...picture(0, 0),
      data: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i * 7919) % 251),
    }
    expect(registerPictures(picture(0, 0), noise)).toEqual([0, 0])
  })
})

import { describe, expect, it } from 'vitest'
import { resampleImage } from '../../../src/analysis/view/resample-image.ts'
import type { ImagePixels } from '../../../src/domain/study.ts'

function image(rows: readonly (readonly number[])[], rest: Partial<ImagePixels> = {}): ImagePixels {
  const data = Float32Array.from(rows.flat())
  const columns = rows[0]?.length ?? 0
  return { columns, rows: rows.length, data, slope: 1, intercept: 0, padding: undefined, ...rest }
}

const RAMP = image([
  [0, 10, 20, 30],
  [40, 50, 60, 70],
  [80, 90, 100, 110],
  [120, 130, 140, 150],
])

describe('resampleImage', () => {
  it('gives the image itself under the identity', () => {
    const { values, inside } = resampleImage(RAMP, [1, 0, 0, 0, 1, 0], 4, 4)
    expect([...values]).toEqual([...(RAMP.data as Float32Array)])
    expect(inside.every((flag) => flag === 1)).toBe(true)
  })

  it('reads between pixel centres bilinearly', () => {
    // At column 0.25, row 0.5: 0.75 * (0 + 40) / 2 + 0.25 * (10 + 50) / 2 = 22.5
    expect(resampleImage(RAMP, [1, 0, 0.25, 0, 1, 0.5], 1, 1).values[0]).toBeCloseTo(22.5, 5)
  })

  it('averages the area when it shrinks by two', () => {
    // View pixel 0 covers image pixels 0 and 1 along both axes: (0 + 10 + 40 + 50) / 4 = 25.
    const { values } = resampleImage(RAMP, [2, 0, 0.5, 0, 2, 0.5], 2, 2)
    expect([...values]).toEqual([25, 45, 105, 125])
  })

  it('turns by a quarter', () => {
    const { values } = resampleImage(RAMP, [0, 1, 0, -1, 0, 3], 4, 4)
    expect([...values.subarray(0, 4)]).toEqual([120, 80, 40, 0])
  })

  it('repeats the edge for half a pixel and is outside beyond', () => {
    const { values, inside } = resampleImage(RAMP, [1, 0, -1, 0, 1, 0], 6, 1)
    expect([...inside]).toEqual([0, 1, 1, 1, 1, 0])
    expect([...values]).toEqual([0, 0, 10, 20, 30, 0])
    expect(resampleImage(RAMP, [1, 0, -0.5, 0, 1, 0], 1, 1)).toEqual({
      values: Float32Array.of(0),
      inside: Uint8Array.of(1),
    })
  })

  it('applies the rescale', () => {
    const { values } = resampleImage({ ...RAMP, slope: 2, intercept: -5 }, [1, 0, 1, 0, 1, 0], 1, 1)
    expect(values[0]).toBe(15)
  })

  it('leaves padding out of every value', () => {
    const padded = image([[-2000, 10, 30]], { padding: -2000 })
    const { values, inside } = resampleImage(padded, [0.5, 0, 0, 0, 1, 0], 5, 1)
    // Column 0 is padding alone; at 0.5 only its right neighbour counts.
    expect([...inside]).toEqual([0, 1, 1, 1, 1])
    expect([...values]).toEqual([0, 10, 10, 20, 30])
  })
})

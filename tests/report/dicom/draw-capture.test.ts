import { describe, expect, it } from 'vitest'
import { drawCapture } from '../../../src/report/dicom/draw-capture.ts'

const [columns, rows] = [200, 120]
const image = { columns, rows, grey: new Uint8Array(columns * rows).fill(40), boxes: [] }
const at = (rgb: Uint8Array, x: number, y: number) => [
  ...rgb.subarray((y * columns + x) * 3, (y * columns + x) * 3 + 3),
]

describe('drawCapture', () => {
  it('leaves the image as it is but for the research-use line', () => {
    const rgb = drawCapture(image)
    expect(at(rgb, 100, 30)).toEqual([40, 40, 40])
    const lowest = rgb.subarray((rows - 12) * columns * 3)
    expect(lowest.some((value) => value > 150)).toBe(true)
  })

  it('draws a box in the colour of its grade, dashed where it was read elsewhere', () => {
    const boxPx = [80, 30, 60, 40] as const
    const drawn = drawCapture({ ...image, boxes: [{ boxPx, label: 'L4/L5', grade: 'severe' }] })
    for (let x = 80; x <= 140; x++) expect(at(drawn, x, 30)).toEqual([0xe8, 0x64, 0x2c])
    const dashed = drawCapture({
      ...image,
      boxes: [{ boxPx, label: 'L4/L5', grade: 'severe', isElsewhere: true }],
    })
    const colours = new Set(Array.from({ length: 60 }, (_, index) => at(dashed, 80 + index, 30).join()))
    expect(colours.size).toBe(2)
  })

  it('keeps what lies beside the image off it', () => {
    const boxPx = [-20, -20, 400, 400] as const
    expect(drawCapture({ ...image, boxes: [{ boxPx, label: 'L1/L2' }] })).toHaveLength(columns * rows * 3)
  })

  it('refuses pixels that do not fill the image', () => {
    expect(() => drawCapture({ ...image, rows: 121 })).toThrow(RangeError)
  })
})

import { describe, expect, it } from 'vitest'
import { decodeRle } from '../../../src/intake/pixels/decode-rle.ts'
import { concat } from '../build-dicom.ts'

function frame(segments: readonly (readonly number[])[], bitsAllocated: number, samplesPerPixel = 1) {
  const header = new Uint8Array(64)
  const view = new DataView(header.buffer)
  view.setUint32(0, segments.length, true)
  let offset = 64
  for (const [index, segment] of segments.entries()) {
    view.setUint32(4 + index * 4, offset, true)
    offset += segment.length
  }
  return {
    bytes: concat([header, ...segments.map((segment) => Uint8Array.from(segment))]),
    rows: 1,
    columns: 4,
    samplesPerPixel,
    bitsAllocated,
    bitsStored: bitsAllocated,
    signed: false,
    photometricInterpretation: 'MONOCHROME2',
  }
}

describe('decodeRle', () => {
  it('joins the most significant segment first into little endian samples', () => {
    // 0x0102 four times: a run of the high byte, the low byte written out.
    expect([
      ...decodeRle(
        frame(
          [
            [0xfd, 1],
            [3, 2, 2, 2, 2],
          ],
          16,
        ),
      ),
    ]).toEqual([2, 1, 2, 1, 2, 1, 2, 1])
  })

  it('puts the components of colour together pixel by pixel', () => {
    const red = [0xfd, 10]
    const green = [0xfd, 20]
    const blue = [3, 1, 2, 3, 4]
    expect([...decodeRle(frame([red, green, blue], 8, 3))]).toEqual([
      10, 20, 1, 10, 20, 2, 10, 20, 3, 10, 20, 4,
    ])
  })

  it('steps over a control byte of -128, and stops at the last pixel', () => {
    expect([...decodeRle(frame([[0x80, 0x81, 7]], 8))]).toEqual([7, 7, 7, 7])
  })

  it('refuses a segment that ends before its last pixel', () => {
    expect(() => decodeRle(frame([[0xfe, 7]], 8))).toThrow('RLE segment 1 ends after 3 of 4 pixels')
    expect(() => decodeRle(frame([[2, 1, 2]], 8))).toThrow('RLE segment 1 ends after 2 of 4 pixels')
    expect(() =>
      decodeRle(
        frame(
          [
            [0xfd, 1],
            [0, 2, 0xfe],
          ],
          16,
        ),
      ),
    ).toThrow('RLE segment 2 ends after 1 of 4 pixels')
  })

  it('refuses fewer segments than the samples have bytes', () => {
    expect(() => decodeRle(frame([[0xfd, 1]], 16))).toThrow('1 RLE segments where 2 are needed')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeRle16 } from '../../src/phantom/encode-rle.ts'

/** A decoder written from PS3.5 annex G alone. */
function decodeRle16(frame: Uint8Array, length: number): Uint16Array {
  const header = new DataView(frame.buffer, frame.byteOffset, 64)
  expect(header.getUint32(0, true)).toBe(2)
  const [high, low] = [4, 8].map((at) => unpack(frame, header.getUint32(at, true), length))
  return Uint16Array.from({ length }, (_, index) => (high![index]! << 8) | low![index]!)
}

function unpack(frame: Uint8Array, start: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let from = start
  let to = 0
  while (to < length) {
    const control = (frame[from++]! << 24) >> 24
    if (control >= 0) {
      bytes.set(frame.subarray(from, from + control + 1), to)
      from += control + 1
      to += control + 1
    } else if (control > -128) {
      bytes.fill(frame[from++]!, to, to + 1 - control)
      to += 1 - control
    }
  }
  expect(to).toBe(length)
  return bytes
}

describe('encodeRle16', () => {
  it('gives back what went in', () => {
    const value = fc.oneof(fc.constantFrom(0, 1, 256, 257, 65535), fc.nat(65535))
    const rows = fc.integer({ min: 1, max: 300 }).chain((columns) =>
      fc.tuple(
        fc.constant(columns),
        fc.array(fc.array(value, { minLength: columns, maxLength: columns }), {
          minLength: 1,
          maxLength: 4,
        }),
      ),
    )
    fc.assert(
      fc.property(rows, ([columns, image]) => {
        const values = Uint16Array.from(image.flat())
        expect(decodeRle16(encodeRle16(values, columns), values.length)).toEqual(values)
      }),
    )
  })

  it('packs long runs, and never across rows', () => {
    const flat = encodeRle16(new Uint16Array(2 * 300), 300)
    // Each row of 300 zeros is 128 + 128 + 44: three packets of two bytes, in both segments.
    expect(flat.length).toBe(64 + 2 * 2 * 6)
  })
})

import { describe, expect, it } from 'vitest'
import { decodeJpegLossless } from '../../../src/intake/codecs/jpeg-lossless.ts'
import { seeded } from '../mutate.ts'

const ROWS = 7
const COLUMNS = 9

/** What table H.1 of ITU-T T.81 predicts from the left (a), above (b) and above-left (c) sample. */
const PREDICTORS: Readonly<Record<number, (a: number, b: number, c: number) => number>> = {
  1: (a) => a,
  2: (_, b) => b,
  3: (_, __, c) => c,
  4: (a, b, c) => a + b - c,
  5: (a, b, c) => a + Math.floor((b - c) / 2),
  6: (a, b, c) => b + Math.floor((a - c) / 2),
  7: (a, b) => Math.floor((a + b) / 2),
}

/** A grey image as a lossless JPEG in which each of the 17 difference categories has a code of 5 bits: its own number. */
function encode(samples: Uint16Array, precision: number, predictor: number, restartRows = 0): Uint8Array {
  const out = [0xff, 0xd8, 0xff, 0xc3, 0, 11, precision, 0, ROWS, 0, COLUMNS, 1, 1, 0x11, 0]
  out.push(0xff, 0xc4, 0, 19 + 17, 0, 0, 0, 0, 0, 17, ...Array.from({ length: 11 }, () => 0))
  out.push(...Array.from({ length: 17 }, (_, category) => category))
  if (restartRows > 0) out.push(0xff, 0xdd, 0, 4, 0, restartRows * COLUMNS)
  out.push(0xff, 0xda, 0, 8, 1, 1, 0, predictor, 0, 0)
  let bits = ''
  const flush = () => {
    bits += '1'.repeat((8 - (bits.length % 8)) % 8)
    for (let at = 0; at < bits.length; at += 8) {
      const byte = Number.parseInt(bits.slice(at, at + 8), 2)
      out.push(byte, ...(byte === 0xff ? [0] : []))
    }
    bits = ''
  }
  let firstRow = 0
  for (let row = 0; row < ROWS; row++) {
    if (restartRows > 0 && row > 0 && row % restartRows === 0) {
      flush()
      out.push(0xff, 0xd0 + ((row / restartRows - 1) % 8))
      firstRow = row
    }
    for (let column = 0; column < COLUMNS; column++) {
      const at = row * COLUMNS + column
      const [a, b, c] = [samples[at - 1]!, samples[at - COLUMNS]!, samples[at - COLUMNS - 1]!]
      const start = row === firstRow && column === 0
      const expected = start
        ? 2 ** (precision - 1)
        : row === firstRow
          ? a
          : column === 0
            ? b
            : PREDICTORS[predictor]!(a, b, c)
      bits += difference(samples[at]! - expected)
    }
  }
  flush()
  return Uint8Array.from([...out, 0xff, 0xd9])
}

/** The category's code and the bits of the difference, modulo 65536. */
function difference(value: number): string {
  const wrapped = ((((value + 32_768) % 65_536) + 65_536) % 65_536) - 32_768
  if (wrapped === -32_768) return (16).toString(2).padStart(5, '0')
  const category = wrapped === 0 ? 0 : Math.floor(Math.log2(Math.abs(wrapped))) + 1
  const magnitude = wrapped >= 0 ? wrapped : wrapped + 2 ** category - 1
  return (
    category.toString(2).padStart(5, '0') +
    (category > 0 ? magnitude.toString(2).padStart(category, '0') : '')
  )
}

function noise(precision: number): Uint16Array {
  const random = seeded(precision)
  return Uint16Array.from({ length: ROWS * COLUMNS }, () => Math.floor(random() * 2 ** precision))
}

function frame(bytes: Uint8Array) {
  return {
    bytes,
    rows: ROWS,
    columns: COLUMNS,
    samplesPerPixel: 1,
    bitsAllocated: 16,
    bitsStored: 16,
    signed: false,
    photometricInterpretation: 'MONOCHROME2',
  }
}

describe('decodeJpegLossless', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])('gives back every sample predicted by selection value %i', (predictor) => {
    for (const precision of [8, 12, 16]) {
      const samples = noise(precision)
      const decoded = decodeJpegLossless(frame(encode(samples, precision, predictor)))
      expect([...decoded.data]).toEqual([...samples])
      expect(decoded.bitsPerSample).toBe(precision)
    }
  })

  it('predicts anew after a restart marker', () => {
    const samples = noise(12)
    expect([...decodeJpegLossless(frame(encode(samples, 12, 4, 2))).data]).toEqual([...samples])
  })

  it('refuses a stream that ends early, or that is of another size', () => {
    const whole = encode(noise(16), 16, 1)
    expect(() => decodeJpegLossless(frame(whole.slice(0, 80)))).toThrow('ends before its pixels')
    expect(() => decodeJpegLossless({ ...frame(whole), rows: 60_000 })).toThrow('the header says 9 x 60000')
  })
})

import { describe, expect, it } from 'vitest'
import { checkCodestream } from '../../../src/intake/codecs/check-codestream.ts'
import { concat } from '../build-dicom.ts'

/** ISO/IEC 15444-1 annex A, written by hand: SOC, SIZ of a grey image of 8 x 4 pixels in one tile, and an empty QCD. */
function mainHeader(components = 1, tileWidth = 8): Uint8Array {
  const sizes = [8, 4, 0, 0, tileWidth, 4, 0, 0].flatMap((value) => [0, 0, 0, value])
  const each = Array.from({ length: components }, () => [11, 1, 1]).flat()
  const siz = [0xff, 0x51, 0, 38 + 3 * components, 0, 0, ...sizes, 0, components, ...each]
  return Uint8Array.from([0xff, 0x4f, ...siz, 0xff, 0x5c, 0, 3, 0x20])
}

/** SOT, SOD and data. `length` is what Psot claims. */
function tilePart(tile: number, data: readonly number[], length = 14 + data.length): Uint8Array {
  return Uint8Array.from([0xff, 0x90, 0, 10, 0, tile, 0, 0, 0, length, 0, 1, 0xff, 0x93, ...data])
}

const END = Uint8Array.from([0xff, 0xd9])

function check(...parts: readonly Uint8Array[]): void {
  checkCodestream({
    bytes: concat(parts),
    rows: 4,
    columns: 8,
    samplesPerPixel: 1,
    bitsAllocated: 16,
    bitsStored: 12,
    signed: false,
    photometricInterpretation: 'MONOCHROME2',
  })
}

describe('checkCodestream', () => {
  it('accepts a whole codestream, wrapped in a JP2 file or padded behind its end', () => {
    expect(() => check(mainHeader(), tilePart(0, [1, 2, 3]), END)).not.toThrow()
    expect(() => check(mainHeader(), tilePart(0, [1, 2, 3], 0), END)).not.toThrow()
    expect(() =>
      check(new Uint8Array(40), mainHeader(), tilePart(0, [1]), tilePart(0, [2]), END, new Uint8Array(1)),
    ).not.toThrow()
  })

  it('refuses a codestream that was cut, in its header, in a tile-part, or before its end', () => {
    expect(() => check(mainHeader().subarray(0, 30))).toThrow('is cut')
    expect(() => check(mainHeader())).toThrow('is cut')
    expect(() => check(mainHeader(), tilePart(0, [1, 2], 40))).toThrow('is cut')
    expect(() => check(mainHeader(), tilePart(0, [1, 2, 3], 0))).toThrow('is cut')
    expect(() => check(mainHeader(), tilePart(0, [1, 2, 3]))).toThrow('is cut')
    expect(() => check(mainHeader(), tilePart(0, [1, 2, 3], 15), END)).toThrow('is damaged')
  })

  it('refuses a codestream with a tile that has no data', () => {
    expect(() => check(mainHeader(), tilePart(0, []), END)).toThrow('1 of 1 tiles have no data')
    expect(() => check(mainHeader(1, 4), tilePart(0, [1]), END)).toThrow('1 of 2 tiles have no data')
  })

  it('refuses another number of components than the header has', () => {
    expect(() => check(mainHeader(3), tilePart(0, [1]), END)).toThrow('3 coded components, the header says 1')
  })

  it('refuses another size than the header has', () => {
    const twice = mainHeader()
    twice[11] = 16
    expect(() => check(twice, tilePart(0, [1]), END)).toThrow('16 x 4, the header says 8 x 4')
  })
})

import { describe, expect, it } from 'vitest'
import { bytesSource } from '../../../src/intake/byte-source.ts'
import type { PixelDescription } from '../../../src/intake/instance/instance.ts'
import {
  expandChrominance,
  interleave,
  maskUnused,
  unpackNative,
} from '../../../src/intake/pixels/stored-values.ts'

const GREY: PixelDescription = {
  source: bytesSource('', new Uint8Array(0)),
  offset: 0,
  length: undefined,
  kind: 'integer',
  rows: 1,
  columns: 2,
  numberOfFrames: 1,
  samplesPerPixel: 1,
  planar: false,
  photometricInterpretation: 'MONOCHROME2',
  bitsAllocated: 16,
  bitsStored: 16,
  highBit: 15,
  signed: false,
  bigEndian: false,
  wordSwapped: false,
  padding: undefined,
  paddingLimit: undefined,
  palette: undefined,
  modalityTable: undefined,
  frameOffsets: undefined,
}

describe('unpackNative', () => {
  it('reads both byte orders', () => {
    expect([...unpackNative(Uint8Array.of(1, 2, 3, 4), GREY)]).toEqual([0x0201, 0x0403])
    expect([...unpackNative(Uint8Array.of(1, 2, 3, 4), { ...GREY, bigEndian: true })]).toEqual([
      0x0102, 0x0304,
    ])
  })

  it('fills the bits above BitsStored with the sign, or clears them', () => {
    const twelve = { ...GREY, bitsStored: 12, highBit: 11 }
    expect([...unpackNative(Uint8Array.of(0xff, 0xff, 0xff, 0x07), { ...twelve, signed: true })]).toEqual([
      -1, 2047,
    ])
    expect([...unpackNative(Uint8Array.of(0xff, 0xff, 0xff, 0x07), twelve)]).toEqual([4095, 2047])
  })

  it('takes samples from where HighBit says they are', () => {
    const high = { ...GREY, bitsStored: 12, highBit: 15 }
    expect([...unpackNative(Uint8Array.of(0x0f, 0xab, 0xf0, 0xff), high)]).toEqual([0xab0, 0xfff])
  })

  it('unpacks twelve bits allocated, low bits first', () => {
    expect([
      ...unpackNative(Uint8Array.of(0x21, 0x43, 0x65), { ...GREY, bitsAllocated: 12, bitsStored: 12 }),
    ]).toEqual([0x321, 0x654])
  })

  it('unpacks bitmaps of which a frame begins within a byte', () => {
    const bitmap = { ...GREY, columns: 4, bitsAllocated: 1, bitsStored: 1, highBit: 0 }
    expect([...unpackNative(Uint8Array.of(0b1010_0110), bitmap, 2)]).toEqual([1, 0, 0, 1])
  })

  it('keeps 32-bit values whole', () => {
    const wide = { ...GREY, columns: 1, bitsAllocated: 32, bitsStored: 32, highBit: 31, signed: true }
    expect([...unpackNative(Uint8Array.of(0xfe, 0xff, 0xff, 0xff), wide)]).toEqual([-2])
  })
})

describe('colour', () => {
  it('turns planes into pixels', () => {
    expect([...interleave(Uint8Array.of(1, 2, 10, 20, 100, 200), 3)]).toEqual([1, 10, 100, 2, 20, 200])
  })

  it('gives both pixels of a pair their chrominance', () => {
    expect([...expandChrominance(Uint8Array.of(50, 60, 128, 130))]).toEqual([50, 128, 130, 60, 128, 130])
  })

  it('gives values the type of their sign', () => {
    expect(
      maskUnused(Uint8Array.of(0x80), { ...GREY, bitsStored: 8, highBit: 7, signed: true }),
    ).toBeInstanceOf(Int8Array)
  })
})

import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { encodeNpy, encodeNpz } from '../../../cli/prepare/npz.ts'

describe('encodeNpy', () => {
  it('writes the bytes that numpy.save writes', () => {
    // numpy.save(f, numpy.array([[1, 2, 3], [4, 5, 6]], numpy.uint8)), NumPy 2.4
    const file = encodeNpy(Uint8Array.of(1, 2, 3, 4, 5, 6), [2, 3])
    expect([...file.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 0x76, 0])
    const header = new TextDecoder().decode(file.subarray(10, 128))
    expect(header.trimEnd()).toBe("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }")
    expect(header.endsWith('\n')).toBe(true)
    expect([...file.subarray(128)]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('writes one axis as a tuple of one, and floats in little endian', () => {
    const file = encodeNpy(Float32Array.of(1), [1])
    expect(new TextDecoder().decode(file.subarray(10, 128))).toContain(
      "'<f4', 'fortran_order': False, 'shape': (1,)",
    )
    expect([...file.subarray(128)]).toEqual([0, 0, 0x80, 0x3f])
  })

  it('refuses a shape that does not hold the values', () => {
    expect(() => encodeNpy(Uint8Array.of(1, 2, 3), [2, 2])).toThrow(RangeError)
  })
})

describe('encodeNpz', () => {
  it('is an archive of .npy files, the same each time', () => {
    const arrays = { x: encodeNpy(Int8Array.of(-1), [1]) }
    const archive = encodeNpz(arrays)
    expect(Object.keys(unzipSync(archive))).toEqual(['x.npy'])
    expect(encodeNpz(arrays)).toEqual(archive)
  })
})

import { zipSync } from 'fflate'

export type NpyArray = Uint8Array | Int8Array | Int16Array | Float32Array

/**
 * One array in NumPy's .npy format, version 1.0, C order, little endian.
 * Source: numpy.lib.format, "Format Version 1.0". All machines that run Node today are little endian.
 */
export function encodeNpy(data: NpyArray, shape: readonly number[]): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1)
  if (size !== data.length)
    throw new RangeError(`shape ${shape.join('x')} does not hold ${data.length} values`)
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const text = `{'descr': '${descrOf(data)}', 'fortran_order': False, 'shape': (${tuple}), }`
  const padded = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11) + '\n'
  const header = new Uint8Array(10 + padded.length)
  header.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 255, padded.length >> 8])
  header.set(new TextEncoder().encode(padded), 10)
  const file = new Uint8Array(header.length + data.byteLength)
  file.set(header)
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length)
  return file
}

/** Named arrays as one .npz archive, as `numpy.load` reads it. The same arrays give the same bytes. */
export function encodeNpz(arrays: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries = Object.entries(arrays).map(([name, npy]) => [`${name}.npy`, npy] as const)
  return zipSync(Object.fromEntries(entries), { level: 1, mtime: new Date('2000-01-01T00:00:00') })
}

function descrOf(data: NpyArray): string {
  if (data instanceof Uint8Array) return '|u1'
  if (data instanceof Int8Array) return '|i1'
  return data instanceof Int16Array ? '<i2' : '<f4'
}

import type { EncodedFrame } from '../codecs/codecs.ts'

const HEADER_LENGTH = 64
const MOST_SEGMENTS = 15

/**
 * RLE Lossless (DICOM PS3.5 annex G): one PackBits segment for each byte of a sample, most significant byte first, the
 * components of a colour image one after the other. Gives little endian samples, the components of a pixel together.
 * Throws when there are fewer segments than the pixels need, or one ends before its last pixel.
 */
export function decodeRle(frame: EncodedFrame): Uint8Array {
  const { bytes, rows, columns, samplesPerPixel, bitsAllocated } = frame
  const bytesPerSample = Math.ceil(bitsAllocated / 8)
  const expected = samplesPerPixel * bytesPerSample
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const segments = bytes.length >= HEADER_LENGTH ? view.getUint32(0, true) : 0
  if (segments < expected || segments > MOST_SEGMENTS) {
    throw new Error(`${segments} RLE segments where ${expected} are needed`)
  }
  const starts = Array.from({ length: segments }, (_, index) => view.getUint32(4 + index * 4, true))
  const decoded = new Uint8Array(rows * columns * expected)
  for (let segment = 0; segment < expected; segment++) {
    const sample = Math.floor(segment / bytesPerSample)
    const significance = bytesPerSample - 1 - (segment % bytesPerSample)
    const end = starts[segment + 1] ?? bytes.length
    const encoded = bytes.subarray(starts[segment], Math.max(starts[segment]!, end))
    const unpacked = unpackBits(encoded, decoded, sample * bytesPerSample + significance, expected)
    if (unpacked < rows * columns) {
      throw new Error(`RLE segment ${segment + 1} ends after ${unpacked} of ${rows * columns} pixels`)
    }
  }
  return decoded
}

/** PackBits into every `stride`-th byte of `target` from `offset` on, until either side ends. Gives the number of bytes written. */
function unpackBits(encoded: Uint8Array, target: Uint8Array, offset: number, stride: number): number {
  const { length } = target
  let from = 0
  let to = offset
  while (from < encoded.length && to < length) {
    const control = encoded[from++]!
    if (control < 128) {
      const end = Math.min(from + control + 1, encoded.length)
      for (; from < end && to < length; to += stride) target[to] = encoded[from++]!
    } else if (control > 128) {
      const value = encoded[from++]
      if (value === undefined) break
      const end = Math.min(to + (257 - control) * stride, length)
      for (; to < end; to += stride) target[to] = value
    }
  }
  return (to - offset) / stride
}

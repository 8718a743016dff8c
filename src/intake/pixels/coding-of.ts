import type { PixelCoding } from '../header/transfer-syntax.ts'

/** SOF markers to codings: baseline, extended and progressive; lossless; JPEG-LS (ITU-T T.81 table B.1, ISO/IEC 14495-1). */
const JPEG_CODINGS = new Map<number, PixelCoding>([
  [0xc0, 'jpeg'],
  [0xc1, 'jpeg'],
  [0xc2, 'jpeg'],
  [0xc3, 'jpeg-lossless'],
  [0xf7, 'jpeg-ls'],
])

/** The CAP segment announces Part 15, high throughput, in a JPEG 2000 codestream (ISO/IEC 15444-15 A.3). */
const CAP = 0x50

/**
 * How a frame is coded by its own markers, which are right where the transfer syntax is not: archives convert pixels and
 * forget the header. `stated` where the frame does not tell.
 */
export function codingOf(bytes: Uint8Array, stated: PixelCoding): PixelCoding {
  if (bytes[0] !== 0xff) return stated === 'native' && isRle(bytes) ? 'rle' : stated
  if (stated === 'rle') return stated
  if (bytes[1] === 0x4f) return isHighThroughput(bytes) ? 'htj2k' : 'jpeg-2000'
  if (bytes[1] !== 0xd8) return stated
  return jpegCoding(bytes) ?? stated
}

function jpegCoding(bytes: Uint8Array): PixelCoding | undefined {
  let position = 2
  while (position + 4 <= bytes.length && bytes[position] === 0xff) {
    const marker = bytes[position + 1]!
    const coding = JPEG_CODINGS.get(marker)
    if (coding) return coding
    position += marker === 0xff ? 1 : 2 + ((bytes[position + 2]! << 8) | bytes[position + 3]!)
  }
  return undefined
}

/** Fragments without a meta group to name their syntax: an RLE header counts 1 to 15 segments, the first at byte 64. */
function isRle(bytes: Uint8Array): boolean {
  const [count, , , , first] = bytes
  const rest = [1, 2, 3, 5, 6, 7].every((at) => bytes[at] === 0)
  return rest && count !== undefined && count >= 1 && count <= 15 && first === 64
}

/** CAP stands right behind SIZ, whose length is at bytes 4 and 5. */
function isHighThroughput(bytes: Uint8Array): boolean {
  const behindSize = 4 + ((bytes[4]! << 8) | bytes[5]!)
  return bytes[behindSize] === 0xff && bytes[behindSize + 1] === CAP
}

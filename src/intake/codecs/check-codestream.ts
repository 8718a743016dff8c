import type { EncodedFrame } from './codecs.ts'

const SOC_SIZ = [0xff, 0x4f, 0xff, 0x51]

/** Markers of ISO/IEC 15444-1 annex A. */
const START_OF_TILE_PART = 0xff90
const START_OF_DATA = 0xff93
const END_OF_CODESTREAM = 0xffd9
/** Packet headers that stand apart from the data: a tile may then have no byte after its SOD. */
const PACKED_HEADERS = [0xff60, 0xff61]

const TILE_PART_HEADER_LENGTH = 12

/**
 * Walks a JPEG 2000 codestream before a codec allocates for it. The size, the number of components and their precision must
 * be those of the header, each tile must have data, and the tile-parts must end with the end of the codestream: OpenJPH fills
 * up what is missing and says nothing. The codestream may be wrapped in a JP2 file. Throws an Error that says what is wrong.
 */
export function checkCodestream(encoded: EncodedFrame): void {
  const { bytes } = encoded
  const start = findCodestream(bytes)
  if (start === undefined) throw new Error('no JPEG 2000 codestream')
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start)
  try {
    const tiles = checkSize(view, encoded)
    checkTileParts(view, tiles)
  } catch (error) {
    // DataView throws a RangeError where the stream ends in the middle of a segment.
    if (error instanceof RangeError) throw new Error('the JPEG 2000 codestream is cut', { cause: error })
    throw error
  }
}

/** The first SOC and SIZ markers, within the first kilobytes: before them lie only the boxes of a JP2 file. */
function findCodestream(bytes: Uint8Array): number | undefined {
  const last = Math.min(bytes.length - SOC_SIZ.length, 8192)
  for (let at = 0; at <= last; at++) {
    if (SOC_SIZ.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return undefined
}

/** Compares the SIZ segment (A.5.1) with the header. Gives the number of tiles. */
function checkSize(view: DataView, { columns, rows, samplesPerPixel }: EncodedFrame): number {
  const [right, bottom, left, top, tileWidth, tileHeight, tileLeft, tileTop] = Array.from(
    { length: 8 },
    (_, index) => view.getUint32(8 + index * 4),
  ) as [number, number, number, number, number, number, number, number]
  const [width, height] = [right - left, bottom - top]
  if (width !== columns || height !== rows) {
    throw new Error(`the coded image is ${width} x ${height}, the header says ${columns} x ${rows}`)
  }
  const components = view.getUint16(40)
  if (components !== samplesPerPixel) {
    throw new Error(`${components} coded components, the header says ${samplesPerPixel}`)
  }
  if (tileWidth === 0 || tileHeight === 0) throw new Error('the JPEG 2000 codestream has tiles of no size')
  return Math.ceil((right - tileLeft) / tileWidth) * Math.ceil((bottom - tileTop) / tileHeight)
}

/** Walks from tile-part to tile-part (A.4.2) up to the end of the codestream. */
function checkTileParts(view: DataView, tiles: number): void {
  let packed = false
  const filled = new Set<number>()
  let at = 2
  for (; view.getUint16(at) !== START_OF_TILE_PART; at += 2 + view.getUint16(at + 2)) {
    packed ||= PACKED_HEADERS.includes(view.getUint16(at))
  }
  while (view.getUint16(at) === START_OF_TILE_PART) {
    const tile = view.getUint16(at + 4)
    const length = view.getUint32(at + 6)
    const end = length === 0 ? lastEnd(view) : at + length
    let data = at + TILE_PART_HEADER_LENGTH
    for (; view.getUint16(data) !== START_OF_DATA; data += 2 + view.getUint16(data + 2)) {
      packed ||= PACKED_HEADERS.includes(view.getUint16(data))
    }
    if (end > view.byteLength) throw new Error('the JPEG 2000 codestream is cut')
    if (packed || end > data + 2) filled.add(tile)
    at = Math.max(end, data + 2)
  }
  if (view.getUint16(at) !== END_OF_CODESTREAM) throw new Error('the JPEG 2000 codestream is damaged')
  if (filled.size < tiles) throw new Error(`${tiles - filled.size} of ${tiles} tiles have no data`)
}

/** Where the last EOC begins: a tile-part of length 0 reaches up to it. */
function lastEnd(view: DataView): number {
  for (let at = view.byteLength - 2; at > 0; at--) if (view.getUint16(at) === END_OF_CODESTREAM) return at
  throw new Error('the JPEG 2000 codestream is cut')
}

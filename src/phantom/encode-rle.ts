const HEADER_BYTES = 64
const LONGEST_RUN = 128

/**
 * One frame of 16-bit values in DICOM RLE (PS3.5 annex G): the high bytes, then the low bytes, each row of PackBits its own
 * run of packets, behind a header with the offsets of both segments.
 */
export function encodeRle16(values: Uint16Array, columns: number): Uint8Array {
  const high = packRows(
    Uint8Array.from(values, (value) => value >> 8),
    columns,
  )
  const low = packRows(
    Uint8Array.from(values, (value) => value & 0xff),
    columns,
  )
  const frame = new Uint8Array(HEADER_BYTES + high.length + low.length)
  const header = new DataView(frame.buffer)
  header.setUint32(0, 2, true)
  header.setUint32(4, HEADER_BYTES, true)
  header.setUint32(8, HEADER_BYTES + high.length, true)
  frame.set(high, HEADER_BYTES)
  frame.set(low, HEADER_BYTES + high.length)
  return frame
}

/** PackBits row by row, padded to an even length. */
function packRows(bytes: Uint8Array, columns: number): Uint8Array {
  const packed: number[] = []
  for (let row = 0; row < bytes.length; row += columns) packRow(bytes.subarray(row, row + columns), packed)
  if (packed.length % 2 === 1) packed.push(0)
  return Uint8Array.from(packed)
}

function packRow(row: Uint8Array, packed: number[]): void {
  let at = 0
  while (at < row.length) {
    const run = runLength(row, at)
    if (run > 1) {
      packed.push(257 - run, row[at]!)
      at += run
      continue
    }
    let end = at + 1
    while (end < row.length && end - at < LONGEST_RUN && runLength(row, end) < 3) end++
    packed.push(end - at - 1)
    for (; at < end; at++) packed.push(row[at]!)
  }
}

function runLength(row: Uint8Array, at: number): number {
  let end = at + 1
  while (end < row.length && end - at < LONGEST_RUN && row[end] === row[at]) end++
  return end - at
}

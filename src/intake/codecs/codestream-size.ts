import type { EncodedFrame } from './codecs.ts'

const SOC_SIZ = [0xff, 0x4f, 0xff, 0x51]

/**
 * Compares the size that a JPEG 2000 codestream claims (its SIZ segment, ISO/IEC 15444-1 A.5.1) with the header's before a
 * codec allocates for it. The codestream may be wrapped in a JP2 file. Throws when the two differ or there is none.
 */
export function checkCodestreamSize({ bytes, columns, rows }: EncodedFrame): void {
  const start = findCodestream(bytes)
  if (start === undefined) throw new Error('no JPEG 2000 codestream')
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start)
  if (view.byteLength < 24) throw new Error('the JPEG 2000 codestream ends within its header')
  const width = view.getUint32(8) - view.getUint32(16)
  const height = view.getUint32(12) - view.getUint32(20)
  if (width !== columns || height !== rows) {
    throw new Error(`the coded image is ${width} x ${height}, the header says ${columns} x ${rows}`)
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

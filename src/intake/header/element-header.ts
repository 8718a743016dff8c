/** Tag, representation, length and place of one element. One object serves a whole header, which holds a hundred of them. */
export type ElementHeader = {
  /** Group and element as one number: 0x00080018. */
  tag: number
  /** Both letters as one number, 0 in implicit files, where the dictionary tells. */
  vr: number
  /** UNDEFINED_LENGTH: up to a delimiter. */
  length: number
  dataOffset: number
}

export const UNDEFINED_LENGTH = 0xffffffff

/** Items and delimiters, which have no representation in any syntax (PS3.5 7.5). */
const ITEM_GROUP = 0xfffe

const letters = (vr: string) => (vr.charCodeAt(0) << 8) | vr.charCodeAt(1)

/** Two reserved bytes and a length of 32 bits follow these (PS3.5 table 7.1-1). */
const LONG_VRS = new Set(
  ['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'].map(letters),
)

const VR_NAMES = new Map(
  [
    ...['AE', 'AS', 'AT', 'CS', 'DA', 'DS', 'DT', 'FD', 'FL', 'IS', 'LO', 'LT', 'OB', 'OD', 'OF', 'OL'],
    ...['OV', 'OW', 'PN', 'SH', 'SL', 'SQ', 'SS', 'ST', 'SV', 'TM', 'UC', 'UI', 'UL', 'UN', 'UR', 'US'],
    ...['UT', 'UV'],
  ].map((vr) => [letters(vr), vr]),
)

/** The representation as it is written; undefined in implicit files. */
export function vrName(vr: number): string | undefined {
  if (vr === 0) return undefined
  return VR_NAMES.get(vr) ?? String.fromCharCode(vr >> 8, vr & 0xff)
}

export type ElementSyntax = { readonly explicitVr: boolean; readonly bigEndian: boolean }

/**
 * Reads the element header at a position into `header`; false where the bytes end before it is whole. Elements without a
 * representation in explicit files are read as implicit ones: writers mix the two.
 */
export function readElementHeader(
  bytes: Uint8Array,
  position: number,
  { explicitVr, bigEndian }: ElementSyntax,
  header: ElementHeader,
): boolean {
  if (position + 8 > bytes.length) return false
  const group = readShort(bytes, position, bigEndian)
  header.tag = group * 0x10000 + readShort(bytes, position + 2, bigEndian)
  const first = bytes[position + 4]!
  const second = bytes[position + 5]!
  if (!explicitVr || group === ITEM_GROUP || !isVr(first, second)) {
    header.vr = 0
    header.length = readLong(bytes, position + 4, bigEndian)
    header.dataOffset = position + 8
    return true
  }
  header.vr = (first << 8) | second
  if (!LONG_VRS.has(header.vr)) {
    header.length = readShort(bytes, position + 6, bigEndian)
    header.dataOffset = position + 8
    return true
  }
  if (position + 12 > bytes.length) return false
  header.length = readLong(bytes, position + 8, bigEndian)
  header.dataOffset = position + 12
  return true
}

/** Whether two bytes are letters, as every representation is. */
export function isVr(first: number, second: number): boolean {
  return first >= 0x41 && first <= 0x5a && second >= 0x41 && second <= 0x5a
}

function readShort(bytes: Uint8Array, at: number, bigEndian: boolean): number {
  return bigEndian ? (bytes[at]! << 8) | bytes[at + 1]! : bytes[at]! | (bytes[at + 1]! << 8)
}

function readLong(bytes: Uint8Array, at: number, bigEndian: boolean): number {
  const low = readShort(bytes, bigEndian ? at + 2 : at, bigEndian)
  const high = readShort(bytes, bigEndian ? at : at + 2, bigEndian)
  return high * 0x10000 + low
}

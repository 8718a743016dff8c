import { unzlibSync } from 'fflate'

const WOFF = 0x774f4646
const WOFF_HEADER = 44
const WOFF_ENTRY = 20
const SFNT_HEADER = 12
const SFNT_ENTRY = 16

type Table = { readonly tag: number; readonly checksum: number; readonly data: Uint8Array }

/**
 * A WOFF 1.0 font (W3C Recommendation, sections 3 to 5) as the plain OpenType file that it packs; any other font as it is.
 * fontkit reads WOFF too, but unpacks its tables again for every glyph: a page takes seconds.
 */
export function unpackWoff(font: Uint8Array): Uint8Array {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  if (font.length < WOFF_HEADER || view.getUint32(0) !== WOFF) return font
  const tables = Array.from({ length: view.getUint16(12) }, (_, index) =>
    readTable(font, view, WOFF_HEADER + index * WOFF_ENTRY),
  )
  return writeSfnt(view.getUint32(4), tables)
}

function readTable(font: Uint8Array, view: DataView, at: number): Table {
  const offset = view.getUint32(at + 4)
  const packedLength = view.getUint32(at + 8)
  const length = view.getUint32(at + 12)
  const packed = font.subarray(offset, offset + packedLength)
  const data = packedLength < length ? unzlibSync(packed, { out: new Uint8Array(length) }) : packed
  return { tag: view.getUint32(at), checksum: view.getUint32(at + 16), data }
}

/** OpenType 1.9, "Organization of an OpenType Font": tables in the order of their tags, each on a multiple of four bytes. */
function writeSfnt(flavor: number, tables: readonly Table[]): Uint8Array {
  const start = SFNT_HEADER + SFNT_ENTRY * tables.length
  const size = tables.reduce((sum, table) => sum + aligned(table.data.length), start)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  const power = Math.floor(Math.log2(tables.length))
  view.setUint32(0, flavor)
  view.setUint16(4, tables.length)
  view.setUint16(6, 16 * 2 ** power)
  view.setUint16(8, power)
  view.setUint16(10, 16 * (tables.length - 2 ** power))
  let at = start
  tables.forEach(({ tag, checksum, data }, index) => {
    const entry = SFNT_HEADER + SFNT_ENTRY * index
    view.setUint32(entry, tag)
    view.setUint32(entry + 4, checksum)
    view.setUint32(entry + 8, at)
    view.setUint32(entry + 12, data.length)
    bytes.set(data, at)
    at += aligned(data.length)
  })
  return bytes
}

function aligned(length: number): number {
  return Math.ceil(length / 4) * 4
}

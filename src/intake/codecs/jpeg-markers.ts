/** The parts of a JPEG stream (ITU-T T.81 annex B) that lie before and between its entropy-coded data. */
export type JpegStream = {
  readonly frame: JpegFrame
  readonly scans: readonly JpegScan[]
}

export type JpegFrame = {
  /** n of the SOFn marker: 0 baseline, 1 extended, 2 progressive, 3 lossless, 55 JPEG-LS. */
  readonly process: number
  readonly precision: number
  readonly rows: number
  readonly columns: number
  readonly components: readonly JpegComponent[]
}

type JpegComponent = {
  readonly id: number
  readonly horizontal: number
  readonly vertical: number
  readonly quantization: number
}

export type JpegScan = {
  /** Indices into the frame's components, with the Huffman tables in force. */
  readonly components: readonly {
    readonly index: number
    readonly dc: HuffmanTable | undefined
    readonly ac: HuffmanTable | undefined
  }[]
  /** Ss: the first coefficient, or the predictor of a lossless scan. */
  readonly spectralStart: number
  readonly spectralEnd: number
  readonly successiveHigh: number
  /** Al, or the point transform of a lossless scan. */
  readonly successiveLow: number
  /** Coding units between restart markers; 0: none. */
  readonly restartInterval: number
  readonly quantization: readonly (Uint16Array | undefined)[]
  /** Where the entropy-coded data start. */
  readonly start: number
}

/** Codes by length (ITU-T T.81 annex C): `symbols` in code order, with the first code and index of each length. */
export type HuffmanTable = {
  readonly symbols: Uint8Array
  /** The largest code of each length 1..16, -1 where there is none. */
  readonly lastCode: Int32Array
  /** symbols[code + offset[length]] */
  readonly offset: Int32Array
  /** For each next 8 bits: length << 8 | symbol, or 0 when the code is longer. */
  readonly quick: Uint16Array
}

const MARKER_DNL = 0xdc

/** Parses all markers; entropy-coded data are stepped over. Throws when the stream has no frame or no scan. */
export function parseJpeg(bytes: Uint8Array): JpegStream {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new Error('no JPEG stream')
  const tables = new Map<number, HuffmanTable>()
  const quantization: (Uint16Array | undefined)[] = []
  const scans: JpegScan[] = []
  let frame: JpegFrame | undefined
  let restartInterval = 0
  let position = 2
  while (position + 4 <= bytes.length) {
    if (bytes[position] !== 0xff) {
      position += 1
      continue
    }
    const marker = bytes[position + 1]!
    if (marker === 0xff) {
      position += 1
      continue
    }
    position += 2
    if (marker === 0xd9) break
    if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue
    const end = position + ((bytes[position]! << 8) | bytes[position + 1]!)
    const body = bytes.subarray(position + 2, end)
    if (isFrameMarker(marker)) frame = readFrame(marker - 0xc0, body)
    else if (marker === 0xc4) readHuffmanTables(body, tables)
    else if (marker === 0xdb) readQuantization(body, quantization)
    else if (marker === 0xdd && body.length >= 2) restartInterval = (body[0]! << 8) | body[1]!
    else if (marker === MARKER_DNL && frame && frame.rows === 0 && body.length >= 2) {
      frame = { ...frame, rows: (body[0]! << 8) | body[1]! }
    } else if (marker === 0xda) {
      if (!frame) throw new Error('a JPEG scan before its frame')
      scans.push(readScan(body, frame, tables, quantization.slice(), restartInterval, end))
    }
    position = end
  }
  if (!frame) throw new Error('the JPEG stream has no frame')
  return { frame, scans }
}

/** SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC), which lie between them; SOF55 (F7) of JPEG-LS. */
function isFrameMarker(marker: number): boolean {
  if (marker === 0xf7) return true
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function readFrame(process: number, body: Uint8Array): JpegFrame {
  const count = body[5] ?? 0
  if (body.length < 6 + count * 3 || count === 0) throw new Error('the JPEG frame header is cut')
  const components = Array.from({ length: count }, (_, index) => {
    const at = 6 + index * 3
    return {
      id: body[at]!,
      horizontal: body[at + 1]! >> 4,
      vertical: body[at + 1]! & 15,
      quantization: body[at + 2]!,
    }
  })
  return {
    process,
    precision: body[0]!,
    rows: (body[1]! << 8) | body[2]!,
    columns: (body[3]! << 8) | body[4]!,
    components,
  }
}

function readScan(
  body: Uint8Array,
  frame: JpegFrame,
  tables: ReadonlyMap<number, HuffmanTable>,
  quantization: JpegScan['quantization'],
  restartInterval: number,
  start: number,
): JpegScan {
  const count = body[0] ?? 0
  if (body.length < count * 2 + 4 || count === 0) throw new Error('the JPEG scan header is cut')
  const components = Array.from({ length: count }, (_, n) => {
    const index = frame.components.findIndex(({ id }) => id === body[1 + n * 2])
    if (index < 0) throw new Error('a JPEG scan of a component that is not in the frame')
    const selectors = body[2 + n * 2]!
    return { index, dc: tables.get(selectors >> 4), ac: tables.get(16 + (selectors & 15)) }
  })
  const at = 1 + count * 2
  return {
    components,
    spectralStart: body[at]!,
    spectralEnd: body[at + 1]!,
    successiveHigh: body[at + 2]! >> 4,
    successiveLow: body[at + 2]! & 15,
    restartInterval,
    quantization,
    start,
  }
}

function readHuffmanTables(body: Uint8Array, tables: Map<number, HuffmanTable>): void {
  let position = 0
  while (position + 17 <= body.length) {
    const destination = body[position]!
    const counts = body.subarray(position + 1, position + 17)
    const total = counts.reduce((sum, count) => sum + count, 0)
    const symbols = body.slice(position + 17, position + 17 + total)
    tables.set((destination >> 4) * 16 + (destination & 15), buildHuffmanTable(counts, symbols))
    position += 17 + total
  }
}

function buildHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const lastCode = new Int32Array(17).fill(-1)
  const offset = new Int32Array(17)
  const quick = new Uint16Array(256)
  let code = 0
  let index = 0
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1]!
    offset[length] = index - code
    for (let n = 0; n < count; n++, code++, index++) {
      if (length <= 8) {
        const first = (code << (8 - length)) & 0xff
        quick.fill((length << 8) | (symbols[index] ?? 0), first, first + (1 << (8 - length)))
      }
    }
    if (count > 0) lastCode[length] = code - 1
    code <<= 1
  }
  return { symbols, lastCode, offset, quick }
}

function readQuantization(body: Uint8Array, tables: (Uint16Array | undefined)[]): void {
  let position = 0
  while (position < body.length) {
    const wide = body[position]! >> 4 !== 0
    const destination = body[position]! & 15
    position += 1
    const table = new Uint16Array(64)
    for (let n = 0; n < 64; n++) {
      table[n] = wide
        ? ((body[position + n * 2] ?? 0) << 8) | (body[position + n * 2 + 1] ?? 0)
        : (body[position + n] ?? 0)
    }
    tables[destination] = table
    position += wide ? 128 : 64
  }
}

/** A value to write: text, numbers of the VR's width, bytes, or the items of a sequence. */
export type TestValue = string | readonly number[] | Uint8Array | readonly TestElement[][]
export type TestElement = readonly [tag: number, vr: string, value: TestValue]

const LONG = new Set(['OB', 'OW', 'OF', 'OD', 'SQ', 'UN', 'UT', 'OV'])
const WIDTHS: Readonly<Record<string, number>> = { US: 2, SS: 2, UL: 4, FL: 4, FD: 8 }

export type FileOptions = {
  readonly syntax?: string
  readonly bigEndian?: boolean
  readonly implicit?: boolean
  readonly preamble?: boolean
  readonly meta?: boolean
}

/** A DICOM file, byte by byte, in a writing of its own: what is under test must not test itself. */
export function buildDicom(elements: readonly TestElement[], options: FileOptions = {}): Uint8Array {
  const { syntax = '1.2.840.10008.1.2.1', preamble = true, meta = true } = options
  const parts: Uint8Array[] = []
  if (preamble) parts.push(new Uint8Array(128), ascii('DICM'))
  if (meta) parts.push(writeElement([0x00020010, 'UI', syntax], {}))
  for (const element of elements) parts.push(writeElement(element, options))
  return concat(parts)
}

/** Pixel data in fragments: an empty offset table and one item each. */
export function encapsulate(fragments: readonly Uint8Array[]): Uint8Array {
  const items = [new Uint8Array(0), ...fragments].flatMap((fragment) => [
    itemHeader(fragment.length),
    fragment,
  ])
  return concat([longHeader(0x7fe00010, 'OB', 0xffffffff), ...items, Uint8Array.from(SEQUENCE_END)])
}

/** The least header of a grey image, to which tests add what they are about. */
export function imageElements(
  rows: number,
  columns: number,
  overrides: Readonly<Record<number, TestElement>> = {},
): TestElement[] {
  const elements: TestElement[] = [
    [0x00080018, 'UI', '1.2.3'],
    [0x0020000d, 'UI', '1.2'],
    [0x0020000e, 'UI', '1.2.1'],
    [0x00200013, 'IS', '1'],
    [0x00200032, 'DS', '0\\0\\0'],
    [0x00200037, 'DS', '0\\1\\0\\0\\0\\-1'],
    [0x00280002, 'US', [1]],
    [0x00280004, 'CS', 'MONOCHROME2'],
    [0x00280010, 'US', [rows]],
    [0x00280011, 'US', [columns]],
    [0x00280030, 'DS', '0.5\\0.5'],
    [0x00280100, 'US', [16]],
    [0x00280101, 'US', [16]],
    [0x00280102, 'US', [15]],
    [0x00280103, 'US', [0]],
  ]
  const kept = elements.map((element) => overrides[element[0]] ?? element)
  const known = new Set(elements.map(([tag]) => tag))
  const added = Object.values(overrides).filter(([tag]) => !known.has(tag))
  return [...kept, ...added].sort(([a], [b]) => a - b)
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let filled = 0
  for (const part of parts) {
    joined.set(part, filled)
    filled += part.length
  }
  return joined
}

const SEQUENCE_END = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]

function writeElement([tag, vr, value]: TestElement, options: FileOptions): Uint8Array {
  const body = padded(writeValue(vr, value, options))
  const header = new DataView(new ArrayBuffer(LONG.has(vr) && !options.implicit ? 12 : 8))
  const little = !options.bigEndian
  header.setUint16(0, tag >>> 16, little)
  header.setUint16(2, tag & 0xffff, little)
  if (options.implicit) header.setUint32(4, body.length, little)
  else {
    header.setUint8(4, vr.charCodeAt(0))
    header.setUint8(5, vr.charCodeAt(1))
    if (LONG.has(vr)) header.setUint32(8, body.length, little)
    else header.setUint16(6, body.length, little)
  }
  return concat([new Uint8Array(header.buffer), body])
}

function writeValue(vr: string, value: TestValue, options: FileOptions): Uint8Array {
  if (value instanceof Uint8Array) return value
  if (typeof value === 'string') return ascii(value)
  if (vr === 'SQ') return concat((value as readonly TestElement[][]).map((item) => writeItem(item, options)))
  const width = WIDTHS[vr] ?? 2
  const view = new DataView(new ArrayBuffer(value.length * width))
  for (const [index, number] of (value as readonly number[]).entries()) {
    const little = !options.bigEndian
    if (vr === 'FD') view.setFloat64(index * 8, number, little)
    else if (width === 4) view.setUint32(index * 4, number, little)
    else view.setUint16(index * 2, number, little)
  }
  return new Uint8Array(view.buffer)
}

function writeItem(elements: readonly TestElement[], options: FileOptions): Uint8Array {
  const body = concat(elements.map((element) => writeElement(element, options)))
  return concat([itemHeader(body.length, options.bigEndian), body])
}

function itemHeader(length: number, bigEndian = false): Uint8Array {
  const view = new DataView(new ArrayBuffer(8))
  view.setUint16(0, 0xfffe, !bigEndian)
  view.setUint16(2, 0xe000, !bigEndian)
  view.setUint32(4, length, !bigEndian)
  return new Uint8Array(view.buffer)
}

function longHeader(tag: number, vr: string, length: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(12))
  view.setUint16(0, tag >>> 16, true)
  view.setUint16(2, tag & 0xffff, true)
  view.setUint8(4, vr.charCodeAt(0))
  view.setUint8(5, vr.charCodeAt(1))
  view.setUint32(8, length, true)
  return new Uint8Array(view.buffer)
}

function padded(bytes: Uint8Array): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : concat([bytes, Uint8Array.of(0x20)])
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

import dicomParser from 'dicom-parser'
import type { Element } from 'dicom-parser'
import type { ElementTable } from './header-values.ts'
import { string } from './header-values.ts'
import {
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  transferSyntaxOf,
} from './transfer-syntax.ts'
import type { TransferSyntax } from './transfer-syntax.ts'

/** Where the file meta information ends, and what it says (DICOM PS3.10 section 7.1). */
export type FileMeta = {
  readonly transferSyntax: TransferSyntax
  readonly mediaSopClassUid: string | undefined
  /** Where the data set begins in the file. */
  readonly dataSetOffset: number
}

/** Where the pixels lie in the bytes that hold the data set. */
export type PixelElement = {
  readonly kind: 'integer' | 'float' | 'double'
  /** Value representation; undefined in implicit files, which mean OW. */
  readonly vr: string | undefined
  readonly offset: number
  /** undefined: encapsulated, up to a sequence delimiter. */
  readonly length: number | undefined
}

export type DataSetHeader = {
  readonly table: ElementTable
  readonly pixelElement: PixelElement | undefined
  /** The file ends, or turns to garbage, before the data set does. */
  readonly damage: 'none' | 'truncated' | 'unparseable'
}

/** More of the file is needed, up to this offset at least. */
export type NeedsMore = { readonly needsMore: number }

const PREAMBLE_LENGTH = 128
const UNDEFINED_LENGTH = 0xffffffff
const LONG_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
const META_GROUPS = /^x0002/

/** The sequences that the rest of intake reads. Others of known length are stepped over unread. */
const WANTED_SEQUENCES = new Set([
  'x00041220', // DirectoryRecordSequence
  'x00080110', // CodingSchemeIdentificationSequence
  'x00409096', // RealWorldValueMappingSequence
  'x00283000', // ModalityLUTSequence
  'x00283010', // VOILUTSequence
  'x0040a043', // ConceptNameCodeSequence
  'x0040a375', // CurrentRequestedProcedureEvidenceSequence
  'x0040a730', // ContentSequence
  'x52009229', // SharedFunctionalGroupsSequence
  'x52009230', // PerFrameFunctionalGroupsSequence
])

/**
 * The file meta information at the start of a file. Tolerates a missing group length, a missing preamble and a missing
 * meta group, then judging the transfer syntax by the data set's own first element. undefined: this is no DICOM file.
 */
export function parseFileMeta(bytes: Uint8Array): FileMeta | undefined {
  const start = metaStart(bytes)
  if (start === undefined) return undefined
  const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, 0)
  const elements: Record<string, Element> = {}
  let position = start
  for (;;) {
    const element = readElementHeader(stream, position, EXPLICIT_LITTLE_ENDIAN)
    if (!element || !META_GROUPS.test(element.tag)) break
    if (element.length > bytes.length - element.dataOffset) break
    elements[element.tag] = element
    position = element.dataOffset + element.length
  }
  const table = { byteArray: bytes, byteArrayParser: dicomParser.littleEndianByteArrayParser, elements }
  const uid = string(table, 'x00020010')
  const stated = uid === undefined ? undefined : transferSyntaxOf(uid)
  return {
    transferSyntax: reconcile(stated, judgeSyntax(bytes, position)),
    mediaSopClassUid: string(table, 'x00020002'),
    dataSetOffset: position,
  }
}

/**
 * The elements of a data set up to its pixel data, from the start of a file. `complete`: the bytes are all there is.
 * dicom-parser walks the sequences; this walks the top level, so that it can stop at the pixels, step over what nobody
 * reads and say how much more of the file it needs.
 */
export function parseDataSet(
  bytes: Uint8Array,
  offset: number,
  syntax: TransferSyntax,
  complete: boolean,
): DataSetHeader | NeedsMore {
  const parser = syntax.bigEndian
    ? dicomParser.bigEndianByteArrayParser
    : dicomParser.littleEndianByteArrayParser
  const table: ElementTable = { byteArray: bytes, byteArrayParser: parser, elements: {} }
  if (bytes.length === 0) return { table, pixelElement: undefined, damage: 'truncated' }
  const stream = new dicomParser.ByteStream(parser, bytes, 0)
  const stop = (damage: DataSetHeader['damage'], pixelElement?: PixelElement) => ({
    table,
    pixelElement,
    damage,
  })
  let position = offset
  while (position < bytes.length) {
    const element = readElementHeader(stream, position, syntax)
    if (!element) return complete ? stop('truncated') : { needsMore: position + HEADER_ROOM }
    const pixelElement = asPixelElement(element)
    if (pixelElement) return stop('none', pixelElement)
    if (element.tag === 'xfffee00d' || element.tag === 'xfffee0dd') {
      position = element.dataOffset // a delimiter left over by a careless writer
      continue
    }
    const known = element.length !== UNDEFINED_LENGTH
    if (known && element.length > bytes.length - element.dataOffset) {
      return complete ? stop('truncated') : { needsMore: element.dataOffset + element.length + HEADER_ROOM }
    }
    if (!known || WANTED_SEQUENCES.has(element.tag)) {
      const sequence = readSequence(stream, element, syntax, complete)
      const cut = !known && (!sequence || stream.position >= bytes.length)
      if (cut && !complete) return { needsMore: bytes.length * 2 }
      if (sequence) table.elements[element.tag] = sequence
      else if (!known) return stop('unparseable')
      position = known ? element.dataOffset + element.length : stream.position
      continue
    }
    table.elements[element.tag] = element
    position = element.dataOffset + element.length
  }
  return complete
    ? stop(position > bytes.length ? 'truncated' : 'none')
    : { needsMore: position + HEADER_ROOM }
}

/** Tag, VR and length take 12 bytes at most; a little more saves a read when small elements follow. */
const HEADER_ROOM = 4096

function metaStart(bytes: Uint8Array): number | undefined {
  if (hasMagic(bytes, PREAMBLE_LENGTH)) return PREAMBLE_LENGTH + 4
  if (hasMagic(bytes, 0)) return 4
  return judgeSyntax(bytes, 0) ? 0 : undefined
}

function hasMagic(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d
}

/** The plain syntax that a data set's first element is written in; undefined when it looks like no data set. */
function judgeSyntax(bytes: Uint8Array, at: number): TransferSyntax | undefined {
  if (at + 8 > bytes.length) return undefined
  const little = bytes[at]! | (bytes[at + 1]! << 8)
  const big = (bytes[at]! << 8) | bytes[at + 1]!
  const bigEndian = !FIRST_GROUPS.has(little) && FIRST_GROUPS.has(big)
  if (!bigEndian && !FIRST_GROUPS.has(little)) return undefined
  if (isVr(bytes[at + 4]!, bytes[at + 5]!)) return bigEndian ? EXPLICIT_BIG_ENDIAN : EXPLICIT_LITTLE_ENDIAN
  const length =
    bytes[at + 4]! + bytes[at + 5]! * 0x100 + bytes[at + 6]! * 0x10000 + bytes[at + 7]! * 0x1000000
  // An implicit element has nothing to know it by but a short length: the first one is a group length or a UID.
  return !bigEndian && length <= 1024 ? IMPLICIT_LITTLE_ENDIAN : undefined
}

/** Groups that data sets begin with: meta, directory, identifying, and the few objects that begin later. */
const FIRST_GROUPS = new Set([0x0002, 0x0004, 0x0008])

/** A stated uncompressed syntax gives way to what the bytes show: some writers convert one and forget the other. */
function reconcile(stated: TransferSyntax | undefined, judged: TransferSyntax | undefined): TransferSyntax {
  if (!stated) return judged ?? IMPLICIT_LITTLE_ENDIAN
  const plain = !stated.encapsulated && !stated.deflated && stated.coding === 'native'
  if (!plain || !judged) return stated
  return judged.explicitVr === stated.explicitVr && judged.bigEndian === stated.bigEndian ? stated : judged
}

function isVr(first: number, second: number): boolean {
  return first >= 0x41 && first <= 0x5a && second >= 0x41 && second <= 0x5a
}

type Stream = InstanceType<typeof dicomParser.ByteStream>

/** Tag, VR, length and place of the element at a position; undefined where the bytes end before they are all there. */
function readElementHeader(stream: Stream, position: number, syntax: TransferSyntax): Element | undefined {
  const { byteArray: bytes, byteArrayParser: parser } = stream
  if (position + 8 > bytes.length) return undefined
  const group = parser.readUint16(bytes, position)
  const number = parser.readUint16(bytes, position + 2)
  const tag = `x${(group * 0x10000 + number).toString(16).padStart(8, '0')}`
  const explicit = syntax.explicitVr && group !== 0xfffe && isVr(bytes[position + 4]!, bytes[position + 5]!)
  if (!explicit) {
    return { tag, length: parser.readUint32(bytes, position + 4), dataOffset: position + 8 }
  }
  const vr = String.fromCharCode(bytes[position + 4]!, bytes[position + 5]!)
  if (!LONG_VRS.has(vr)) {
    return { tag, vr, length: parser.readUint16(bytes, position + 6), dataOffset: position + 8 }
  }
  if (position + 12 > bytes.length) return undefined
  return { tag, vr, length: parser.readUint32(bytes, position + 8), dataOffset: position + 12 }
}

function asPixelElement(element: Element): PixelElement | undefined {
  const kind = PIXEL_KINDS.get(element.tag)
  if (!kind) return undefined
  const length = element.length === UNDEFINED_LENGTH ? undefined : element.length
  return { kind, vr: element.vr, offset: element.dataOffset, length }
}

const PIXEL_KINDS = new Map<string, PixelElement['kind']>([
  ['x7fe00008', 'float'],
  ['x7fe00009', 'double'],
  ['x7fe00010', 'integer'],
])

/**
 * A sequence read by dicom-parser; undefined where it finds damage, which it reports by throwing. Philips writes sequences
 * with explicit items into implicit files: one that makes no sense is tried in the other form.
 */
function readSequence(
  stream: Stream,
  header: Element,
  syntax: TransferSyntax,
  complete: boolean,
): Element | undefined {
  const start = stream.position
  const sequence = attemptSequence(stream, header, syntax.explicitVr)
  const ranOut = stream.position >= stream.byteArray.length
  if ((sequence && !ranOut) || !complete) return sequence
  const end = stream.position
  stream.position = start
  const other = attemptSequence(stream, header, !syntax.explicitVr)
  if (other && stream.position < stream.byteArray.length) return other
  stream.position = end
  return sequence
}

function attemptSequence(stream: Stream, header: Element, explicit: boolean): Element | undefined {
  const element = { ...header }
  stream.position = header.dataOffset
  try {
    if (explicit) dicomParser.readSequenceItemsExplicit(stream, element, [])
    else dicomParser.readSequenceItemsImplicit(stream, element)
    return element
  } catch {
    return undefined
  }
}

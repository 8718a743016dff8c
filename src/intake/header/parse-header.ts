import dicomParser from 'dicom-parser'
import type { Element } from 'dicom-parser'
import { isVr, readElementHeader, UNDEFINED_LENGTH, vrName } from './element-header.ts'
import type { ElementHeader } from './element-header.ts'
import type { ElementTable } from './header-values.ts'
import { string } from './header-values.ts'
import {
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  transferSyntaxOf,
} from './transfer-syntax.ts'
import type { TransferSyntax } from './transfer-syntax.ts'
import { WANTED_TAGS } from './wanted-tags.ts'

/** Where the file meta information ends, and what it says (DICOM PS3.10 section 7.1). */
export type FileMeta = {
  readonly transferSyntax: TransferSyntax
  readonly mediaSopClassUid: string | undefined
  readonly mediaSopInstanceUid: string | undefined
  /** Where the data set begins in the file. */
  readonly dataSetOffset: number
}

/** Where the pixels lie in the bytes that hold the data set. */
type PixelElement = {
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
const META_GROUP = 0x0002

/** The sequences that the rest of intake reads at the top level. Others of known length are stepped over unread. */
const WANTED_SEQUENCES = new Set([
  0x00041220, // DirectoryRecordSequence
  0x00080110, // CodingSchemeIdentificationSequence
  0x00409096, // RealWorldValueMappingSequence
  0x00283000, // ModalityLUTSequence
  0x00283010, // VOILUTSequence
  0x0040a043, // ConceptNameCodeSequence
  0x0040a375, // CurrentRequestedProcedureEvidenceSequence
  0x0040a730, // ContentSequence
  0x52009229, // SharedFunctionalGroupsSequence
  0x52009230, // PerFrameFunctionalGroupsSequence
])

/**
 * The file meta information at the start of a file. Tolerates a missing group length, a missing preamble and a missing
 * meta group, then judging the transfer syntax by the data set's own first element. undefined: this is no DICOM file.
 */
export function parseFileMeta(bytes: Uint8Array): FileMeta | undefined {
  const start = metaStart(bytes)
  if (start === undefined) return undefined
  const elements: Record<string, Element> = {}
  const header = emptyHeader()
  let position = start
  while (readElementHeader(bytes, position, EXPLICIT_LITTLE_ENDIAN, header)) {
    if (header.tag >>> 16 !== META_GROUP) break
    if (header.length > bytes.length - header.dataOffset) break
    const tag = WANTED_TAGS.get(header.tag)
    if (tag !== undefined) elements[tag] = asElement(tag, header)
    position = header.dataOffset + header.length
  }
  const table = { byteArray: bytes, byteArrayParser: dicomParser.littleEndianByteArrayParser, elements }
  const uid = string(table, 'TransferSyntaxUID')
  const stated = uid === undefined ? undefined : transferSyntaxOf(uid)
  return {
    transferSyntax: reconcile(stated, judgeSyntax(bytes, position)),
    mediaSopClassUid: string(table, 'MediaStorageSOPClassUID'),
    mediaSopInstanceUid: string(table, 'MediaStorageSOPInstanceUID'),
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
  const stop = (damage: DataSetHeader['damage'], pixelElement?: PixelElement) => ({
    table,
    pixelElement,
    damage,
  })
  const header = emptyHeader()
  let position = offset
  while (position < bytes.length) {
    if (!readElementHeader(bytes, position, syntax, header)) {
      return complete ? stop('truncated') : { needsMore: position + HEADER_ROOM }
    }
    const { tag, length, dataOffset } = header
    const pixelElement = asPixelElement(header)
    if (pixelElement) return stop('none', pixelElement)
    if (tag === ITEM_DELIMITER || tag === SEQUENCE_DELIMITER) {
      position = dataOffset // a delimiter left over by a careless writer
      continue
    }
    const known = length !== UNDEFINED_LENGTH
    if (known && length > bytes.length - dataOffset) {
      return complete ? stop('truncated') : { needsMore: dataOffset + length + HEADER_ROOM }
    }
    const name = WANTED_TAGS.get(tag)
    if (known && !WANTED_SEQUENCES.has(tag)) {
      if (name !== undefined) table.elements[name] = asElement(name, header)
      position = dataOffset + length
      continue
    }
    const { sequence, end } = readSequence(table, asElement(name ?? '', header), syntax, complete)
    const cut = !known && (!sequence || end >= bytes.length)
    if (cut && !complete) return { needsMore: bytes.length * 2 }
    if (sequence && name !== undefined) table.elements[name] = sequence
    else if (!sequence && !known) return stop('unparseable')
    position = known ? dataOffset + length : end
  }
  return complete
    ? stop(position > bytes.length ? 'truncated' : 'none')
    : { needsMore: position + HEADER_ROOM }
}

const ITEM_DELIMITER = 0xfffee00d
const SEQUENCE_DELIMITER = 0xfffee0dd

function emptyHeader(): ElementHeader {
  return { tag: 0, vr: 0, length: 0, dataOffset: 0 }
}

/** An element as dicom-parser describes one. */
function asElement(tag: string, { vr, length, dataOffset }: ElementHeader): Element {
  const name = vrName(vr)
  return name === undefined ? { tag, length, dataOffset } : { tag, vr: name, length, dataOffset }
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

function asPixelElement({ tag, vr, length, dataOffset }: ElementHeader): PixelElement | undefined {
  if (tag >>> 16 !== PIXEL_GROUP) return undefined
  const kind = PIXEL_KINDS.get(tag)
  if (!kind) return undefined
  return {
    kind,
    vr: vrName(vr),
    offset: dataOffset,
    length: length === UNDEFINED_LENGTH ? undefined : length,
  }
}

const PIXEL_GROUP = 0x7fe0
const PIXEL_KINDS = new Map<number, PixelElement['kind']>([
  [0x7fe00008, 'float'],
  [0x7fe00009, 'double'],
  [0x7fe00010, 'integer'],
])

/**
 * A sequence read by dicom-parser; undefined where it finds damage, which it reports by throwing. Philips writes sequences
 * with explicit items into implicit files: one that makes no sense is tried in the other form.
 */
function readSequence(
  { byteArray, byteArrayParser }: ElementTable,
  header: Element,
  syntax: TransferSyntax,
  complete: boolean,
): ReadSequence {
  const attempt = (explicit: boolean): ReadSequence => {
    const element = { ...header }
    const stream = new dicomParser.ByteStream(byteArrayParser, byteArray, 0)
    stream.position = header.dataOffset // the constructor refuses one at the very end, where an empty sequence may lie
    try {
      if (explicit) dicomParser.readSequenceItemsExplicit(stream, element, [])
      else dicomParser.readSequenceItemsImplicit(stream, element)
      return { sequence: element, end: stream.position }
    } catch {
      return { sequence: undefined, end: stream.position }
    }
  }
  const read = attempt(syntax.explicitVr)
  if ((read.sequence && read.end < byteArray.length) || !complete) return read
  const other = attempt(!syntax.explicitVr)
  return other.sequence && other.end < byteArray.length ? other : read
}

/** A sequence, undefined where it is damaged, and where reading it ended. */
type ReadSequence = { readonly sequence: Element | undefined; readonly end: number }

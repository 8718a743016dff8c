import { DICOM_ATTRIBUTES } from './attributes.ts'
import type { AttributeKeyword, ValueRepresentation } from './attributes.ts'

/** Transfer syntaxes that the encoder writes (DICOM PS3.6 annex A). */
export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2'
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1'
export const RLE_LOSSLESS = '1.2.840.10008.1.2.5'

/** Identifies this encoder in every file (PS3.10 7.1); a UUID of our own under the 2.25 arc. */
const IMPLEMENTATION_CLASS_UID = '2.25.206119426894310867021733911275630517113'
const IMPLEMENTATION_VERSION_NAME = 'CAUDA_1'

/** Compressed pixel data: one fragment a frame, without an offset table (PS3.5 A.4). */
type EncapsulatedFrames = { readonly fragments: readonly Uint8Array[] }

type ValueOf<V extends ValueRepresentation> = V extends 'SQ'
  ? readonly DicomDataSet[]
  : V extends 'OB' | 'OW' | 'OB or OW'
    ? Uint8Array | EncapsulatedFrames
    : V extends 'US' | 'SS' | 'UL' | 'SL' | 'FL' | 'FD'
      ? number | readonly number[]
      : V extends 'DS' | 'IS'
        ? number | readonly number[] | ''
        : V extends OnlyRead
          ? never
          : string | readonly string[]

/** Value representations that Cauda reads and never writes. */
type OnlyRead = 'AT' | 'OD' | 'OF' | 'OV' | 'US or OW' | 'US or SS'

/**
 * A data set by keyword. An attribute that is undefined is left out; '' or [] is written with length 0,
 * which DICOM asks of type 2 attributes without a value.
 */
export type DicomDataSet = {
  readonly [K in AttributeKeyword]?: ValueOf<(typeof DICOM_ATTRIBUTES)[K][1]> | undefined
}

type Piece = Uint8Array
type Syntax = { readonly explicit: boolean }

/** VRs whose explicit length takes 32 bits after two reserved bytes (PS3.5 table 7.1-1). */
const LONG_LENGTH: ReadonlySet<ValueRepresentation> = new Set(['OB', 'OW', 'SQ', 'UC', 'UT'])
/** VRs that SpecificCharacterSet governs; the rest is ASCII (PS3.5 6.1.2.3). */
const IN_CHARACTER_SET: ReadonlySet<ValueRepresentation> = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT'])
const NUMBER_BYTES = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8 } as const
const UNDEFINED_LENGTH = 0xffffffff
const ITEM = 0xfffee000
const SEQUENCE_DELIMITER = 0xfffee0dd

/**
 * A Part 10 file: preamble, file meta information with its group length, and the data set in `transferSyntaxUid`,
 * which is implicit or explicit little endian, or a compressed syntax whose PixelData is given as fragments.
 * Text is written in UTF-8; a data set that may hold other than ASCII must say SpecificCharacterSet 'ISO_IR 192'.
 * Throws a RangeError on a value that DICOM cannot hold, which is a bug in the caller.
 */
export function encodeDicomFile(dataSet: DicomDataSet, transferSyntaxUid: string): Uint8Array<ArrayBuffer> {
  const { SOPClassUID: sopClass, SOPInstanceUID: sopInstance } = dataSet
  if (sopClass === undefined || sopInstance === undefined)
    throw new RangeError('a DICOM file needs SOPClassUID and SOPInstanceUID')
  const meta = encodeDataSet(
    {
      FileMetaInformationVersion: Uint8Array.of(0, 1),
      MediaStorageSOPClassUID: sopClass,
      MediaStorageSOPInstanceUID: sopInstance,
      TransferSyntaxUID: transferSyntaxUid,
      ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
      ImplementationVersionName: IMPLEMENTATION_VERSION_NAME,
    },
    EXPLICIT_LITTLE_ENDIAN,
  )
  const preamble = new Uint8Array(132)
  preamble.set(ascii('DICM'), 128)
  const groupLength = join([header(0x00020000, 'UL', 4, { explicit: true }), integer(meta.length, 4)])
  return join([preamble, groupLength, meta, encodeDataSet(dataSet, transferSyntaxUid)])
}

/** The bare data set in tag order, without preamble and meta information. */
export function encodeDataSet(dataSet: DicomDataSet, transferSyntaxUid: string): Uint8Array<ArrayBuffer> {
  return join(dataSetPieces(dataSet, { explicit: transferSyntaxUid !== IMPLICIT_LITTLE_ENDIAN }))
}

/** A number in at most 16 characters, as DS demands (PS3.5 table 6.2-1), with as many digits as fit. */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`DS cannot hold ${value}`)
  const plain = String(value === 0 ? 0 : value)
  if (plain.length <= 16) return plain
  for (let digits = 15; digits > 0; digits--) {
    const shorter = String(Number(value.toPrecision(digits)))
    if (shorter.length <= 16) return shorter
  }
  throw new RangeError(`DS cannot hold ${value}`)
}

function dataSetPieces(dataSet: DicomDataSet, syntax: Syntax): Piece[] {
  return Object.entries(dataSet)
    .filter(([, value]) => value !== undefined)
    .map(([keyword, value]) => ({ attribute: DICOM_ATTRIBUTES[keyword as AttributeKeyword], keyword, value }))
    .sort((a, b) => a.attribute[0] - b.attribute[0])
    .flatMap(({ attribute: [tag, vr], keyword, value }) => {
      try {
        return elementPieces(tag, vr === 'OB or OW' ? 'OW' : vr, value, syntax)
      } catch (error) {
        throw new RangeError(`${keyword}: ${error instanceof Error ? error.message : String(error)}`)
      }
    })
}

function elementPieces(tag: number, vr: ValueRepresentation, value: unknown, syntax: Syntax): Piece[] {
  if (vr === 'SQ') {
    const items = (value as readonly DicomDataSet[]).map((item) => join(dataSetPieces(item, syntax)))
    const content = items.flatMap((item) => [itemHeader(ITEM, item.length), item])
    return [header(tag, vr, sizeOf(content), syntax), ...content]
  }
  if (isEncapsulated(value)) return encapsulatedPieces(tag, value, syntax)
  const content = valueBytes(vr, value)
  if (!LONG_LENGTH.has(vr) && content.length > 0xfffe) throw new RangeError(`longer than ${vr} can be`)
  return [header(tag, vr, content.length, syntax), content]
}

function isEncapsulated(value: unknown): value is EncapsulatedFrames {
  return typeof value === 'object' && value !== null && 'fragments' in value
}

function encapsulatedPieces(tag: number, { fragments }: EncapsulatedFrames, syntax: Syntax): Piece[] {
  const items = fragments.flatMap((fragment) => {
    const even = padded(fragment, 0)
    return [itemHeader(ITEM, even.length), even]
  })
  return [
    header(tag, 'OB', UNDEFINED_LENGTH, syntax),
    itemHeader(ITEM, 0),
    ...items,
    itemHeader(SEQUENCE_DELIMITER, 0),
  ]
}

/** The value field, padded to an even length: UI with NUL, other text with a space (PS3.5 6.2). */
function valueBytes(vr: ValueRepresentation, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return padded(value, 0)
  const values = Array.isArray(value) ? (value as readonly unknown[]) : value === '' ? [] : [value]
  if (vr in NUMBER_BYTES) return numbers(vr as keyof typeof NUMBER_BYTES, values as readonly number[])
  const text = values.map((part) => textOf(vr, part)).join('\\')
  const bytes = IN_CHARACTER_SET.has(vr) ? new TextEncoder().encode(text) : ascii(text)
  return padded(bytes, vr === 'UI' ? 0 : 0x20)
}

function textOf(vr: ValueRepresentation, value: unknown): string {
  if (vr === 'DS') return decimalString(value as number)
  if (vr === 'IS') {
    if (!Number.isInteger(value) || Math.abs(value as number) > 0x7fffffff)
      throw new RangeError(`IS cannot hold ${String(value)}`)
    return String(value)
  }
  return value as string
}

function numbers(vr: keyof typeof NUMBER_BYTES, values: readonly number[]): Uint8Array {
  const width = NUMBER_BYTES[vr]
  const bytes = new Uint8Array(values.length * width)
  const view = new DataView(bytes.buffer)
  values.forEach((value, index) => {
    const at = index * width
    if (vr === 'FL') view.setFloat32(at, value, true)
    else if (vr === 'FD') view.setFloat64(at, value, true)
    else if (vr === 'US' || vr === 'SS') view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
  })
  return bytes
}

function header(tag: number, vr: ValueRepresentation, length: number, { explicit }: Syntax): Uint8Array {
  if (!explicit) return join([tagBytes(tag), integer(length, 4)])
  const start = [tagBytes(tag), ascii(vr)]
  return LONG_LENGTH.has(vr)
    ? join([...start, integer(0, 2), integer(length, 4)])
    : join([...start, integer(length, 2)])
}

function itemHeader(tag: number, length: number): Uint8Array {
  return join([tagBytes(tag), integer(length, 4)])
}

function tagBytes(tag: number): Uint8Array {
  return join([integer(tag >>> 16, 2), integer(tag & 0xffff, 2)])
}

function integer(value: number, bytes: 2 | 4): Uint8Array {
  const low = [value & 0xff, (value >>> 8) & 0xff]
  return Uint8Array.from(bytes === 2 ? low : [...low, (value >>> 16) & 0xff, (value >>> 24) & 0xff])
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    if (code > 0x7e) throw new RangeError(`"${text}" is not ASCII`)
    return code
  })
}

function padded(bytes: Uint8Array, padding: number): Uint8Array {
  if (bytes.length % 2 === 0) return bytes
  const even = new Uint8Array(bytes.length + 1).fill(padding, bytes.length)
  even.set(bytes)
  return even
}

function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}

function join(pieces: readonly Piece[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(sizeOf(pieces))
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}

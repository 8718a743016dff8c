import type { DataSet, Element } from 'dicom-parser'
import { PARSER_TAGS } from './wanted-tags.ts'
import type { AttributeName } from './wanted-tags.ts'

/** Elements and the bytes they lie in: a data set, or an item of a sequence, as dicom-parser gives them. */
export type ElementTable = Pick<DataSet, 'byteArray' | 'byteArrayParser' | 'elements'>

const NOTHING = new Uint8Array(0)

/** An element by its keyword; undefined when absent. */
export function elementOf(
  { elements }: Pick<ElementTable, 'elements'>,
  name: AttributeName,
): Element | undefined {
  return elements[PARSER_TAGS[name]]
}

/** The value of an element as bytes; empty when it is absent. A length that runs past the bytes is cut. */
export function valueBytes(table: ElementTable, name: AttributeName): Uint8Array {
  const element = elementOf(table, name)
  if (!element) return NOTHING
  return table.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
}

/** An element's plain ASCII, and what was made of it when it was asked for. */
type Ascii = {
  readonly bytes: Uint8Array
  readonly text: string
  values: readonly string[] | undefined
  numbers: readonly number[] | undefined
}

const EMPTY: Ascii = { bytes: NOTHING, text: '', values: [], numbers: [] }

/** The values of an element of plain ASCII (AE, AS, CS, DA, DS, IS, TM, UI), without padding; empty when absent. */
export function strings(table: ElementTable, name: AttributeName): readonly string[] {
  const ascii = asciiOf(table, name)
  return (ascii.values ??= ascii.text === '' ? [] : ascii.text.split('\\').map((value) => value.trim()))
}

/** The first value of an ASCII element; undefined when absent or empty. */
export function string(table: ElementTable, name: AttributeName): string | undefined {
  return strings(table, name)[0] || undefined
}

/** The numbers of a DS or IS element. Values that are no number are NaN, so that positions keep their place. */
export function decimals(table: ElementTable, name: AttributeName): readonly number[] {
  const ascii = asciiOf(table, name)
  return (ascii.numbers ??= strings(table, name).map(toNumber))
}

/** The first number of a DS or IS element; undefined when absent or no number. */
export function decimal(table: ElementTable, name: AttributeName): number | undefined {
  const [value] = decimals(table, name)
  return value !== undefined && Number.isFinite(value) ? value : undefined
}

/** A header string longer than this is damage, not text. */
const MAX_STRING = 65_536

/** Longer texts are not kept: they hardly repeat. */
const LONGEST_KEPT = 256

/**
 * What each element held when it was last read. Most of a header is the same in the next file: comparing it is cheaper than
 * reading it again, and the headers of 10,000 files share one text instead of holding 10,000.
 */
const lastRead = new Map<AttributeName, Ascii>()

function asciiOf({ byteArray, elements }: ElementTable, name: AttributeName): Ascii {
  const element = elementOf({ elements }, name)
  if (!element) return EMPTY
  const start = element.dataOffset
  const end = Math.min(byteArray.length, start + Math.min(element.length, MAX_STRING))
  const last = lastRead.get(name)
  if (last && holds(byteArray, start, end, last.bytes)) return last
  const text = readAscii(byteArray, start, end)
  const ascii = { bytes: byteArray.slice(start, end), text, values: undefined, numbers: undefined }
  if (end - start <= LONGEST_KEPT) lastRead.set(name, ascii)
  return ascii
}

function holds(bytes: Uint8Array, start: number, end: number, expected: Uint8Array): boolean {
  if (end - start !== expected.length) return false
  for (let index = expected.length - 1; index >= 0; index--) {
    if (bytes[start + index] !== expected[index]) return false
  }
  return true
}

/** The whole value, NULs as spaces. */
function readAscii(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let position = start; position < end; position++) {
    text += String.fromCharCode(bytes[position] || 0x20)
  }
  return text
}

/** The values of a US element. */
export function unsignedShorts(table: ElementTable, name: AttributeName): readonly number[] {
  return binaryNumbers(table, name, 'readUint16', 2)
}

export function unsignedShort(table: ElementTable, name: AttributeName): number | undefined {
  return unsignedShorts(table, name)[0]
}

/** The first value of a US or SS element, by the sign that PixelRepresentation gives it. */
export function shortOf(table: ElementTable, name: AttributeName, signed: boolean): number | undefined {
  return binaryNumbers(table, name, signed ? 'readInt16' : 'readUint16', 2)[0]
}

export function unsignedLongs(table: ElementTable, name: AttributeName): readonly number[] {
  return binaryNumbers(table, name, 'readUint32', 4)
}

/** The values of an FD element. */
export function doubles(table: ElementTable, name: AttributeName): readonly number[] {
  return binaryNumbers(table, name, 'readDouble', 8)
}

/** The items of a sequence; empty when absent or empty. */
export function items(table: ElementTable, name: AttributeName): readonly ElementTable[] {
  return (elementOf(table, name)?.items ?? []).flatMap((item: Element) =>
    item.dataSet ? [item.dataSet] : [],
  )
}

/** The first item of a sequence. */
export function item(table: ElementTable | undefined, name: AttributeName): ElementTable | undefined {
  return table && items(table, name)[0]
}

function toNumber(value: string): number {
  return value === '' ? Number.NaN : Number(value.replace(',', '.'))
}

/** Reads one number of an element, in the byte order of its data set. */
export type BinaryReader =
  'readUint16' | 'readInt16' | 'readUint32' | 'readInt32' | 'readFloat' | 'readDouble'

/** The values of an element of binary numbers, each `width` bytes wide; a part left over at the end is no value. */
export function binaryNumbers(
  table: ElementTable,
  name: AttributeName,
  reader: BinaryReader,
  width: number,
): readonly number[] {
  const element = elementOf(table, name)
  if (!element) return []
  const parser = element.parser ?? table.byteArrayParser
  const end = Math.min(element.dataOffset + element.length, table.byteArray.length)
  const values: number[] = []
  for (let position = element.dataOffset; position + width <= end; position += width) {
    values.push(parser[reader](table.byteArray, position))
  }
  return values
}

import { DICOM_ATTRIBUTES } from '../../dicom/attributes.ts'
import type { AttributeKeyword, ValueRepresentation } from '../../dicom/attributes.ts'
import type { DicomDataSet } from '../../dicom/encoding.ts'
import { uidFrom } from '../../dicom/uid.ts'
import type { StructuredReport } from '../../domain/structured-report.ts'
import { decodeText } from '../header/character-set.ts'
import {
  binaryNumbers,
  decimals,
  elementOf,
  items,
  string,
  strings,
  valueBytes,
} from '../header/header-values.ts'
import type { BinaryReader, ElementTable } from '../header/header-values.ts'
import type { Header } from '../header/read-header.ts'

/** The storage classes of structured reports (PS3.4 table B.5-1): Basic Text, Enhanced, Comprehensive, Key Object and on. */
const STRUCTURED_REPORT = '1.2.840.10008.5.1.4.1.1.88.'

/** Content trees are some ten items deep. What hangs deeper is damage, and is left out. */
const DEEPEST_ITEM = 64

const ATTRIBUTES = Object.entries(DICOM_ATTRIBUTES).map(([keyword, [, vr]]) => ({
  keyword: keyword as AttributeKeyword,
  vr,
}))

/** Bulk data, and attributes whose representation depends on others: reports hold neither. */
const UNREAD: ReadonlySet<ValueRepresentation> = new Set([
  'AT',
  'OB',
  'OB or OW',
  'OD',
  'OF',
  'OV',
  'OW',
  'US or OW',
  'US or SS',
])

const NUMBERS: Partial<Record<ValueRepresentation, readonly [reader: BinaryReader, bytes: number]>> = {
  US: ['readUint16', 2],
  SS: ['readInt16', 2],
  UL: ['readUint32', 4],
  SL: ['readInt32', 4],
  FL: ['readFloat', 4],
  FD: ['readDouble', 8],
}

/** Text in SpecificCharacterSet, of several values (PS3.5 table 6.2-1), and of one value, in which a backslash is a backslash. */
const TEXTS: ReadonlySet<ValueRepresentation> = new Set(['LO', 'PN', 'SH', 'UC'])
const LONG_TEXTS: ReadonlySet<ValueRepresentation> = new Set(['LT', 'ST', 'UT'])

/** The report in a header; undefined when the object is none. Its content is not judged here. */
export function readStructuredReport({ table, meta }: Header, path: string): StructuredReport | undefined {
  const sopClassUid = string(table, 'SOPClassUID') ?? meta.mediaSopClassUid ?? ''
  if (!sopClassUid.startsWith(STRUCTURED_REPORT)) return undefined
  return {
    path,
    sopClassUid,
    sopInstanceUid: string(table, 'SOPInstanceUID') ?? meta.mediaSopInstanceUid ?? uidFrom(`report ${path}`),
    seriesInstanceUid: string(table, 'SeriesInstanceUID') ?? '',
    studyInstanceUid: string(table, 'StudyInstanceUID') ?? '',
    dataSet: readDataSet(table, strings(table, 'SpecificCharacterSet'), 0),
  }
}

/** The attributes that `src/dicom/attributes.ts` knows, bulk data left out. Nested items may name a character set of their own. */
function readDataSet(table: ElementTable, inherited: readonly string[], depth: number): DicomDataSet {
  const own = strings(table, 'SpecificCharacterSet')
  const terms = own.length > 0 ? own : inherited
  const entries = ATTRIBUTES.flatMap(({ keyword, vr }) => {
    if (!elementOf(table, keyword)) return []
    const value = vr === 'SQ' ? readItems(table, keyword, terms, depth) : readValue(table, keyword, vr, terms)
    return value === undefined ? [] : [[keyword, value] as const]
  })
  return Object.fromEntries(entries)
}

function readItems(
  table: ElementTable,
  keyword: AttributeKeyword,
  terms: readonly string[],
  depth: number,
): readonly DicomDataSet[] {
  if (depth >= DEEPEST_ITEM) return []
  return items(table, keyword).map((item) => readDataSet(item, terms, depth + 1))
}

type Value = string | number | readonly string[] | readonly number[]

function readValue(
  table: ElementTable,
  keyword: AttributeKeyword,
  vr: ValueRepresentation,
  terms: readonly string[],
): Value | undefined {
  if (UNREAD.has(vr)) return undefined
  const binary = NUMBERS[vr]
  if (binary) return oneOrAll(binaryNumbers(table, keyword, ...binary))
  if (vr === 'DS' || vr === 'IS') return oneOrAll(decimals(table, keyword))
  if (LONG_TEXTS.has(vr)) return decodeText(valueBytes(table, keyword), terms)
  if (!TEXTS.has(vr)) return oneOrAll(strings(table, keyword))
  return oneOrAll(decodeText(valueBytes(table, keyword), terms, vr === 'PN').split('\\'))
}

/** One value as itself, several as a list; none as the empty text, as DICOM writes an attribute without a value. */
function oneOrAll<T extends string | number>(values: readonly T[]): T | '' | readonly T[] {
  return values.length > 1 ? values : (values[0] ?? '')
}

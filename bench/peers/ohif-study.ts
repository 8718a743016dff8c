import dicomParser from 'dicom-parser'
import { EXPLICIT_LITTLE_ENDIAN, encodeDataSet } from '../../src/dicom/encoding.ts'
import type { DicomDataSet } from '../../src/dicom/encoding.ts'

/** Offset of the first element of the file meta information: after the preamble and "DICM" (PS3.10 7.1). */
const META_START = 132
const GROUP_LENGTH_BYTES = 12
const MR_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.4'
/** VRs whose header takes 12 bytes and not 8 (PS3.5 table 7.1-1). */
const LONG_HEADER_VRS = new Set(['OB', 'OW', 'SQ', 'UN', 'UT', 'UC', 'OF', 'OD', 'OL'])

/**
 * A file of the RSNA study, which OHIF lists as "0 studies", with what OHIF asks for: the length of the meta group, the
 * SOP class and Modality MR. A file that has them comes back with the same bytes. Explicit little endian data sets only,
 * which RLE implies.
 */
export function patchForOhif(bytes: Uint8Array): Uint8Array {
  const dataSet = dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' })
  const meta = Object.values(dataSet.elements).filter(({ tag }) => tag.startsWith('x0002'))
  const metaEnd = Math.max(...meta.map(({ dataOffset, length }) => dataOffset + length))
  const edits = [
    ...(dataSet.elements['x00020000'] ? [] : [{ at: META_START, insert: groupLength(metaEnd - META_START) }]),
    ...missing(dataSet, 'x00080016', { SOPClassUID: MR_IMAGE_STORAGE }),
    ...missing(dataSet, 'x00080060', { Modality: 'MR' }),
  ]
  return spliced(bytes, edits)
}

type Insertion = { readonly at: number; readonly insert: Uint8Array }

function missing(dataSet: dicomParser.DataSet, tag: string, element: DicomDataSet): Insertion[] {
  if (dataSet.elements[tag]) return []
  const next = Object.values(dataSet.elements)
    .filter((each) => each.tag > tag)
    .sort((a, b) => a.dataOffset - b.dataOffset)[0]
  if (!next) throw new Error(`bench.odd-file: nothing comes after ${tag}`)
  const header = LONG_HEADER_VRS.has(next.vr ?? '') ? 12 : 8
  return [{ at: next.dataOffset - header, insert: encodeDataSet(element, EXPLICIT_LITTLE_ENDIAN) }]
}

/** (0002,0000) UL: bytes of the meta group after this element. */
function groupLength(length: number): Uint8Array {
  const element = new Uint8Array(GROUP_LENGTH_BYTES)
  element.set([0x02, 0x00, 0x00, 0x00, 0x55, 0x4c, 0x04, 0x00])
  new DataView(element.buffer).setUint32(8, length, true)
  return element
}

/** The bytes with pieces put in, given in the order of their offsets. */
function spliced(bytes: Uint8Array, insertions: readonly Insertion[]): Uint8Array {
  const pieces: Uint8Array[] = []
  let done = 0
  for (const { at, insert } of insertions) {
    pieces.push(bytes.subarray(done, at), insert)
    done = at
  }
  return Buffer.concat([...pieces, bytes.subarray(done)])
}

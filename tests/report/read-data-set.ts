import dicomParser from 'dicom-parser'
import type { DataSet } from 'dicom-parser'
import { DICOM_ATTRIBUTES } from '../../src/dicom/attributes.ts'
import type { DicomDataSet } from '../../src/dicom/encoding.ts'

const KEYWORDS = new Map(
  Object.entries(DICOM_ATTRIBUTES).map(([keyword, [tag, vr]]) => [
    `x${tag.toString(16).padStart(8, '0')}`,
    { keyword, vr },
  ]),
)

const GROUP_LENGTH = 'x00020000'

/** A DICOM file as a data set by keyword, through dicom-parser; text is taken for UTF-8, numbers are left out. */
export function readDataSet(file: Uint8Array): DicomDataSet {
  return dataSetOf(dicomParser.parseDicom(file))
}

function dataSetOf(parsed: DataSet): DicomDataSet {
  const entries = Object.entries(parsed.elements).flatMap(([tag, element]) => {
    if (tag === GROUP_LENGTH) return []
    const known = KEYWORDS.get(tag)
    if (known === undefined) throw new Error(`unknown attribute ${tag}`)
    const { keyword, vr } = known
    if (vr === 'SQ')
      return [
        [keyword, (element.items ?? []).flatMap((item) => (item.dataSet ? [dataSetOf(item.dataSet)] : []))],
      ]
    if (['US', 'FL', 'OB', 'OW', 'UL', 'DS', 'IS'].includes(vr)) return []
    const bytes = parsed.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
    return [[keyword, new TextDecoder().decode(bytes).replace(/[\0 ]+$/u, '')]]
  })
  return Object.fromEntries(entries) as DicomDataSet
}

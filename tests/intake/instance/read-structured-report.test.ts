import { describe, expect, it } from 'vitest'
import { codecs } from '../../../cli/node-codecs.ts'
import { encodeDicomFile } from '../../../src/dicom/encoding.ts'
import type { DicomDataSet } from '../../../src/dicom/encoding.ts'
import { bytesSource } from '../../../src/intake/byte-source.ts'
import { readFiles } from '../../../src/intake/read-files.ts'
import { buildDicom } from '../build-dicom.ts'
import type { TestElement } from '../build-dicom.ts'

const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33'

const REPORT: DicomDataSet = {
  SpecificCharacterSet: 'ISO_IR 192',
  SOPClassUID: COMPREHENSIVE_SR,
  SOPInstanceUID: '1.2.3.4',
  StudyInstanceUID: '1.2',
  SeriesInstanceUID: '1.2.9',
  PatientName: 'Wójcik^Łukasz',
  ConceptNameCodeSequence: [{ CodeValue: '126000', CodingSchemeDesignator: 'DCM' }],
  CodingSchemeIdentificationSequence: [{ CodingSchemeDesignator: '99CAUDA' }],
  ContentSequence: [
    {
      ValueType: 'CONTAINER',
      ContentSequence: [
        { ValueType: 'TEXT', TextValue: 'two\\values? no: one text, with ü' },
        { ValueType: 'NUM', MeasuredValueSequence: [{ NumericValue: 6.25 }] },
        { ValueType: 'SCOORD', GraphicType: 'POLYLINE', GraphicData: [1.5, 2, 3, -4.25] },
        { ValueType: 'IMAGE', ReferencedSOPSequence: [{ ReferencedFrameNumber: [1, 2] }] },
      ],
    },
  ],
}

async function read(bytes: Uint8Array) {
  return readFiles(new AbortController().signal, [bytesSource('report.dcm', bytes)], codecs, () => undefined)
}

describe('readStructuredReport', () => {
  it.each(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'])(
    'gives back a content tree written in %s',
    async (syntax) => {
      const { reports, skipped } = await read(encodeDicomFile(REPORT, syntax))
      expect(reports).toEqual([
        {
          path: 'report.dcm',
          sopClassUid: COMPREHENSIVE_SR,
          sopInstanceUid: '1.2.3.4',
          seriesInstanceUid: '1.2.9',
          studyInstanceUid: '1.2',
          dataSet: REPORT,
        },
      ])
      expect(skipped.map(({ diagnostic }) => diagnostic.code)).toEqual(['intake.structured-report'])
    },
  )

  it('reads big endian, and text in the character set that it says', async () => {
    const item: TestElement[] = [
      [0x0040a160, 'UT', Uint8Array.of(0xb5, 0xd1, 0xe5, 0xd9)], // ISO 8859-5
      [0x00700022, 'FL', Uint8Array.of(0x3f, 0xc0, 0, 0)],
    ]
    const bytes = buildDicom(
      [
        [0x00080005, 'CS', 'ISO_IR 144'],
        [0x00080016, 'UI', COMPREHENSIVE_SR],
        [0x0040a730, 'SQ', [item]],
      ],
      { bigEndian: true, syntax: '1.2.840.10008.1.2.2' },
    )
    const { reports } = await read(bytes)
    expect(reports[0]?.dataSet.ContentSequence).toEqual([{ TextValue: 'Ебхй', GraphicData: 1.5 }])
  })

  it('leaves out what hangs deeper than any report, without running out of stack', async () => {
    let tree: DicomDataSet = { ValueType: 'TEXT' }
    for (let depth = 0; depth < 300; depth++) tree = { ValueType: 'CONTAINER', ContentSequence: [tree] }
    const { reports } = await read(encodeDicomFile({ ...REPORT, ...tree }, '1.2.840.10008.1.2.1'))
    let depth = 0
    let item: DicomDataSet | undefined = reports[0]?.dataSet
    for (; item?.ContentSequence?.[0]; depth++) item = item.ContentSequence[0]
    expect(depth).toBe(64)
  })
})

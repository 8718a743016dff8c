import dicomParser from 'dicom-parser'
import { describe, expect, it } from 'vitest'
import {
  decimalString,
  encodeDataSet,
  encodeDicomFile,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  RLE_LOSSLESS,
} from '../../src/dicom/encoding.ts'
import type { DicomDataSet } from '../../src/dicom/encoding.ts'

const REPORT: DicomDataSet = {
  SpecificCharacterSet: 'ISO_IR 192',
  PatientName: 'Müller^Jörg',
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33',
  SOPInstanceUID: '2.25.12345',
  ReferringPhysicianName: '',
  Rows: 384,
  PixelSpacing: [0.6875, 1 / 3],
  ContentSequence: [
    { RelationshipType: 'CONTAINS', ConceptNameCodeSequence: [{ CodeValue: 'A', CodeMeaning: 'odd' }] },
    { RelationshipType: 'HAS CONCEPT MOD', TextValue: 'x'.repeat(70001) },
  ],
}

describe('encodeDicomFile', () => {
  it('is read back by an independent parser', () => {
    const read = dicomParser.parseDicom(encodeDicomFile(REPORT, EXPLICIT_LITTLE_ENDIAN))
    expect(read.string('x00020010')).toBe(EXPLICIT_LITTLE_ENDIAN)
    expect(read.string('x00080018')).toBe('2.25.12345')
    expect(read.uint16('x00280010')).toBe(384)
    expect(read.string('x00280030')).toBe('0.6875\\0.33333333333333')
    expect(read.elements['x00080090']?.length).toBe(0)
    const items = read.elements['x0040a730']?.items ?? []
    expect(items.map((item) => item.dataSet?.string('x0040a010'))).toEqual(['CONTAINS', 'HAS CONCEPT MOD'])
    const code = items[0]?.dataSet?.elements['x0040a043']?.items?.[0]?.dataSet
    expect(code?.string('x00080104')).toBe('odd')
    expect(items[1]?.dataSet?.string('x0040a160')?.length).toBe(70001)
  })

  it('states the exact length of the file meta information', () => {
    const bytes = encodeDicomFile(REPORT, EXPLICIT_LITTLE_ENDIAN)
    const read = dicomParser.parseDicom(bytes)
    const meta = Object.values(read.elements).filter((element) => element.tag.startsWith('x0002'))
    const end = Math.max(...meta.map((element) => element.dataOffset + element.length))
    expect(144 + (read.uint32('x00020000') ?? 0)).toBe(end)
  })

  it('writes text in UTF-8, padded to even length', () => {
    const read = dicomParser.parseDicom(encodeDicomFile(REPORT, EXPLICIT_LITTLE_ENDIAN))
    const name = read.elements['x00100010']
    const field = read.byteArray.slice(name?.dataOffset, (name?.dataOffset ?? 0) + (name?.length ?? 0))
    expect(new TextDecoder().decode(field)).toBe('Müller^Jörg ')
  })

  it('writes implicit little endian and encapsulated frames', () => {
    const implicit = dicomParser.parseDicom(encodeDicomFile(REPORT, IMPLICIT_LITTLE_ENDIAN))
    expect(implicit.string('x00080018')).toBe('2.25.12345')
    const rle = dicomParser.parseDicom(
      encodeDicomFile({ ...REPORT, PixelData: { fragments: [Uint8Array.of(1, 2, 3)] } }, RLE_LOSSLESS),
    )
    const pixels = rle.elements['x7fe00010']
    if (pixels === undefined) throw new Error('no pixel data')
    expect([...dicomParser.readEncapsulatedPixelDataFromFragments(rle, pixels, 0)]).toEqual([1, 2, 3, 0])
  })

  it('refuses what DICOM cannot hold, naming the attribute', () => {
    expect(() => encodeDataSet({ Modality: 'MÄ' }, EXPLICIT_LITTLE_ENDIAN)).toThrow(/Modality.*ASCII/)
    expect(() => encodeDataSet({ PatientComments: 'x'.repeat(70000) }, EXPLICIT_LITTLE_ENDIAN)).toThrow(
      /PatientComments/,
    )
    expect(() => encodeDataSet({ InstanceNumber: 1.5 }, EXPLICIT_LITTLE_ENDIAN)).toThrow(/InstanceNumber/)
  })
})

describe('decimalString', () => {
  it.each([-0, 0.1 + 0.2, -0.123456789012345, -1.23456789012345e-9, 1234567.123456789, -1 / 3e12])(
    'writes %s within 16 characters',
    (value) => {
      const text = decimalString(value)
      expect(text.length).toBeLessThanOrEqual(16)
      expect(Number(text)).toBeCloseTo(value, 8)
    },
  )
})

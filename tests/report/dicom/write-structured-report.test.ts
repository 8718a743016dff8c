import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DicomDataSet } from '../../../src/dicom/encoding.ts'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { writeStructuredReport } from '../../../src/report/dicom/write-structured-report.ts'
import { hasTool, runTool } from '../external-tool.ts'
import { sampleInput } from '../fixture.ts'
import { readDataSet } from '../read-data-set.ts'

const model = buildReport(sampleInput())

describe('writeStructuredReport', () => {
  const dataSet = readDataSet(writeStructuredReport(model))

  it('belongs to the source study and patient, in UTF-8', () => {
    expect(dataSet).toMatchObject({
      SpecificCharacterSet: 'ISO_IR 192',
      Modality: 'SR',
      PatientName: 'Müller^Änne^Zoë=王^小東',
      PatientID: 'PID-0815',
      PatientBirthDate: '19640702',
      PatientSex: 'F',
      PatientAge: '061Y',
      StudyInstanceUID: '1.2.826.0.1.3680043.8.498.7001',
      StudyDate: '20260303',
      AccessionNumber: 'ACC-77',
      ContentDate: '20260304',
      ContentTime: '162005',
      ObservationDateTime: '20260304162005+0100',
      StudyTime: '081512.250000',
      StudyID: 'S-4711',
      ReferringPhysicianName: 'Gräf^Ida',
      IssuerOfPatientID: 'Hospital A',
      CompletionFlag: 'PARTIAL',
      VerificationFlag: 'UNVERIFIED',
      PreliminaryFlag: 'PRELIMINARY',
    })
  })

  it('lists every image that it points to as evidence, and no other', () => {
    const evidence = imagesIn(dataSet.CurrentRequestedProcedureEvidenceSequence ?? [])
    const content = imagesIn(dataSet.ContentSequence ?? [])
    expect(evidence.size).toBeGreaterThan(5)
    expect(content).toEqual(evidence)
  })

  it('keeps the algorithm and the reader in groups of their own', () => {
    const groups = groupsOf(dataSet)
    const byReader = groups.filter((group) => has(group, '121008'))
    const byModel = groups.filter((group) => has(group, '111001'))
    expect(byReader).toHaveLength(7)
    expect(byModel).toHaveLength(25 + 2)
    expect(byReader.filter((group) => byModel.includes(group))).toEqual([])
    expect(groups).toHaveLength(byReader.length + byModel.length)
  })

  it('gives every group among the measurements a region, which viewers ask for', () => {
    const measurements = (dataSet.ContentSequence ?? []).find((item) => nameOf(item) === '126010')
    const groups = measurements?.ContentSequence ?? []
    expect(groups.length).toBeGreaterThan(25)
    expect(groups.every((group) => has(group, '111030'))).toBe(true)
  })

  it('is COMPLETE only once no cell waits for the reader', () => {
    const findings = sampleInput().analysis.findings.map((finding) => ({
      ...finding,
      assessment: { kind: 'not-assessed', reason: { kind: 'no-network' } } as const,
    }))
    const analysis = { ...sampleInput().analysis, findings, levels: [] }
    const done = readDataSet(writeStructuredReport(buildReport(sampleInput({ analysis }))))
    expect(done.CompletionFlag).toBe('COMPLETE')
    expect(done.CurrentRequestedProcedureEvidenceSequence).toBeUndefined()
  })

  it('is the same for the same input, and another instance for another choice or time', () => {
    expect(
      Buffer.compare(writeStructuredReport(buildReport(sampleInput())), writeStructuredReport(model)),
    ).toBe(0)
    const uids = [
      {},
      { decisions: {} },
      { generatedAt: '2026-03-04T16:20:06+01:00' },
      { identifiers: 'omit' },
    ].map(
      (changes) =>
        readDataSet(writeStructuredReport(buildReport(sampleInput(changes as object)))).SOPInstanceUID,
    )
    expect(new Set(uids).size).toBe(uids.length)
  })

  it('has no patient when identifiers are omitted, and says that they were', () => {
    const omitted = readDataSet(writeStructuredReport(buildReport(sampleInput({ identifiers: 'omit' }))))
    expect(omitted).toMatchObject({
      PatientName: '',
      PatientID: '',
      StudyDate: '',
      StudyTime: '',
      StudyID: '',
      ReferringPhysicianName: '',
      PatientIdentityRemoved: 'YES',
    })
    expect(omitted.IssuerOfPatientID).toBeUndefined()
  })
})

describe('the structured report before the judges', () => {
  let folder = ''
  const paths: string[] = []
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cauda-sr-'))
    const inputs = [sampleInput(), sampleInput({ identifiers: 'omit', notes: {}, edits: {}, decisions: {} })]
    inputs.forEach((input, index) => {
      const path = join(folder, `${index}.dcm`)
      writeFileSync(path, writeStructuredReport(buildReport(input)))
      paths.push(path)
    })
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.skipIf(!hasTool('dciodvfy', 'dicom3tools', 'the SR against PS3.3'))('dciodvfy finds no error', () => {
    for (const path of paths) {
      const { output } = runTool('dciodvfy', path)
      expect(output).toContain('Comprehensive3DSR')
      expect(output.split('\n').filter((line) => line.startsWith('Error'))).toEqual([])
    }
  })

  it.skipIf(!hasTool('dsrdump', 'dcmtk', 'the SR’s content tree'))('dsrdump reads it whole', () => {
    const { status, output } = runTool('dsrdump', '+Pl', '+U8', paths[0] ?? '')
    expect(status).toBe(0)
    expect(output).not.toMatch(/^[EF]:/mu)
    expect(output.match(/Measurement Group/gu)).toHaveLength(25 + 7 + 2)
    for (const part of [
      'Müller^Änne',
      'Dr. Łukasz Wójcik',
      '脊柱管狭窄',
      '(24484000,SCT,"Severe")',
      '"6.13" (mm,UCUM',
    ])
      expect(output).toContain(part)
  })
})

function groupsOf(dataSet: DicomDataSet): DicomDataSet[] {
  const containers = (dataSet.ContentSequence ?? []).filter((item) =>
    ['126010', 'UNPLACED'].includes(String(nameOf(item))),
  )
  return containers.flatMap((container) => container.ContentSequence ?? [])
}

function has(group: DicomDataSet, code: string): boolean {
  return (group.ContentSequence ?? []).some((item) => nameOf(item) === code)
}

function nameOf(item: DicomDataSet): unknown {
  return item.ConceptNameCodeSequence?.[0]?.CodeValue
}

/** SOP instance UIDs anywhere below, in reference sequences. */
function imagesIn(items: readonly DicomDataSet[]): Set<unknown> {
  return new Set(
    items.flatMap((item) => [
      ...(item.ReferencedSOPSequence ?? []).map((reference) => reference.ReferencedSOPInstanceUID),
      ...imagesIn([...(item.ContentSequence ?? []), ...(item.ReferencedSeriesSequence ?? [])]),
    ]),
  )
}

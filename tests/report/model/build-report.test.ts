import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { sectionOf } from '../../../src/report/model/report-model.ts'
import { writeCsv } from '../../../src/report/write-csv.ts'
import { writeFhir } from '../../../src/report/fhir/write-fhir.ts'
import { writeJson } from '../../../src/report/write-json.ts'
import { writeStructuredReport } from '../../../src/report/dicom/write-structured-report.ts'
import { writeText } from '../../../src/report/write-text.ts'
import { sampleInput } from '../fixture.ts'

describe('buildReport', () => {
  it('accounts for all 25 cells once', () => {
    const { counts, levels } = buildReport(sampleInput())
    expect(counts).toEqual({ decided: 5, proposed: 14, uncertain: 2, notAssessed: 4 })
    expect(levels.flatMap((level) => level.cells)).toHaveLength(25)
  })

  it('keeps the proposal beside the decision that changed it', () => {
    const cell = buildReport(sampleInput())
      .levels.flatMap((level) => level.cells)
      .find(({ level, condition }) => level === 'l3_l4' && condition === 'spinal_canal_stenosis')
    expect(cell?.assessment).toMatchObject({ kind: 'graded', proposed: 'moderate' })
    expect(cell?.standing).toEqual({ kind: 'decided', grade: 'severe', change: 'changed' })
  })

  it('puts what is open first in the impression, then the severe before the moderate, the canal before the rest', () => {
    const lines = sectionOf(buildReport(sampleInput()), 'impression').blocks.flatMap((block) => block.lines)
    expect(lines.map((line) => line.slice(0, 14))).toEqual([
      'No automated c',
      'Declared not a',
      'L3/L4: Severe ',
      'L4/L5: Severe ',
      'L5/S1: Severe ',
      'No moderate or',
    ])
  })

  it('never writes "normal" alone, nor "diagnosis"', () => {
    const text = writeText(buildReport(sampleInput()))
    expect(text.match(/normal(?!\/mild)/giu)).toBeNull()
    expect(text).not.toMatch(/diagnos/iu)
  })

  it('leaves no identifier in any format when they are omitted', () => {
    const model = buildReport(sampleInput({ identifiers: 'omit' }))
    const dicom = new TextDecoder().decode(writeStructuredReport(model))
    const formats = [writeText(model), writeCsv(model), writeJson(model), writeFhir(model), dicom]
    for (const format of formats)
      for (const identifier of [
        'Müller',
        'Änne',
        'Zoë',
        '小東',
        'PID-0815',
        'ACC-77',
        '1964-07-02',
        '19640702',
        '2026-03-03',
        '20260303',
        'MRT LWS',
        'IM0031',
      ])
        expect(format).not.toContain(identifier)
    expect(writeText(buildReport(sampleInput()))).toContain('IM0031')
  })

  it('throws when the analysis lacks a cell', () => {
    const input = sampleInput()
    const analysis = { ...input.analysis, findings: input.analysis.findings.slice(1) }
    expect(() => buildReport({ ...input, analysis })).toThrow(/no finding for l1_l2/u)
  })

  it('throws when the analysis points to an image that the study lacks', () => {
    const input = sampleInput()
    const study = { ...input.study, stacks: input.study.stacks.slice(1) }
    expect(() => buildReport({ ...input, study })).toThrow(/which the study lacks/u)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellKey } from '../../src/domain/decision.ts'
import { buildReport } from '../../src/report/model/build-report.ts'
import type { ReportModel, Standing } from '../../src/report/model/report-model.ts'
import { writeText } from '../../src/report/write-text.ts'
import { anyCells, inputWith } from './arbitrary-cells.ts'
import { sampleInput } from './fixture.ts'
import { readTextReport } from './read-text-report.ts'
import type { ReadCell } from './read-text-report.ts'

function meant(standing: Standing): ReadCell {
  switch (standing.kind) {
    case 'decided':
      return { grade: standing.grade, by: 'reader' }
    case 'proposed':
      return { grade: standing.grade, by: 'model' }
    case 'uncertain':
      return { grade: undefined, by: 'uncertain' }
    default:
      return { grade: undefined, by: 'nobody' }
  }
}

function expectReadsBack(model: ReportModel): void {
  const read = readTextReport(writeText(model))
  const expected = model.levels.flatMap(({ cells }) =>
    cells.map(({ level, condition, standing }) => [cellKey(level, condition), meant(standing)] as const),
  )
  expect(new Map([...read].sort())).toEqual(new Map([...expected].sort()))
}

describe('writeText', () => {
  it('reads back to the same grades, by the same hand', () => {
    expectReadsBack(buildReport(sampleInput()))
  })

  it('reads back whatever the mixture of cells', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const input = inputWith(cells)
        expectReadsBack(buildReport(input))
      }),
      { numRuns: 60, seed: 7 },
    )
  })

  it('goes through its sections in a radiologist’s order', () => {
    const headings = writeText(buildReport(sampleInput())).match(/^[A-Z][A-Z' ]+$/gmu)
    expect(headings).toEqual([
      'COMPARISON',
      'TECHNIQUE',
      'SCOPE AND LIMITATIONS',
      'FINDINGS',
      'IMPRESSION',
      "READER'S REMARKS",
      'NOT ASSESSED',
      'MODEL',
      'VALIDATION OF THE MODEL',
    ])
  })

  it('holds names and notes of any script, the pack, its figures and the research-use statement', () => {
    const text = writeText(buildReport(sampleInput()))
    for (const part of [
      'Patient: Müller, Änne, Zoë (王, 小東)',
      'Reader: Dr. Łukasz Wójcik',
      'Širší kontext: čeká se na kontrolu.',
      '脊柱管狭窄',
      'Cauda lumbar 1.2.0 (lumbar-1), sha256 abab',
      'Ran on wasm (SIMD, 2 threads; no WebGPU adapter)',
      'AUC of Severe 0.964 [0.951 to 0.976]',
    ])
      expect(text).toContain(part)
    expect(text.match(/Research use only/gu)).toHaveLength(2)
  })

  it('says that a reader is needed where nothing is graded, and that the pack states no figures', () => {
    const input = sampleInput({ decisions: {}, notes: {}, edits: {} })
    const findings = input.analysis.findings.map((finding) => ({
      ...finding,
      assessment: { kind: 'not-assessed', reason: { kind: 'no-network' } } as const,
    }))
    const text = writeText(
      buildReport({
        ...input,
        analysis: {
          ...input.analysis,
          findings,
          levels: [],
          engine: {
            ...input.analysis.engine,
            packFacts: { ...input.analysis.engine.packFacts, evaluation: [] },
          },
        },
      }),
    )
    expect(text).toContain(
      'IMPRESSION\n1. No automated conclusion for 25 of 25 places; a reader is needed. Not assessed: 25,',
    )
    expect(text).not.toMatch(/no moderate|no more than mild/iu)
    expect(text).toContain('states no figures')
    expect(text).not.toContain("READER'S REMARKS")
  })
})

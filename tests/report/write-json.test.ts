import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildReport } from '../../src/report/model/build-report.ts'
import { writeJson } from '../../src/report/write-json.ts'
import { anyCells, inputWith } from './arbitrary-cells.ts'
import { sampleInput } from './fixture.ts'

const schemaPath = join(import.meta.dirname, '../../public/schema/report-2.json')
const schema = JSON.parse(readFileSync(schemaPath, 'utf8')) as object
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(schema)

type Finding = { level: string; condition: string; assessment: object; decision: unknown }
type Json = { findings: Finding[]; study: object; levels: object[] }

function parsed(changes?: Parameters<typeof sampleInput>[0]): Json {
  return JSON.parse(writeJson(buildReport(sampleInput(changes)))) as Json
}

describe('writeJson', () => {
  it('is what the published schema describes', () => {
    for (const identifiers of ['include', 'omit'] as const) {
      validate(parsed({ identifiers }))
      expect(validate.errors).toBeNull()
    }
  })

  it('is so for any mixture of cells', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const input = inputWith(cells)
        validate(JSON.parse(writeJson(buildReport(input))))
        expect(validate.errors).toBeNull()
      }),
      { numRuns: 15, seed: 7 },
    )
  })

  it('is refused by the schema once a part is wrong', () => {
    const report = parsed()
    expect(validate({ ...report, findings: report.findings.slice(1) })).toBe(false)
    expect(validate({ ...report, extra: 1 })).toBe(false)
    expect(validate({ ...report, study: {} })).toBe(false)
    const [first, ...rest] = report.findings
    expect(validate({ ...report, findings: [{ ...first, assessment: { kind: 'graded' } }, ...rest] })).toBe(
      false,
    )
  })

  it('keeps proposal and decision apart', () => {
    const finding = parsed().findings.find(
      (candidate) => JSON.stringify(candidate).includes('"l3_l4"') && candidate.decision !== null,
    )
    expect(finding).toMatchObject({
      assessment: { kind: 'graded', proposed: 'moderate' },
      decision: {
        reader: 'Dr. Łukasz Wójcik',
        grade: 'severe',
        proposed: 'moderate',
        at: '2026-03-04T16:12:40+01:00',
        mode: 'reader-first',
        placeMm: [1.5, -20, -2],
      },
    })
  })

  it('writes an abstention as its own kind, without a proposal', () => {
    const cells = parsed().findings
    const abstained = cells.find(
      ({ level, condition }) => level === 'l3_l4' && condition === 'left_subarticular_stenosis',
    )!
    expect(abstained.assessment).toMatchObject({
      kind: 'uncertain',
      probabilities: { normal_mild: 0.38, moderate: 0.41, severe: 0.21 },
      threshold: 0.95,
    })
    expect(Object.keys(abstained.assessment)).toEqual(['kind', 'threshold', 'probabilities', 'evidence'])
    const flagged = cells.find(
      ({ level, condition }) => level === 'l3_l4' && condition === 'spinal_canal_stenosis',
    )!
    expect(flagged.assessment).toMatchObject({ kind: 'graded', proposed: 'moderate', notExcluded: 'severe' })
  })

  it('says null where a decision has no name, mode or place', () => {
    const decision = { grade: 'severe', proposed: undefined, at: '2026-03-04T16:12:40+01:00' } as const
    const unnamed = { ...decision, reader: undefined, place: undefined }
    const report = parsed({ decisions: { 'l3_l4/spinal_canal_stenosis': unnamed } })
    const [made] = report.findings.flatMap((finding) => finding.decision ?? [])
    expect(made).toMatchObject({ reader: null, proposed: null, mode: null, placeMm: null })
    validate(report)
    expect(validate.errors).toBeNull()
  })

  it('holds nothing of the study but a UID of its own when identifiers are omitted', () => {
    const { study } = parsed({ identifiers: 'omit' })
    expect(Object.keys(study)).toEqual(['studyInstanceUid'])
    expect((study as { studyInstanceUid: string }).studyInstanceUid).toMatch(/^2\.25\.\d+$/)
  })

  it('lists only the discs that were found', () => {
    expect(parsed().levels).toHaveLength(4)
  })
})

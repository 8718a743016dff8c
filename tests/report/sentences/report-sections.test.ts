import { describe, expect, it } from 'vitest'
import { DEFAULT_TEMPLATE } from '../../../src/domain/report-template.ts'
import type { ReportTemplate } from '../../../src/domain/report-template.ts'
import type { ReportPart } from '../../../src/domain/report-text.ts'
import { buildReport } from '../../../src/report/model/build-report.ts'
import type { ReportInput } from '../../../src/report/model/report-input.ts'
import { sectionOf } from '../../../src/report/model/report-model.ts'
import { writeFhir } from '../../../src/report/fhir/write-fhir.ts'
import { writeText } from '../../../src/report/write-text.ts'
import { sampleInput } from '../fixture.ts'
import { aDecision } from '../../a-decision.ts'

const AT = '2026-03-04T16:18:00+01:00'

function blockOf(part: ReportPart, changes: Partial<ReportInput> = {}) {
  const blocks = buildReport(sampleInput(changes)).text.sections.flatMap((section) => section.blocks)
  return blocks.find((block) => block.part === part)!
}

function edited(part: ReportPart, text: string, basis = blockOf(part).basis): ReportInput['edits'] {
  return { [part]: { text, basis, at: AT } }
}

describe('the reader’s own words', () => {
  it('stand in every format in place of Cauda’s, and say whose they are; the grades are told beside them', () => {
    const edits = edited('findings/l4_l5', 'Crowded cauda, both recesses effaced.')
    const text = writeText(buildReport(sampleInput({ edits })))
    expect(text).toContain("L4/L5: Crowded cauda, both recesses effaced. [reader's words]")
    expect(text).toContain("GRADES UNDER THE READER'S WORDS\nL4/L5: Severe ")
    expect(writeFhir(buildReport(sampleInput({ edits })))).toContain('Crowded cauda')
  })

  it('are outdated once a grade at that level changed, and only there', () => {
    const { decisions } = sampleInput()
    const edits = edited('findings/l4_l5', 'Crowded cauda.')
    const changed: ReportInput['decisions'] = {
      ...decisions,
      'l4_l5/spinal_canal_stenosis': aDecision('moderate', { proposed: 'severe' }),
    }
    expect(blockOf('findings/l4_l5', { edits }).hand).toBe('reader')
    expect(blockOf('findings/l4_l5', { edits, decisions: changed }).hand).toBe('outdated')
    const elsewhere: ReportInput['decisions'] = {
      ...decisions,
      'l1_l2/left_subarticular_stenosis': aDecision('severe', { proposed: 'normal_mild' }),
    }
    expect(blockOf('findings/l4_l5', { edits, decisions: elsewhere }).hand).toBe('reader')
    expect(writeText(buildReport(sampleInput({ edits, decisions: changed })))).toContain('changed since]')
  })

  it('outlive a confirmation: the grade under them is the same', () => {
    const edits = edited('findings/l4_l5', 'Narrow right foramen.')
    const decisions: ReportInput['decisions'] = {
      ...sampleInput().decisions,
      'l4_l5/right_neural_foraminal_narrowing': aDecision('moderate', { proposed: 'moderate' }),
    }
    expect(blockOf('findings/l4_l5', { edits, decisions }).hand).toBe('reader')
  })

  it('carry into the impression, line by line, and into FHIR’s conclusion', () => {
    const edits = edited('impression', 'Severe stenosis at L3/L4 and L4/L5.\n\nSecond line.')
    const model = buildReport(sampleInput({ edits }))
    const { conclusion } = (
      JSON.parse(writeFhir(model)) as { entry: { resource: { conclusion?: string } }[] }
    ).entry[0]!.resource
    expect(conclusion).toMatch(
      /^1\. Severe stenosis at L3\/L4 and L4\/L5\.\n2\. Second line\. \[reader's words\]\n/,
    )
  })

  it('lose the patient’s name when identifiers are omitted', () => {
    const edits = edited('remarks', 'Frau Müller was told.')
    expect(blockOf('remarks', { edits, identifiers: 'omit' }).lines).toEqual(['Frau [omitted] was told.'])
  })
})

describe('the template', () => {
  const findings = (changes: Partial<ReportTemplate>) =>
    sectionOf(buildReport(sampleInput({ template: { ...DEFAULT_TEMPLATE, ...changes } })), 'findings').blocks

  it('turns the levels round', () => {
    const labels = (levels: ReportTemplate['levels']) => findings({ levels }).map(({ label }) => label)
    expect(labels('foot-first')).toEqual(labels('head-first').toReversed())
  })

  it('changes order, phrases and what is told, never a grade', () => {
    const plain = findings({}).find(({ label }) => label === 'L4/L5')!
    const own = findings({
      groups: ['foraminal', 'canal', 'subarticular'],
      measurements: false,
      percentages: false,
      discFindings: 'none',
      phrases: { ...DEFAULT_TEMPLATE.phrases, canal: 'central stenosis', severe: 'high-grade' },
    }).find(({ label }) => label === 'L4/L5')!
    expect(own.made.join(' ')).toContain('High-grade central stenosis (confirmed by reader).')
    expect(own.made.join(' ')).not.toMatch(/%|Measured by the model|Disc, model only/)
    expect(own.basis).toBe(plain.basis)
  })

  it('says "elsewhere" only where one hand graded all that is mild, and everything else is told', () => {
    const brief = findings({ mild: 'brief' })
    const of = (label: string) => brief.find((block) => block.label === label)!.made.join(' ')
    expect(of('L5/S1')).not.toContain('elsewhere')
    expect(of('L2/L3')).not.toContain('throughout')
    const decided = sampleInput({
      template: { ...DEFAULT_TEMPLATE, mild: 'brief' },
      decisions: {},
      notes: {},
    })
    const all = decided.analysis.findings.map((finding) =>
      finding.level === 'l1_l2' && finding.assessment.kind === 'not-assessed'
        ? {
            ...finding,
            assessment: decided.analysis.findings.find(({ level }) => level === 'l2_l3')!.assessment,
          }
        : finding,
    )
    const text = buildReport({ ...decided, analysis: { ...decided.analysis, findings: all } })
    expect(sectionOf(text, 'findings').blocks[0]!.made.join(' ')).toContain(
      'No more than mild throughout (model, not yet reviewed).',
    )
  })
})

describe('scope and limitations', () => {
  it('say what a check does to which grades', () => {
    const text = writeText(buildReport(sampleInput()))
    expect(text).toContain(
      'A signal void hides the canal at L5/S1. What the model reads at L5/S1 is withheld. (analysis.signal-void)',
    )
  })

  it('say what hung beside it, by date unless identifiers are omitted', () => {
    const lines = (changes: Partial<ReportInput>) => blockOf('comparison', changes).lines
    expect(lines({})).toEqual(['No earlier study was compared.'])
    expect(lines({ comparedWith: '2024-11-05' })).toEqual([
      'Read with the study of 2024-11-05 of the same patient beside it.',
    ])
    expect(lines({ comparedWith: '2024-11-05', identifiers: 'omit' })).toEqual([
      'Read with an earlier study of the same patient beside it.',
    ])
  })

  it('tell how the levels got their names', () => {
    const numbering = { anatomy: 'l6', renamedBy: -1 } as const
    const text = writeText(buildReport(sampleInput({ numbering })))
    expect(text).toContain(
      'The reader renamed all levels by 1 to cranial. The reader flags a sixth lumbar vertebra (L6).',
    )
  })
})

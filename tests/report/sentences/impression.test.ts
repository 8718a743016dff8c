import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONDITIONS } from '../../../src/domain/condition.ts'
import type { Condition } from '../../../src/domain/condition.ts'
import { LEVELS } from '../../../src/domain/level.ts'
import { DEFAULT_TEMPLATE } from '../../../src/domain/report-template.ts'
import { writeStructuredReport } from '../../../src/report/dicom/write-structured-report.ts'
import { writeFhir } from '../../../src/report/fhir/write-fhir.ts'
import { buildReport } from '../../../src/report/model/build-report.ts'
import type { ReportInput } from '../../../src/report/model/report-input.ts'
import type { ReportModel } from '../../../src/report/model/report-model.ts'
import { writeJson } from '../../../src/report/write-json.ts'
import { writeText } from '../../../src/report/write-text.ts'
import { anyCells, inputWith } from '../arbitrary-cells.ts'
import type { AnyCell } from '../arbitrary-cells.ts'
import { readLevel } from '../read-text-report.ts'

/** What may be said of a cell, worked out from what model and reader said and from nothing of the report. */
type Truth =
  | { readonly kind: 'open'; readonly uncertain: boolean }
  | { readonly kind: 'declared' }
  | {
      readonly kind: 'graded'
      readonly by: 'reader' | 'model'
      readonly grade: 'normal_mild' | 'moderate' | 'severe'
      readonly severeOpen: boolean
    }

function truthOf({ model, reader }: AnyCell): Truth {
  if (reader === 'not_assessed') return { kind: 'declared' }
  if (reader !== null) return { kind: 'graded', by: 'reader', grade: reader, severeOpen: false }
  if ('kind' in model) return { kind: 'open', uncertain: false }
  const { normal_mild: mild, moderate, severe } = model.p
  const largest = Math.max(mild, moderate, severe)
  if (largest < model.threshold) return { kind: 'open', uncertain: true }
  const grade = severe === largest ? 'severe' : moderate === largest ? 'moderate' : 'normal_mild'
  return { kind: 'graded', by: 'model', grade, severeOpen: grade !== 'severe' && severe >= 0.1 }
}

const PLACES = LEVELS.flatMap((level) => CONDITIONS.map((condition) => ({ level, condition })))
const NAMES: Readonly<Record<Condition, string>> = {
  spinal_canal_stenosis: 'spinal canal',
  left_neural_foraminal_narrowing: 'left neural foramen',
  right_neural_foraminal_narrowing: 'right neural foramen',
  left_subarticular_stenosis: 'left subarticular zone',
  right_subarticular_stenosis: 'right subarticular zone',
}

/** The places that a list such as `L2/L3 right neural foramen; L3/L4 spinal canal (10 %)` names. */
function placesIn(list: string): ReadonlySet<string> {
  return new Set(
    list.split('; ').flatMap((part) => {
      const [, level = '', places = ''] = /^(L\d\/[LS]\d) (.*)$/u.exec(part) ?? []
      return places.split(', ').map((place) => `${level} ${place.replace(/ \(.*\)$/u, '')}`)
    }),
  )
}

/** Every line of the impression must be of a kind that is known here, and true of the cells. */
function expectTrue(lines: readonly string[], cells: readonly AnyCell[]): void {
  const truths = PLACES.map((place, index) => ({
    ...place,
    name: `${place.level.toUpperCase().replace('_', '/')} ${NAMES[place.condition]}`,
    truth: truthOf(cells[index]!),
  }))
  const named = (holds: (truth: Truth) => boolean) =>
    new Set(truths.filter(({ truth }) => holds(truth)).map(({ name }) => name))
  const open = named(({ kind }) => kind === 'open').size
  if (open > 0) expect(lines[0]).toMatch(/^No automated conclusion for /u)
  const told = new Set<string>()
  for (const line of lines) {
    const [, count, rest = ''] =
      /^No automated conclusion for (\d+) of 25 places; a reader is needed\.(.*)$/u.exec(line) ?? []
    const [, declared] = /^Declared not assessed by the reader: (.*)\.$/u.exec(line) ?? []
    const [, notExcluded] = /^Severe not excluded by the model: (.*)\.$/u.exec(line) ?? []
    const [, mild, hands] =
      /^No moderate or severe stenosis or foraminal narrowing at (\d+) of 25 places: (.*)\.$/u.exec(line) ??
      []
    const [, level, sentences] = /^(L\d\/[LS]\d): (.*)$/u.exec(line) ?? []
    if (count !== undefined) {
      expect(Number(count)).toBe(open)
      const uncertain = named((truth) => truth.kind === 'open' && truth.uncertain)
      const list = / Uncertain: (.*?)\.(?: Not assessed|$)/u.exec(rest)?.[1]
      expect(list === undefined ? new Set() : placesIn(list)).toEqual(uncertain)
      expect(Number(/ Not assessed: (\d+), listed below/u.exec(rest)?.[1] ?? 0)).toBe(open - uncertain.size)
    } else if (declared !== undefined) {
      expect(placesIn(declared)).toEqual(named(({ kind }) => kind === 'declared'))
    } else if (notExcluded !== undefined) {
      expect(placesIn(notExcluded)).toEqual(named((truth) => truth.kind === 'graded' && truth.severeOpen))
    } else if (mild !== undefined) {
      const by = (who: string) => Number(new RegExp(`(\\d+) ${who}`, 'u').exec(hands ?? '')?.[1] ?? 0)
      const truly = (who: 'reader' | 'model') =>
        named(
          (truth) =>
            truth.kind === 'graded' && truth.by === who && truth.grade === 'normal_mild' && !truth.severeOpen,
        ).size
      expect(by('decided by a reader')).toBe(truly('reader'))
      expect(by('graded by the model alone, not yet reviewed')).toBe(truly('model'))
      expect(Number(mild)).toBe(truly('reader') + truly('model'))
    } else if (level !== undefined && sentences !== undefined) {
      for (const [condition, { grade, by }] of readLevel(sentences)) {
        const name = `${level} ${NAMES[condition]}`
        expect(truths.find((cell) => cell.name === name)?.truth).toMatchObject({ kind: 'graded', grade, by })
        told.add(name)
      }
    } else throw new Error(`an unknown kind of line: ${line}`)
  }
  expect(told).toEqual(named((truth) => truth.kind === 'graded' && truth.grade !== 'normal_mild'))
}

/** The impression as each format that holds text gives it. */
function impressions(model: ReportModel): Readonly<Record<string, readonly string[]>> {
  const unnumbered = (lines: readonly string[]) => lines.map((line) => line.replace(/^\d+\. /u, ''))
  const text = /^IMPRESSION\n([\s\S]*?)\n\n/mu.exec(writeText(model))?.[1] ?? ''
  const json = JSON.parse(writeJson(model)) as { impression: string[] }
  const fhir = JSON.parse(writeFhir(model)) as { entry: { resource: { conclusion?: string } }[] }
  const conclusion = fhir.entry.flatMap(({ resource }) => resource.conclusion ?? [])[0] ?? ''
  const sr = new TextDecoder().decode(writeStructuredReport(model))
  return {
    text: unnumbered(text.split('\n')),
    json: json.impression,
    fhir: unnumbered(conclusion.split('\n').slice(0, -1)),
    sr: json.impression.filter((line) => sr.includes(line)),
  }
}

const PLAIN = { annotations: [], keyImages: [], edits: {} } satisfies Partial<ReportInput>

describe('the impression', () => {
  it('says of no cell what its state does not, in any format, whatever the mixture of cells', () => {
    fc.assert(
      fc.property(anyCells, fc.boolean(), fc.boolean(), (cells, percentages, measurements) => {
        const template = { ...DEFAULT_TEMPLATE, percentages, measurements }
        const model = buildReport({ ...inputWith(cells), ...PLAIN, notes: {}, template })
        for (const lines of Object.values(impressions(model))) expectTrue(lines, cells)
      }),
      { numRuns: 40, seed: 12 },
    )
  })

  it('does not reassure over cells that nobody read, and names the canal that is narrow by measure', () => {
    const open: AnyCell = {
      model: { p: { normal_mild: 0.4, moderate: 0.35, severe: 0.25 }, threshold: 0.7 },
      reader: null,
    }
    const mild: AnyCell = {
      model: { p: { normal_mild: 0.98, moderate: 0.01, severe: 0.01 }, threshold: 0.7 },
      reader: null,
    }
    const unread: AnyCell = { model: { kind: 'no-series', role: 'axial_t2' }, reader: null }
    const cells = PLACES.map(({ level }, index) => (index === 0 ? mild : level === 'l1_l2' ? unread : open))
    const model = buildReport({ ...inputWith(cells), ...PLAIN, notes: {} })
    const [first = '', ...others] = impressions(model)['text']!
    expect(first).toContain(
      'No automated conclusion for 24 of 25 places; a reader is needed. Uncertain: L2/L3 spinal canal',
    )
    expect(first).toContain('L4/L5 spinal canal (canal AP diameter 6.1 mm)')
    expect(others).toEqual([
      'No moderate or severe stenosis or foraminal narrowing at 1 of 25 places: 1 graded by the model alone, not yet reviewed.',
    ])
  })

  it('speaks of no mild place where Severe is not excluded at any', () => {
    const flagged: AnyCell = {
      model: { p: { normal_mild: 0.7, moderate: 0.1, severe: 0.2 }, threshold: 0.6 },
      reader: null,
    }
    const model = buildReport({ ...inputWith(PLACES.map(() => flagged)), ...PLAIN, notes: {} })
    expect(writeText(model)).not.toContain('No moderate or severe')
    expect(impressions(model)['json']).toHaveLength(1)
    expect(writeText(model)).toMatch(
      /L2\/L3: No more than mild \(model, not yet reviewed, Severe not excluded\): spinal canal \(70 %, Severe 20 %\)/u,
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DicomDataSet } from '../../../src/dicom/encoding.ts'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { writeStructuredReport } from '../../../src/report/dicom/write-structured-report.ts'
import { writeText } from '../../../src/report/write-text.ts'
import type { ReportInput } from '../../../src/report/model/report-input.ts'
import { anyCells, inputWith } from '../arbitrary-cells.ts'
import { sampleInput } from '../fixture.ts'
import { readDataSet } from '../read-data-set.ts'
import { readTextReport } from '../read-text-report.ts'

const GRADE_OF: Readonly<Record<string, string>> = { '24484000': 'severe', '6736007': 'moderate' }
const CONDITION_OF: Readonly<Record<string, string>> = {
  CANALDEGREE: 'spinal_canal_stenosis',
  FORAMINALDEGREE: 'neural_foraminal_narrowing',
  SUBARTICULARDEGR: 'subarticular_stenosis',
}
const LEVEL_OF: Readonly<Record<string, string>> = {
  '243920003': 'l1_l2',
  '243921004': 'l2_l3',
  '243922006': 'l3_l4',
  '243923001': 'l4_l5',
  '243927000': 'l5_s1',
}

describe('what an SR says of a cell', () => {
  it('says once for each cell what the text says, for any mixture of cells', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const input = inputWith(cells)
        const text = readTextReport(writeText(buildReport(input)))
        const attributes = groupsOf(input).flatMap(attributeOf)
        expect(attributes).toHaveLength(25)
        for (const { key, value } of attributes) {
          const said = text.get(key as never)
          const expected = said?.grade ?? (said?.by === 'uncertain' ? 'uncertain' : 'none')
          expect([key, value]).toEqual([key, expected])
        }
      }),
      { numRuns: 6, seed: 7 },
    )
  })

  it('asserts a disorder and a severity only where the text says moderate or severe, also without private codes', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const input = inputWith(cells)
        const text = readTextReport(writeText(buildReport(input)))
        const canals = [...text].filter(([key]) => key.endsWith('spinal_canal_stenosis'))
        const narrowed = (grades: readonly (string | undefined)[]) =>
          grades.filter((grade) => grade === 'moderate' || grade === 'severe').length
        const groups = groupsOf(input).map(withoutPrivate)
        expect(groups.filter((group) => codeIn(group, '121071') === '76107001')).toHaveLength(
          narrowed(canals.map(([, { grade }]) => grade)),
        )
        const severities = groups.flatMap((group) => codeIn(group, '246112005') ?? [])
        const grades = [...text.values()].map(({ grade }) => grade)
        expect(severities).toHaveLength(narrowed(grades))
        expect(severities.filter((code) => code === '24484000')).toHaveLength(
          grades.filter((grade) => grade === 'severe').length,
        )
      }),
      { numRuns: 6, seed: 11 },
    )
  })

  it('puts no box to a place that was not read', () => {
    const group = groupsOf(sampleInput()).find(
      (candidate) => textIn(candidate, '112039') === 'l5_s1/right_subarticular_stenosis model',
    )
    expect(namesIn(group!)).not.toContain('111030')
    expect(textIn(group!, 'REASON')).toBe('the axial T2 series does not cover it')
  })

  it('names as person who made each decision, and never the model', () => {
    const groups = groupsOf(sampleInput()).filter((group) => textIn(group, '112039')?.endsWith(' reader'))
    const authors = groups.map((group) => [
      textIn(group, '112039')?.replace(' reader', ''),
      itemsNamed(group, '121008')[0]?.PersonName,
      group.ObservationDateTime,
    ])
    expect(authors).toContainEqual(['l2_l3/spinal_canal_stenosis', 'Prof. Ada Lind', '20260304161500+0100'])
    expect(authors).toContainEqual([
      'l4_l5/spinal_canal_stenosis',
      'Dr. Łukasz Wójcik',
      '20260304161102+0100',
    ])
    expect(groups.filter((group) => namesIn(group).includes('111001'))).toEqual([])
  })

  it('names the pack that contributed, under a device UID that changes with it', () => {
    const { analysis } = sampleInput()
    const engine = {
      ...analysis.engine,
      packFacts: { ...analysis.engine.packFacts, sha256: 'cd'.repeat(32) },
    }
    const of = (changes: Partial<ReportInput>) =>
      readDataSet(writeStructuredReport(buildReport(sampleInput(changes)))).ContributingEquipmentSequence?.[0]
    const first = of({})
    expect(first).toMatchObject({
      Manufacturer: 'Cauda project',
      ManufacturerModelName: 'Cauda lumbar',
      SoftwareVersions: '1.2.0\\Cauda 0.1.0',
    })
    expect(first?.ContributionDescription).toContain('Processing Algorithm')
    expect(of({ analysis: { ...analysis, engine } })?.DeviceUID).not.toBe(first?.DeviceUID)
    expect(of({ decisions: {} })?.DeviceUID).toBe(first?.DeviceUID)
  })
})

describe('what the reader drew', () => {
  const image = sampleInput().study.stacks[0]!.images[4]!
  const drawn = groupsOf(
    sampleInput({
      annotations: [
        {
          id: 'a',
          kind: 'length',
          imageId: image.id,
          points: [
            [10, 20],
            [30.5, 20],
          ],
          quantities: [{ name: 'length', value: 12.8125, unit: 'mm', uncertainty: 0.26 }],
          text: 'canal',
        },
        {
          id: 'b',
          kind: 'cobb',
          imageId: image.id,
          points: [
            [0, 0],
            [10, 1],
            [0, 50],
            [10, 40],
          ],
          quantities: [{ name: 'angle', value: 50.7, unit: '°', uncertainty: 1 }],
          text: '',
        },
      ],
    }),
  ).filter((group) => textIn(group, '112039')?.startsWith('Cornerstone3DTools'))

  it('has its author, its value, and its shape below the value, on its image', () => {
    const [length, cobb] = drawn
    expect(drawn).toHaveLength(2)
    expect(itemsNamed(length!, '121008')[0]?.PersonName).toBe('Dr. Łukasz Wójcik')
    expect(textIn(length!, '121106')).toBe('canal')
    const [value] = itemsNamed(length!, '410668003')
    const [shape] = itemsNamed(value!, '121112')
    expect(shape).toMatchObject({
      ValueType: 'SCOORD',
      GraphicType: 'POLYLINE',
      RelationshipType: 'INFERRED FROM',
    })
    expect(shape?.ContentSequence?.[0]).toMatchObject({
      RelationshipType: 'SELECTED FROM',
      ReferencedSOPSequence: [{ ReferencedSOPInstanceUID: image.sopInstanceUid }],
    })
    expect(namesIn(cobb!)).toContain('285285000')
  })
})

function groupsOf(input: ReportInput): DicomDataSet[] {
  const root = readDataSet(writeStructuredReport(buildReport(input)))
  return ['126010', 'UNPLACED'].flatMap((name) =>
    itemsNamed(root, name).flatMap((container) => container.ContentSequence ?? []),
  )
}

function itemsNamed(item: DicomDataSet, code: string): DicomDataSet[] {
  return (item.ContentSequence ?? []).filter(
    (child) => child.ConceptNameCodeSequence?.[0]?.CodeValue === code,
  )
}

function namesIn(item: DicomDataSet): unknown[] {
  return (item.ContentSequence ?? []).map((child) => child.ConceptNameCodeSequence?.[0]?.CodeValue)
}

function codeIn(item: DicomDataSet, name: string): string | undefined {
  return itemsNamed(item, name)[0]?.ConceptCodeSequence?.[0]?.CodeValue as string | undefined
}

function textIn(item: DicomDataSet, name: string): string | undefined {
  return itemsNamed(item, name)[0]?.TextValue as string | undefined
}

/** The item as one who knows no 99CAUDA sees it. */
function withoutPrivate(item: DicomDataSet): DicomDataSet {
  const isPrivate = ({
    ConceptNameCodeSequence: [name] = [],
    ConceptCodeSequence: [value] = [],
  }: DicomDataSet) =>
    name?.CodingSchemeDesignator === '99CAUDA' || value?.CodingSchemeDesignator === '99CAUDA'
  return {
    ...item,
    ContentSequence: (item.ContentSequence ?? []).filter((child) => !isPrivate(child)).map(withoutPrivate),
  }
}

/** The cell that a group states, if it states any, with `severe`, `moderate`, `normal_mild`, `uncertain` or `none`. */
function attributeOf(group: DicomDataSet): { key: string; value: string }[] {
  const [place] = itemsNamed(group, '363698007')
  const level = LEVEL_OF[String(place?.ConceptCodeSequence?.[0]?.CodeValue)]
  const side = place === undefined ? undefined : codeIn(place, '272741003')
  return Object.entries(CONDITION_OF).flatMap(([code, condition]) => {
    const value = codeIn(group, code)
    if (value === undefined || level === undefined) return []
    const prefix = side === undefined ? '' : side === '7771000' ? 'left_' : 'right_'
    const meaning =
      GRADE_OF[value] ?? { NORMALMILD: 'normal_mild', '82334004': 'uncertain', NOTASSESSED: 'none' }[value]
    return [{ key: `${level}/${prefix}${condition}`, value: meaning ?? value }]
  })
}

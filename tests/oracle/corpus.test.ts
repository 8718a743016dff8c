import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { fileSource } from '../../cli/folder-source.ts'
import { codecs } from '../../cli/node-codecs.ts'
import { decodeStoredValues } from '../../src/intake/pixels/decode-stored-values.ts'
import { sharedData } from '../shared-data.ts'
import { compareCorpus, openOne, readOracle } from './compare-corpus.ts'
import type { Comparison } from './compare-corpus.ts'

const corpus = sharedData('corpus')
if (!corpus)
  console.info('The corpus of public DICOM files is not beside the project: its tests are skipped.')

/** Files without pixels that we could give, each with the diagnostic that a person agreed with. */
const AGREED: Readonly<Record<string, string>> = {
  'MR_truncated.dcm': 'intake.truncated-pixels', // 62 bytes of its 8192 are missing
  'GH179A.dcm': 'intake.truncated', // the file ends within its header
  'GH179B.dcm': 'intake.truncated',
  'rtplan_truncated.dcm': 'intake.truncated',
  'GH626.dcm': 'intake.truncated', // a private sequence's length is 4 bytes short; DCMTK and pydicom give up too
  'meta_missing_tsyntax.dcm': 'intake.no-image',
}

/** Where pydicom leaves the escape sequences of ISO 2022 in the text, a person agreed with ours. */
const AGREED_NAMES: Readonly<Record<string, string>> = { 'chrGB2312.dcm': 'Zhang^XiaoDong=张^小东' }

describe.skipIf(!corpus)('the corpus, against pydicom and DCMTK', () => {
  let comparisons: readonly Comparison[] = []
  beforeAll(async () => {
    comparisons = await compareCorpus(corpus!)
  }, 1_200_000)

  it('opens every file that an independent decoder opens', () => {
    const unopened = comparisons.filter(({ oracle, outcome }) => oracle.frames && outcome === 'diagnostic')
    expect(unopened.map(({ path, detail }) => `${path}: ${detail}`)).toEqual([])
    expect(comparisons.filter(({ oracle }) => oracle.frames).length).toBeGreaterThan(200)
  })

  it('gives the same stored values: equal where lossless, within the stated tolerance where lossy', () => {
    const different = comparisons.filter(({ outcome }) => outcome === 'different')
    expect(different.map(({ path, detail }) => `${path}: ${detail}`)).toEqual([])
    const lossless = comparisons.filter(({ oracle }) => oracle.frames && oracle.tolerance === 0)
    expect(lossless.every(({ outcome }) => outcome === 'equal')).toBe(true)
  })

  it('names why each other file is left out', () => {
    const codes = ['intake.no-image', 'intake.structured-report', 'intake.dicomdir', 'intake.not-dicom']
    const left = comparisons.filter(({ outcome }) => outcome === 'diagnostic')
    for (const { path, detail } of left) {
      const agreed = AGREED[path.split('/').at(-1)!]
      expect(agreed ? [agreed] : codes, path).toContain(detail)
    }
  })

  it('inflates frames that are deflated one by one to what the same file holds uncompressed', async () => {
    const folder = join(corpus!, 'pydicom+pydicom-data', 'data_store', 'data')
    const compressed = join(folder, 'liver_nonbyte_aligned_deflate.dcm')
    const { instance } = await openOne(fileSource(compressed, 'compressed'))
    const plain = await openOne(fileSource(join(folder, 'liver_nonbyte_aligned.dcm'), 'plain'))
    const both = await Promise.all([instance!, plain.instance!].map((each) => hashOfFrames(each)))
    expect(both[0]).toBe(both[1])
  })

  it('reads the text of every character set as pydicom does', async () => {
    const different: string[] = []
    let compared = 0
    for (const [path, { text = {} }] of Object.entries(readOracle())) {
      const { instance } = await openOne(fileSource(join(corpus!, path), path))
      if (!instance) continue
      const ours: Readonly<Record<string, string | undefined>> = {
        PatientName: instance.patient.name,
        PatientID: instance.patient.id,
        StudyDescription: instance.study.description,
        SeriesDescription: instance.series.description || undefined,
      }
      for (const [keyword, value] of Object.entries(ours)) {
        const expected = text[keyword]
        if (expected === undefined) continue
        compared += 1
        const agreed = keyword === 'PatientName' && AGREED_NAMES[path.split('/').at(-1)!] === value
        if (!agreed && sha256(value ?? '') !== expected)
          different.push(`${path} ${keyword} ${value ?? 'nothing'}`)
      }
    }
    expect(different).toEqual([])
    expect(compared).toBeGreaterThan(300)
  })
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

async function hashOfFrames(instance: Parameters<typeof decodeStoredValues>[1]): Promise<string> {
  const hash = createHash('sha256')
  for (const { frameNumber } of instance.frames) {
    const stored = await decodeStoredValues(new AbortController().signal, instance, frameNumber, codecs)
    if (!stored.ok) throw new Error(stored.diagnostic.code)
    const { buffer, byteOffset, byteLength } = stored.value.data
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  }
  return hash.digest('hex')
}

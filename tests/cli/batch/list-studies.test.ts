import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { entrySources } from '../../../cli/batch/entry-sources.ts'
import { listStudies } from '../../../cli/batch/list-studies.ts'
import { bytesSource } from '../../../src/intake/byte-source.ts'
import { buildDicom, imageElements } from '../../intake/build-dicom.ts'
import type { TestElement } from '../../intake/build-dicom.ts'

const { signal } = new AbortController()
let lastUid = 0

type Header = { study?: string; patient?: string; date?: string; frameOfReference?: string }

/** A small image with a SOPInstanceUID of its own. */
function image({ study = '', patient = '', date = '', frameOfReference = '' }: Header): Uint8Array {
  const elements: TestElement[] = [
    [0x00080018, 'UI', `1.2.3.${++lastUid}`],
    [0x00080020, 'DA', date],
    [0x00100020, 'LO', patient],
    [0x0020000d, 'UI', study],
    [0x00200052, 'UI', frameOfReference],
  ]
  const overrides = Object.fromEntries(elements.map((element) => [element[0], element]))
  return buildDicom([...imageElements(2, 2, overrides), [0x7fe00010, 'OW', new Uint8Array(8)]])
}

async function list(files: Readonly<Record<string, Uint8Array>>) {
  const sources = Object.entries(files).map(([path, bytes]) => bytesSource(path, bytes))
  return listStudies(signal, sources, () => undefined)
}

async function filesOf(files: Readonly<Record<string, Uint8Array>>) {
  return (await list(files)).entries.map((entry) => entry.files)
}

describe('the list of studies', () => {
  it('holds a study together whatever folders and archives its files lie in', async () => {
    const files = {
      'b/2.dcm': image({ study: '1.5' }),
      'a/1.dcm': image({ study: '1.5' }),
      'c.zip': zipSync({ 'x.dcm': image({ study: '1.5' }), 'y.dcm': image({ study: '1.6' }) }),
      'notes.txt': new TextEncoder().encode('none'),
    }
    expect(await filesOf(files)).toEqual([['a/1.dcm', 'b/2.dcm', 'c.zip/x.dcm'], ['c.zip/y.dcm']])
  })

  it('joins series that an export gave a StudyInstanceUID each, by patient, day and frame of reference', async () => {
    const same = { patient: 'P', date: '20260105', frameOfReference: '1.9' }
    const files = {
      't1.dcm': image({ study: '1.1', ...same }),
      't2.dcm': image({ study: '1.2', ...same }),
      'other day.dcm': image({ study: '1.3', ...same, date: '20250105' }),
    }
    expect(await filesOf(files)).toEqual([['other day.dcm'], ['t1.dcm', 't2.dcm']])
  })

  it('joins two groups that a later file turns out to share', async () => {
    const files = {
      '1.dcm': image({ study: '1.1' }),
      '2.dcm': image({ study: '1.2', patient: 'P', date: '20260105', frameOfReference: '1.9' }),
      '3.dcm': image({ study: '1.1', patient: 'P', date: '20260105', frameOfReference: '1.9' }),
    }
    expect(await filesOf(files)).toEqual([['1.dcm', '2.dcm', '3.dcm']])
  })

  it('takes files without a StudyInstanceUID for one study a folder', async () => {
    const files = { 'p1/a/1.dcm': image({}), 'p1/b/2.dcm': image({}), 'p2/1.dcm': image({}) }
    expect(await filesOf(files)).toEqual([['p1/a/1.dcm', 'p1/b/2.dcm'], ['p2/1.dcm']])
  })

  it('gives a study the same id whatever else lies beside it', async () => {
    const one = { 'a.dcm': image({ study: '1.7' }) }
    const [alone] = (await list(one)).entries
    const [beside] = (await list({ ...one, 'b.dcm': image({ study: '1.1' }) })).entries
    expect(alone?.id).toMatch(/^[0-9a-f]{20}$/)
    expect(beside?.id).toBe(alone?.id)
  })

  it('tells the files that no longer say what they were', async () => {
    const whole = image({ study: '1.5' })
    const { entries, unread } = await list({ 'torn.zip': Uint8Array.of(0x50, 0x4b, 3, 4), 'a.dcm': whole })
    expect(entries.map(({ files }) => files)).toEqual([['a.dcm']])
    expect(unread).toMatchObject([{ file: 'torn.zip', code: 'intake.archive-damaged' }])
  })
})

describe('the files of a listed study', () => {
  it('are found loose and in archives, and none of another study is given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cauda-list-'))
    const files = {
      'a/1.dcm': image({ study: '1.5' }),
      'c.zip': zipSync({
        'd/x.dcm': image({ study: '1.5' }),
        'y.dcm': image({ study: '1.6' }),
        'in.zip': zipSync({ 'z.dcm': image({ study: '1.5' }) }),
      }),
    }
    for (const [path, bytes] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), bytes)
    }
    const [first, second] = (await list(files)).entries
    const paths = async (source: string, wanted: readonly string[]) =>
      (await entrySources(source, wanted)).map(({ path }) => path)
    expect(await paths(folder, first!.files)).toEqual(['a/1.dcm', 'c.zip/d/x.dcm', 'c.zip/in.zip'])
    expect(await paths(join(folder, 'c.zip'), second!.files)).toEqual(['c.zip/y.dcm'])
  })

  it('that are gone cannot be read, and say so', async () => {
    const [gone] = await entrySources(tmpdir(), ['no such folder/1.dcm'])
    await expect(gone!.read(0, 1)).rejects.toThrow('gone since the studies were listed')
  })
})

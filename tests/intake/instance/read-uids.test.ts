import { describe, expect, it } from 'vitest'
import { codecs } from '../../../cli/node-codecs.ts'
import { bytesSource } from '../../../src/intake/byte-source.ts'
import { readFiles } from '../../../src/intake/read-files.ts'
import { buildStudies } from '../../../src/series/build-studies.ts'
import { buildDicom, imageElements } from '../build-dicom.ts'
import type { TestElement } from '../build-dicom.ts'

const UIDS = { sop: 0x00080018, study: 0x0020000d, series: 0x0020000e }
const PIXELS: TestElement = [0x7fe00010, 'OW', new Uint8Array(32)]

/** A slice x mm from the right, of a patient and a series number, without the UIDs that are named. */
function slice(x: number, without: readonly (keyof typeof UIDS)[], patient = 'P1', series = '3') {
  const tags = without.map((name) => UIDS[name])
  const elements = imageElements(4, 4, {
    0x00080018: [0x00080018, 'UI', `1.2.3.${x}`],
    0x00100020: [0x00100020, 'LO', patient],
    0x00200011: [0x00200011, 'IS', series],
    0x00200032: [0x00200032, 'DS', `${x}\\0\\0`],
  })
  return buildDicom([...elements.filter(([tag]) => !tags.includes(tag)), PIXELS])
}

async function open(...files: readonly Uint8Array[]) {
  const sources = files.map((bytes, index) => bytesSource(`IM${index}`, bytes))
  const { instances } = await readFiles(new AbortController().signal, sources, codecs, () => undefined)
  return buildStudies(instances).studies
}

const ALL = ['study', 'series', 'sop'] as const

describe('objects without UIDs', () => {
  it('get UIDs that are the same at each opening, and the study says so', async () => {
    const files = [0, 4, 8].map((x) => slice(x, ALL))
    const [study, ...others] = await open(...files)
    expect(others).toEqual([])
    expect(study!.stacks.map(({ images }) => images.length)).toEqual([3])
    const uids = study!.stacks[0]!.images.flatMap(({ sopInstanceUid, origin }) => [
      sopInstanceUid,
      ...Object.values(origin!),
    ])
    expect(new Set(uids).size).toBe(5) // three images, a series, a study
    for (const uid of uids) expect(uid).toMatch(/^2\.25\.[1-9]\d{1,38}$/)
    expect(study!.diagnostics).toContainEqual({
      code: 'series.uids-missing',
      severity: 'warning',
      subject: '',
      fields: { images: 3 },
    })
    expect(await open(...files)).toEqual([study])
  })

  it('keep apart patients, and series by their number', async () => {
    const studies = await open(slice(0, ALL), slice(4, ALL, 'P1', '4'), slice(0, ALL, 'P2'))
    expect(studies.map(({ stacks }) => stacks.length)).toEqual([2, 1])
  })

  it('keep the UIDs that they have', async () => {
    const [study] = await open(slice(0, ['series']))
    expect(study!.studyInstanceUid).toBe('1.2')
    expect(study!.stacks[0]!.images[0]!.sopInstanceUid).toBe('1.2.3.0')
    expect(study!.diagnostics.map(({ code }) => code)).toContain('series.uids-missing')
    const [whole] = await open(slice(0, []))
    expect(whole!.diagnostics.map(({ code }) => code)).not.toContain('series.uids-missing')
  })
})

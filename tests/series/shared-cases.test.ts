import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderSources } from '../../cli/folder-source.ts'
import { codecs } from '../../cli/node-codecs.ts'
import type { Study } from '../../src/domain/study.ts'
import { readFiles } from '../../src/intake/read-files.ts'
import { simulateStudy } from '../../src/phantom/simulate-study.ts'
import { buildStudies } from '../../src/series/build-studies.ts'
import { sharedCases } from '../shared-data.ts'

const cases = sharedCases()
const python = process.env['CAUDA_PYTHON'] ?? 'python3'
const hasPydicom = spawnSync(python, ['-c', 'import pydicom, numpy']).status === 0
if (!cases) console.info('The cases from the field are not beside the project: their generators are not run.')
else if (!hasPydicom)
  console.info('Python has no pydicom (CAUDA_PYTHON names another): no case is generated.')

/** What the docstring of each generator says is right, of the phantom of seed 7: three roles on 17, 17 and 5 x 5 images. */
const WHOLE = 'sagittal_t2 17 SAG T2 TSE z 126, sagittal_t1 17 SAG T1 TSE z 126, axial_t2 25 AX T2 TSE z 72'

const RIGHT: Readonly<Record<string, { readonly roles: string; readonly codes: readonly string[] }>> = {
  'c01-uid-per-slice': { roles: WHOLE, codes: ['series.joined'] },
  'c02-two-stations-one-series': { roles: WHOLE, codes: ['series.stations'] },
  'c03-cervical-and-lumbar-study': {
    roles:
      'sagittal_t2 17 SAG T2 L-SPINE z 126, sagittal_t1 17 SAG T1 L-SPINE z 126, axial_t2 25 AX T2 L-SPINE z 72',
    codes: ['series.left-aside'],
  },
  'c05-dixon-four-series-ge': {
    roles: WHOLE.replace('SAG T2 TSE', 'InPhase: Sag T2 FLEX'),
    codes: ['series.left-aside'],
  },
  'c10-echo-time-jitter': { roles: WHOLE, codes: [] },
  'c11-pd-t2-dual-echo': { roles: WHOLE.replace('SAG T2 TSE', 'SAG PD/T2 FSE'), codes: [] },
  'c12-study-uid-per-series': { roles: WHOLE, codes: ['series.studies-joined'] },
  'c18-free-text-names': {
    roles:
      'sagittal_t2 17 SAG T2 FRFSE ARC2 z 126, sagittal_t1 17 SAG T1 FSE REPEAT2 z 126, axial_t2 25 AX T2 FRFSE ARC2 z 72',
    codes: [],
  },
  'c33-no-uids': { roles: WHOLE, codes: ['series.uids-missing'] },
}

function summarise({ roles, stacks }: Study): string {
  return roles
    .map(({ role, stackIds }) => {
      const used = stacks.filter(({ id }) => stackIds.includes(id))
      const images = used.flatMap((stack) => stack.images)
      const top = Math.round(Math.max(...images.map(({ geometry }) => geometry.position[2])))
      return `${role} ${images.length} ${used[0]!.description} z ${top}`
    })
    .join(', ')
}

describe.skipIf(!cases || !hasPydicom)('cases from the field', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-cases-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  beforeAll(() => {
    for (const { path, bytes } of simulateStudy({ seed: 7 }).files) {
      mkdirSync(dirname(join(folder, 'phantom', path)), { recursive: true })
      writeFileSync(join(folder, 'phantom', path), bytes)
    }
  }, 120_000)

  it.each(Object.keys(RIGHT))(
    '%s',
    async (name) => {
      const out = join(folder, name)
      execFileSync(python, [join(cases!, `${name}.py`), out, join(folder, 'phantom')])
      const sources = await folderSources(out)
      const read = await readFiles(new AbortController().signal, sources, codecs, () => undefined)
      const { studies, skipped } = buildStudies(read.instances)
      expect([...read.skipped, ...skipped]).toEqual([])
      expect(studies.map(summarise)).toEqual([RIGHT[name]!.roles])
      const [study] = studies
      const told = [...study!.diagnostics, ...study!.stacks.flatMap(({ diagnostics }) => diagnostics)]
      expect([...new Set(told.map(({ code }) => code))]).toEqual(RIGHT[name]!.codes)
    },
    60_000,
  )
})

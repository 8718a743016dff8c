import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { openAsBlob, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it, vi } from 'vitest'
import { analyse } from '../../cli/analyse.ts'
import { codecs } from '../../cli/node-codecs.ts'
import { DEFAULT_PACK, diskPack, MODELS_FOLDER, WASM_FOLDER } from '../../cli/node-pack.ts'
import { appVersion } from '../../cli/study-report.ts'
import { DEFAULT_TEMPLATE } from '../../src/domain/report-template.ts'
import { simulateStudy } from '../../src/phantom/simulate-study.ts'
import { reportInput } from '../../src/pipeline/report-input.ts'
import { createStudyReader } from '../../src/pipeline/study-reader.ts'
import { buildReport } from '../../src/report/model/build-report.ts'
import { REPORT_SCHEMA_VERSION, writeJson } from '../../src/report/write-json.ts'
import type { SourceFile } from '../../src/review/ports.ts'
import { blobSource } from '../../src/worker/blob-source.ts'
import { createStudyAnalyser } from '../../src/pipeline/study-analyser.ts'
import { begin } from '../review/begin-session.ts'
import { sharedData } from '../shared-data.ts'

/** What may differ between two reports of one study: when they were written. */
const VOLATILE = ['generatedAt']

/** The report of the command line, as it lies on disk. */
async function fromCommandLine(folder: string): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'cauda-one-report-'))
  expect(await analyse([folder, '--out', out, '--only', 'json'])).toBe(0)
  return readFile(join(out, 'report.json'), 'utf8')
}

/** The report of the page's session over the same rooms, with nothing decided. */
async function fromSession(folder: string): Promise<string> {
  const reader = createStudyReader(codecs, () => performance.now())
  const analyser = createStudyAnalyser(
    ({ key }) => diskPack(MODELS_FOLDER, key),
    WASM_FOLDER,
    await appVersion(),
  )
  const engine = { pack: { key: DEFAULT_PACK }, preference: 'auto' } as const
  const { session, until } = begin({
    packId: DEFAULT_PACK,
    study: {
      open: (openSignal, files, onProgress) =>
        reader.open(
          openSignal,
          files.map(({ path, file }) => blobSource(path, file)),
          onProgress,
        ),
      openSample: () => Promise.reject(new Error('not asked for here')),
      pixels: (pixelSignal, imageId) => reader.pixels(pixelSignal, imageId),
    },
    analysis: {
      warmUp: () => analyser.warmUp(engine),
      analyse: (analysisSignal, request, onProgress) =>
        analyser.analyse(analysisSignal, request, engine, reader, onProgress),
    },
  })
  session.openFiles(await filesBelow(folder))
  await vi.waitFor(() => until('analysed'), { timeout: 120_000, interval: 200 })
  const reviewed = session.select.reviewedStudy(session.store.getState(), {
    identifiers: 'include',
    template: DEFAULT_TEMPLATE,
    readerName: '',
  })
  return writeJson(buildReport(reportInput(reviewed!, '2026-01-01T10:00:00+01:00')))
}

async function filesBelow(folder: string): Promise<readonly SourceFile[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
  return Promise.all(
    paths.map(async (path) => ({ path: relative(folder, path), file: await openAsBlob(path) })),
  )
}

async function simulated(seed: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-simulated-'))
  for (const { path, bytes } of simulateStudy({ seed }).files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  return folder
}

function stable(json: string): Record<string, unknown> {
  const report = JSON.parse(json) as Record<string, unknown>
  return Object.fromEntries(Object.entries(report).filter(([name]) => !VOLATILE.includes(name)))
}

async function validator() {
  const path = join(import.meta.dirname, `../../public/schema/report-${REPORT_SCHEMA_VERSION}.json`)
  return new Ajv2020({ allErrors: true, strict: false }).compile(
    JSON.parse(await readFile(path, 'utf8')) as object,
  )
}

const REAL = ['100206310', '44036939'].map((name) => ({
  name: `rsna-mini ${name}`,
  folder: sharedData('rsna-mini', 'train_images', name),
}))
const STUDIES = [
  { name: 'simulated 5', folder: () => simulated(5) },
  ...REAL.map(({ name, folder }) => ({
    name,
    folder: folder === undefined ? undefined : () => Promise.resolve(folder),
  })),
]

describe('one study', { timeout: 240_000 }, () => {
  for (const { name, folder } of STUDIES) {
    it.skipIf(folder === undefined)(
      `${name} gives the same report.json on the page and on the command line`,
      async () => {
        const path = await folder!()
        const written = await fromCommandLine(path)
        const validate = await validator()
        expect(validate(JSON.parse(written)), JSON.stringify(validate.errors)).toBe(true)
        expect(stable(await fromSession(path))).toEqual(stable(written))
      },
    )
  }
})

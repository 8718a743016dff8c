import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { zipSync } from 'fflate'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { batch } from '../../../cli/batch.ts'
import { parseCsv } from '../../../cli/datasets/csv.ts'
import { simulateStudy } from '../../../src/phantom/simulate-study.ts'
import { writePhantom } from '../write-phantom.ts'

const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
beforeEach(() => said.mockClear())

const ROOT = join(import.meta.dirname, '..', '..', '..')

let source: string
let nested: string
let zipped: string
let withoutSagittal: string

/** Two studies, one deep in folders and one in a ZIP, a study without a sagittal series, a letter and a broken ZIP. */
beforeAll(async () => {
  source = await newFolder()
  nested = await writePhantom(join(source, 'ward', '7', 'b'), 21)
  const { files, truth } = simulateStudy({ seed: 22 })
  zipped = truth.studyInstanceUid
  const entries = Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]))
  await writeFile(join(source, 'export.zip'), zipSync(entries, { level: 0 }))
  withoutSagittal = await writePhantom(join(source, 'axial only'), 23, 'axial')
  await writeFile(join(source, 'letter.txt'), 'no image')
  await writeFile(join(source, 'broken.zip'), 'PK\u0003\u0004 and no more')
}, 240_000)

describe('cauda batch', { timeout: 300_000 }, () => {
  it('reads every study, goes on after a kill, and writes the same table in shards', async () => {
    const killed = await newFolder()
    await runUntilKilled(killed)
    expect(existsSync(join(killed, 'cells.csv'))).toBe(false)
    const readBefore = await stat(join(killed, zipped, 'report.json'))
    expect(await batch([source, '--out', killed, '--only', 'json', '--jobs', '2', '--resume'])).toBe(0)
    expect(await stat(join(killed, zipped, 'report.json'))).toEqual(readBefore)

    const sharded = await newFolder()
    expect(await batch([source, '--out', sharded, '--only', 'json', '--shard', '1/2'])).toBe(0)
    expect(await batch([source, '--out', sharded, '--only', 'json', '--shard', '2/2'])).toBe(0)

    const table = await readFile(join(killed, 'cells.csv'))
    expect(await readFile(join(sharded, 'cells.csv'))).toEqual(table)
    const parquet = await readFile(join(killed, 'cells.parquet'))
    expect(await readFile(join(sharded, 'cells.parquet'))).toEqual(parquet)
    expect((await readdir(killed)).sort()).toEqual(
      ['.cauda-batch', 'cells.csv', 'cells.parquet', 'failures.csv', 'timings.csv', nested, zipped].sort(),
    )
    expect(await readdir(join(killed, '.cauda-batch'))).not.toContain('work')

    const rows = parseCsv(table.toString())
    expect(rows.map((row) => row['study'])).toEqual([...twentyFive(zipped), ...twentyFive(nested)])
    await expectCellsOfReport(killed, nested, rows)
    await expectParquetOf(rows, join(killed, 'cells.parquet'))

    const failures = parseCsv((await readFile(join(killed, 'failures.csv'))).toString())
    expect(failures.map(({ study, file, code }) => [study, file, code])).toEqual([
      ['', 'broken.zip', 'intake.archive-damaged'],
      [withoutSagittal, expect.stringMatching(/^axial only\/.+\.dcm$/), 'analysis.no-sagittal'],
    ])
  })

  it('asks for --resume before it goes on, and refuses to mix two choices of formats', async () => {
    const out = await newFolder()
    const failing = join(source, 'axial only')
    expect(await batch([failing, '--out', out, '--only', 'json'])).toBe(3)
    expect(said.mock.lastCall?.[0]).toMatch(/^batch\.nothing-read: /)
    expect(await batch([failing, '--out', out, '--only', 'json'])).toBe(2)
    expect(said.mock.lastCall?.[0]).toMatch(/^batch\.already-begun: .* --resume/)
    expect(await batch([failing, '--out', out, '--only', 'csv', '--resume'])).toBe(2)
    expect(said.mock.lastCall?.[0]).toMatch(/^batch\.other-settings: .* choice of formats/)
  })

  it.each([
    ['no source', [], /^cli\.usage: give one SOURCE/],
    ['nowhere to write', ['.'], /^cli\.usage: --out DIR is missing/],
    ['a source that is not there', ['no-such-folder', '--out', 'out'], /^cli\.no-such-folder: /],
    ['a shard beyond the last', ['.', '--out', 'out', '--shard', '3/2'], /^cli\.usage: --shard is I\/N/],
    ['no jobs', ['.', '--out', 'out', '--jobs', '0'], /^cli\.usage: --jobs is a number from 1/],
    ['an unknown step', ['.', '--out', 'out', '--step', 'guess'], /^cli\.usage: --step is one of list, /],
  ])('refuses %s', async (_what, args, message) => {
    expect(await batch(args)).toBe(2)
    expect(said.mock.lastCall?.[0]).toMatch(message)
  })
})

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'cauda-batch-'))
}

function twentyFive(study: string): readonly string[] {
  return Array.from({ length: 25 }, () => study)
}

/** Starts the command as a process of its own and kills it when the first study is read. */
async function runUntilKilled(out: string): Promise<void> {
  const args = ['--import', 'tsx', join('cli', 'cauda.ts'), 'batch', source, '--out', out, '--only', 'json']
  const running = spawn(process.execPath, args, { cwd: ROOT, stdio: 'ignore' })
  const ended = new Promise((resolve) => running.once('exit', resolve))
  const isOneRead = async () => {
    const files = await readdir(join(out, '.cauda-batch', 'outcomes'), { recursive: true }).catch(() => [])
    return files.filter((file) => file.endsWith('.json')).length === 2 // the one without a sagittal series is first
  }
  while (running.exitCode === null && !(await isOneRead())) await wait(20)
  running.kill('SIGKILL')
  await ended
  expect(running.signalCode).toBe('SIGKILL')
}

type Report = {
  readonly engine: { readonly packSha256: string }
  readonly findings: readonly {
    readonly level: string
    readonly condition: string
    readonly assessment: {
      readonly probabilities: { readonly severe: number }
      readonly evidence: { readonly sopInstanceUid: string }
    }
  }[]
  readonly measurements: readonly { readonly level: string; readonly name: string; readonly value: number }[]
}

/** The table says what the study's own report says. */
async function expectCellsOfReport(
  out: string,
  study: string,
  rows: ReturnType<typeof parseCsv>,
): Promise<void> {
  const report = JSON.parse(await readFile(join(out, study, 'report.json'), 'utf8')) as Report
  const { assessment } = report.findings.find(
    ({ level, condition }) => level === 'l4_l5' && condition === 'spinal_canal_stenosis',
  )!
  const height = report.measurements.find(({ level, name }) => level === 'l4_l5' && name === 'disc_height')!
  const row = rows.find((one) => one['row_id'] === `${study}_spinal_canal_stenosis_l4_l5`)
  expect(Number(row?.['severe'])).toBeCloseTo(assessment.probabilities.severe, 6)
  expect(row?.['sop_instance_uid']).toBe(assessment.evidence.sopInstanceUid)
  expect(row?.['pack_sha256']).toBe(report.engine.packSha256)
  expect(Number(row?.['disc_height'])).toBeCloseTo(height.value, 6)
  expect(row?.['scope']).toBe('review.simulated')
}

/** The Parquet file, read by a reader of its own, holds the values of the CSV file with types. */
async function expectParquetOf(rows: ReturnType<typeof parseCsv>, path: string): Promise<void> {
  const objects = await parquetReadObjects({ file: await asyncBufferFromFile(path) })
  expect(objects.map((object) => Object.keys(object))).toEqual(rows.map((row) => Object.keys(row)))
  const asText = objects.map((object) =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, String(value ?? '')])),
  )
  expect(asText).toEqual(rows)
  expect(typeof objects[0]?.['severe']).toBe('number')
  expect(typeof objects[0]?.['frame']).toBe('number')
}

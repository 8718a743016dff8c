import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { batch } from '../../cli/batch.ts'
import { parseCsv } from '../../cli/datasets/csv.ts'
import { writePhantom } from '../cli/write-phantom.ts'
import { findSnakemake, WORKFLOW } from './find-snakemake.ts'

const snakemake = findSnakemake()
const STUDIES = 6

vi.spyOn(console, 'error').mockImplementation(() => undefined)
vi.spyOn(process.stderr, 'write').mockImplementation(() => true)

/** Snakemake keeps its own state in the folder that it is started in. */
let folder: string
const at = (path: string) => join(folder, path)

describe.skipIf(!snakemake)('the workflow that reads studies (needs snakemake)', { timeout: 900_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cauda-workflow-'))
    for (let seed = 1; seed <= STUDIES; seed++) await writePhantom(at(`source/${seed}`), 300 + seed)
  }, 900_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('goes on after a kill with what is left, and gives the table that one batch gives', async () => {
    const running = spawn(snakemake!, argumentsFor('out'), { cwd: folder, stdio: 'ignore', detached: true })
    const ended = once(running, 'exit')
    while (running.exitCode === null && (await outcomes('out')).length === 0) await wait(50)
    process.kill(-running.pid!, 'SIGKILL')
    await ended
    const before = await outcomes('out')
    expect(before.length).toBeGreaterThan(0)
    expect(before.length).toBeLessThan(STUDIES)
    const writtenBefore = await times(before)

    expect(run([...argumentsFor('out'), '--unlock'])).toBe(0)
    expect(run(argumentsFor('out'))).toBe(0)
    expect(await outcomes('out')).toHaveLength(STUDIES)
    expect(await times(before)).toEqual(writtenBefore)

    expect(await batch([at('source'), '--out', at('direct'), '--only', 'json', '--jobs', '2'])).toBe(0)
    const table = await readFile(at('out/cells.csv'))
    expect(table).toEqual(await readFile(at('direct/cells.csv')))
    const studies = parseCsv(table.toString()).map((row) => row['study'])
    expect(new Set(studies).size).toBe(STUDIES)
    expect(studies).toHaveLength(25 * STUDIES)
  })

  it('refuses a setting that it does not know', () => {
    const args = [...argumentsFor('other'), 'shard=3', '--dry-run']
    const { status, stdout, stderr } = spawnSync(snakemake!, args, { cwd: folder, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stdout + stderr).toMatch(/Additional properties are not allowed \('shard' was unexpected\)/)
  })
})

describe.skipIf(!snakemake)('the workflow that trains (needs snakemake)', { timeout: 300_000 }, () => {
  it('prepares in shards, fits every config for every fold, and compares', async () => {
    const args = ['--snakefile', join(WORKFLOW, 'train.smk'), '--cores', '1', '--dry-run', '--config']
    const grid = [
      'phantom=1:9',
      'folds=3',
      'shards=2',
      'configs=["configs/grade-disc.toml","configs/grade-axial.toml"]',
    ]
    const cwd = await mkdtemp(join(tmpdir(), 'cauda-train-'))
    const { status, stdout, stderr } = spawnSync(snakemake!, [...args, ...grid], { cwd, encoding: 'utf8' })
    await rm(cwd, { recursive: true, force: true })
    expect(status, stderr).toBe(0)
    const jobs = Object.fromEntries(
      [...(stdout + stderr).matchAll(/^(prepare|fit|measure|compare) +(\d+)$/gm)].map(([, rule, count]) => [
        rule,
        count,
      ]),
    )
    expect(jobs).toEqual({ prepare: '2', fit: '6', measure: '2', compare: '1' })
  })
})

function argumentsFor(out: string): readonly string[] {
  return [
    ...['--snakefile', join(WORKFLOW, 'Snakefile'), '--cores', '2'],
    ...['--workflow-profile', join(WORKFLOW, 'profiles', 'local')],
    ...['--config', `source=${at('source')}`, `out=${at(out)}`, 'shards=3', 'jobs=1', 'only=["json"]'],
  ]
}

function run(args: readonly string[]): number | null {
  return spawnSync(snakemake!, args, { cwd: folder, stdio: 'ignore' }).status
}

async function outcomes(out: string): Promise<readonly string[]> {
  const state = at(`${out}/.cauda-batch/outcomes`)
  const files = await readdir(state, { recursive: true }).catch(() => [])
  return files.filter((file) => file.endsWith('.json')).map((file) => join(state, file))
}

function times(files: readonly string[]): Promise<readonly number[]> {
  return Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))
}

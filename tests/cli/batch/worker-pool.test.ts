import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBatchFolder } from '../../../cli/batch/batch-folder.ts'
import type { EntryOutcome } from '../../../cli/batch/outcome.ts'
import { readInWorkers } from '../../../cli/batch/worker-pool.ts'

const worker = join(import.meta.dirname, 'fake-worker.ts')
const settings = { packs: '', pack: '', source: '', formats: [] }
const { signal: never } = new AbortController()

async function read(ids: readonly string[], jobs: number, signal = never) {
  const folder = openBatchFolder(await mkdtemp(join(tmpdir(), 'cauda-pool-')))
  const outcomes = new Map<string, EntryOutcome['studies'][number]>()
  const entries = ids.map((id) => ({ id, files: [id] }))
  const options = { jobs, settings, worker, longestSilenceMs: 12_000 }
  await readInWorkers(signal, entries, folder, options, ({ id, studies }) => outcomes.set(id, studies[0]!))
  return { folder, outcomes }
}

describe('the workers of a batch', { timeout: 60_000 }, () => {
  it('are replaced when they die or hang, and only their own entry fails', async () => {
    const { folder, outcomes } = await read(['a', 'dies', 'b', 'hangs', 'c'], 1)
    const told = ['a', 'dies', 'b', 'hangs', 'c'].map((id) => {
      const outcome = outcomes.get(id)
      return outcome?.kind === 'failed' ? [outcome.code, outcome.message] : undefined
    })
    expect(told).toEqual([
      ['study.empty', ''],
      ['batch.worker-ended', expect.stringContaining('exit code 9')],
      ['study.empty', ''],
      ['batch.worker-silent', expect.stringContaining('0.2 minutes')],
      ['study.empty', ''],
    ])
    const processes = new Set(['a', 'b', 'c'].map((id) => outcomes.get(id)?.study))
    expect(processes.size).toBe(3)
    expect((await folder.readOutcome('dies'))?.studies).toHaveLength(1)
    expect(await readdir(join(folder.path, '.cauda-batch', 'work'))).toEqual([])
  })

  it('share the entries among as many processes as there are jobs', async () => {
    const { outcomes } = await read(['a', 'b', 'c', 'd', 'e', 'f'], 2)
    expect(outcomes.size).toBe(6)
    expect(new Set([...outcomes.values()].map(({ study }) => study)).size).toBe(2)
  })

  it('are ended when the batch is stopped, and commit nothing more', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 2000)
    const { outcomes } = await read(['hangs', 'a'], 1, stop.signal)
    expect(outcomes.size).toBe(0)
  })
})

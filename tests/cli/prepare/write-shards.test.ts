import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Sample, Source } from '../../../cli/datasets/sample.ts'
import { writeShards } from '../../../cli/prepare/write-shards.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shards-'))
})
afterEach(() => rm(folder, { recursive: true }))

const SAMPLE: Sample = {
  task: 'grade-foramen',
  split: 'train',
  view: { rows: 1, columns: 2, channels: 1, grey: Uint8Array.of(3, 4), toImage: [1, 0, 0, 0, 1, 0] },
  labels: { grade: { data: Int8Array.of(2), shape: [] } },
  origin: { file: 'a', patient: 'p', level: 'l4_l5', side: 'left' },
}

function write(edition = 'one'): Promise<number> {
  const source: Source = {
    dataset: 'own',
    edition,
    units: [{ key: 'p', samples: () => Promise.resolve([SAMPLE]) }],
  }
  return writeShards(folder, source, { index: 1, count: 1 }, 'v1', () => undefined)
}

describe('prepare again', () => {
  const shard = () => join(folder, 'grade-foramen', 'own.train.npz')

  it('leaves alone what is complete, and writes another edition', async () => {
    expect([await write(), await write(), await write('two'), await write('two')]).toEqual([1, 0, 1, 0])
  })

  it.each([
    ['deleted', () => rm(shard())],
    ['cut short', async () => writeFile(shard(), (await readFile(shard())).subarray(0, 40))],
    ['changed in one byte', async () => writeFile(shard(), (await readFile(shard())).fill(255, 9, 10))],
  ])('writes anew a shard that was %s', async (_, damage) => {
    await write()
    const whole = await readFile(shard())
    await damage()
    expect(await write()).toBe(1)
    expect((await readFile(shard())).equals(whole)).toBe(true)
  })

  it('writes anew what an older version marked as done without hashes', async () => {
    await write()
    await writeFile(join(folder, '.done', 'own.v1'), 'one')
    expect(await write()).toBe(1)
  })
})

describe('a patient', () => {
  it('in two splits is refused by name', async () => {
    const other: Sample = { ...SAMPLE, split: 'test' }
    const source: Source = {
      dataset: 'own',
      units: [{ key: 'p', samples: () => Promise.resolve([SAMPLE, other]) }],
    }
    const writing = writeShards(folder, source, { index: 1, count: 1 }, 'v1', () => undefined)
    await expect(writing).rejects.toThrow('prepare.patient-in-two-splits: patient p is in train and in test')
  })
})

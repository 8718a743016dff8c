import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatCsv } from '../datasets/csv.ts'
import { encodeNpy, encodeNpz } from './npz.ts'
import type { NpyArray } from './npz.ts'
import type { Sample, Source } from '../datasets/sample.ts'

export type Shard = { readonly index: number; readonly count: number }

/**
 * Writes `<out>/<task>/<dataset>.<split>[.I-of-N].npz` and beside it `.csv`, one row an example. A source whose shard is
 * already complete (its `.done` file names the same version and holds the same edition) is left alone, so that a broken
 * run can be repeated.
 * Returns the number of examples written.
 */
export async function writeShards(
  out: string,
  source: Source,
  shard: Shard,
  version: string,
  warn: (message: string) => void,
): Promise<number> {
  const suffix = shard.count > 1 ? `.${shard.index}-of-${shard.count}` : ''
  const done = join(out, '.done', `${source.dataset}${suffix}.${version}`)
  const edition = source.edition ?? ''
  if (existsSync(done) && (await readFile(done, 'utf8')) === edition) return 0
  await rm(done, { force: true })
  const groups = new Map<string, Sample[]>()
  for (const [order, unit] of source.units.entries()) {
    if (order % shard.count !== shard.index - 1) continue
    try {
      for (const sample of await unit.samples()) {
        const key = `${sample.task}/${source.dataset}.${sample.split}${suffix}`
        const group = groups.get(key)
        if (group) group.push(sample)
        else groups.set(key, [sample])
      }
    } catch (error) {
      throw new Error(`${source.dataset} ${unit.key}: ${String(error)}`, { cause: error })
    }
  }
  let written = 0
  for (const [name, samples] of groups) {
    await mkdir(join(out, name, '..'), { recursive: true })
    await writeWhole(join(out, `${name}.npz`), encodeSamples(samples))
    await writeWhole(join(out, `${name}.csv`), formatCsv(samples.map(indexRow)))
    written += samples.length
  }
  if (written === 0) warn(`${source.dataset}: no examples in this shard`)
  await mkdir(join(out, '.done'), { recursive: true })
  await writeFile(done, edition)
  return written
}

function encodeSamples(samples: readonly Sample[]): Uint8Array {
  const [first] = samples
  if (first === undefined) throw new RangeError('an empty shard')
  const { rows, columns, channels } = first.view
  const arrays: Record<string, Uint8Array> = {
    x: stack(
      samples.map((sample) => sample.view.grey),
      [rows, columns, channels],
    ),
  }
  for (const [name, { shape }] of Object.entries(first.labels))
    arrays[name] = stack(
      samples.map((sample) => (sample.labels[name] as { data: NpyArray }).data),
      shape,
    )
  return encodeNpz(arrays)
}

function stack(items: readonly NpyArray[], shape: readonly number[]): Uint8Array {
  const [first] = items
  if (first === undefined) throw new RangeError('nothing to stack')
  const whole = new (first.constructor as new (length: number) => NpyArray)(first.length * items.length)
  for (const [index, item] of items.entries()) whole.set(item, index * first.length)
  return encodeNpy(whole, [items.length, ...shape])
}

function indexRow({ origin, split, view }: Sample, row: number): Record<string, string | number> {
  const transform = view.toImage.map((value) => Number(value.toPrecision(9))).join(' ')
  return { row, ...origin, split, transform }
}

/** A reader never sees half a file. */
async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.partial`, bytes)
  await rename(`${path}.partial`, path)
}

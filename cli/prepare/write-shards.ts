import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError, formatCsv } from '../datasets/csv.ts'
import { inShard } from '../shard.ts'
import type { Shard } from '../shard.ts'
import { encodeNpy, encodeNpz } from './npz.ts'
import type { NpyArray } from './npz.ts'
import type { Sample, Source, Split } from '../datasets/sample.ts'

/**
 * Writes `<out>/<task>/<dataset>.<split>[.I-of-N].npz` and beside it `.csv`, one row an example. A source whose shard is
 * already complete is left alone, so that a broken run can be repeated: its `.done` file names the same version, holds the
 * same edition, and every file that it lists is there with the same hash. A file that was deleted or damaged is written anew.
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
  if (await isComplete(out, done, edition)) return 0
  await rm(done, { force: true })
  const groups = new Map<string, Sample[]>()
  const splits = new Map<string, Split>()
  for (const [order, unit] of source.units.entries()) {
    if (!inShard(shard, order)) continue
    try {
      for (const sample of await unit.samples()) {
        keepPatientInOneSplit(splits, sample)
        const key = `${sample.task}/${source.dataset}.${sample.split}${suffix}`
        const group = groups.get(key)
        if (group) group.push(sample)
        else groups.set(key, [sample])
      }
    } catch (error) {
      throw explain(error, `${source.dataset} ${unit.key}`)
    }
  }
  let written = 0
  const files: Record<string, string> = {}
  for (const [name, samples] of groups) {
    await mkdir(join(out, name, '..'), { recursive: true })
    files[`${name}.npz`] = await writeWhole(join(out, `${name}.npz`), encodeSamples(samples))
    files[`${name}.csv`] = await writeWhole(join(out, `${name}.csv`), formatCsv(samples.map(indexRow)))
    written += samples.length
  }
  if (written === 0) warn(`${source.dataset}: no examples in this shard`)
  await mkdir(join(out, '.done'), { recursive: true })
  await writeWhole(done, `${JSON.stringify({ edition, files } satisfies Done, null, 1)}\n`)
  return written
}

/** A network must not be judged on patients that it has learned from. */
function keepPatientInOneSplit(splits: Map<string, Split>, { split, origin: { patient } }: Sample): void {
  const earlier = splits.get(patient) ?? split
  splits.set(patient, earlier)
  if (earlier !== split)
    throw new DataError(
      'prepare.patient-in-two-splits',
      `patient ${patient} is in ${earlier} and in ${split}; give all rows of a patient the same split`,
    )
}

/** What a `.done` file holds: sha256 by path below the output folder. */
type Done = { readonly edition: string; readonly files: Readonly<Record<string, string>> }

async function isComplete(out: string, path: string, edition: string): Promise<boolean> {
  const text = await readIfThere(path)
  if (text === undefined) return false
  const done = parseDone(text.toString('utf8'))
  if (done?.edition !== edition) return false
  for (const [name, hash] of Object.entries(done.files)) {
    const bytes = await readIfThere(join(out, name))
    if (bytes === undefined || sha256(bytes) !== hash) return false
  }
  return true
}

/** Undefined for what an older version wrote: that shard is prepared anew. */
function parseDone(text: string): Done | undefined {
  try {
    const value = JSON.parse(text) as Partial<Done> | null
    return typeof value?.edition === 'string' && value.files ? (value as Done) : undefined
  } catch {
    return undefined
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A mistake in the data set stays one; all else is a bug and keeps its cause. */
function explain(error: unknown, unit: string): Error {
  if (error instanceof DataError) return error
  const said = error instanceof Error ? error.message : String(error)
  return new Error(`${unit}: ${said}`, { cause: error })
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

/** A reader never sees half a file. Returns the file's sha256. */
async function writeWhole(path: string, bytes: Uint8Array | string): Promise<string> {
  await writeFile(`${path}.partial`, bytes)
  await rename(`${path}.partial`, path)
  return sha256(bytes)
}

import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { NETWORK_INPUTS } from '../src/analysis/network-inputs.ts'
import { PREPROCESSING_VERSION } from '../src/domain/pack.ts'
import { mendeleyCases } from './prepare/mendeley.ts'
import { AXIAL_POINTS, axialSamples } from './prepare/axial-samples.ts'
import { rsnaAxialCases } from './prepare/rsna-axial.ts'
import { foraminalSamples, rsnaForaminalCases } from './prepare/rsna-foraminal.ts'
import { rsnaLayoutSource } from './prepare/rsna-layout.ts'
import { CROP_MARGIN, LOCALIZE_POINTS, sagittalSamples } from './prepare/sagittal-samples.ts'
import { MASK_CLASSES, MASK_UNKNOWN, POINT_STATES, toSamples } from './prepare/sample.ts'
import type { Source } from './prepare/sample.ts'
import { spiderMidCases, spiderT2Cases } from './prepare/spider.ts'
import { writeShards } from './prepare/write-shards.ts'
import type { Shard } from './prepare/write-shards.ts'

const USAGE = 'usage: cauda prepare (--rsna DIR | --data DIR) --out DIR [--shard I/N] [--only DATASET,...]'
const WRONG_USAGE = 2
const NOTHING_FOUND = 3

/** The folders of a --data directory and what reads them. */
const DATASETS: Readonly<Record<string, (folder: string) => Promise<Source>>> = {
  'rsna-t1-foraminal': async (folder) => toSamples(await rsnaForaminalCases(folder), foraminalSamples),
  'rsna-t2-axial-crops': async (folder) => toSamples(await rsnaAxialCases(folder), axialSamples),
  'mendeley-sag': async (folder) => toSamples(await mendeleyCases(folder), sagittalSamples),
  'spider-mid': async (folder) => toSamples(await spiderMidCases(folder), sagittalSamples),
  'spider-t2': async (folder) => toSamples(await spiderT2Cases(folder), sagittalSamples),
}

/** Writes training tensors through the app's own preprocessing; see docs/preprocessing.md. Returns the exit code. */
export async function prepare(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (options === undefined) {
    process.stderr.write(`${USAGE}\n`)
    return WRONG_USAGE
  }
  const { data, rsna } = options
  const wanted = (name: string) => options.only?.includes(name) ?? true
  const readers = [
    ...(data === undefined
      ? []
      : Object.entries(DATASETS).filter(([name]) => existsSync(join(data, name)))
    ).map(([name, read]) => ({ name, read: () => read(join(data as string, name)) })),
    ...(rsna !== undefined && existsSync(join(rsna, 'train.csv'))
      ? [{ name: 'rsna', read: () => rsnaLayoutSource(rsna) }]
      : []),
  ].filter(({ name }) => wanted(name))
  if (readers.length === 0) {
    const searched = [data, rsna].filter((folder) => folder !== undefined).join(' and ')
    process.stderr.write(
      `prepare.nothing-found: ${searched} holds neither train.csv nor any of ${Object.keys(DATASETS).join(', ')}; check --rsna and --data\n`,
    )
    return NOTHING_FOUND
  }
  const missing = readers.some(({ name }) => name === 'rsna') ? missingInLayout(rsna as string) : []
  if (missing.length > 0) {
    process.stderr.write(
      `prepare.incomplete-layout: ${rsna} has train.csv but not ${missing.join(', ')}; give --rsna the folder as Kaggle delivers it\n`,
    )
    return NOTHING_FOUND
  }
  await mkdir(options.out, { recursive: true })
  await writeFile(join(options.out, 'meta.json'), JSON.stringify(describeTensors(), null, 2) + '\n')
  for (const { name, read } of readers) {
    const version = `v${PREPROCESSING_VERSION}`
    const source = await read()
    if (source.units.length === 0) {
      process.stderr.write(
        `prepare.no-labels: ${name} holds no study that has both images and labels; nothing is written for it\n`,
      )
      return NOTHING_FOUND
    }
    const written = await writeShards(options.out, source, options.shard, version, (message) =>
      process.stderr.write(`${message}\n`),
    )
    process.stderr.write(`${name}: ${written > 0 ? `${written} examples` : 'already complete'}\n`)
  }
  return 0
}

/** What RSNA's layout needs beside train.csv. */
function missingInLayout(rsna: string): readonly string[] {
  return ['train_label_coordinates.csv', 'train_images'].filter((name) => !existsSync(join(rsna, name)))
}

/** What training needs to know of the tensors, and what it copies into a pack's manifest. */
function describeTensors(): unknown {
  return {
    preprocessingVersion: PREPROCESSING_VERSION,
    inputs: NETWORK_INPUTS,
    cropMargin: CROP_MARGIN,
    localizePoints: LOCALIZE_POINTS,
    axialPoints: AXIAL_POINTS,
    pointStates: POINT_STATES,
    maskClasses: MASK_CLASSES,
    maskUnknown: MASK_UNKNOWN,
  }
}

type Options = {
  readonly data: string | undefined
  readonly rsna: string | undefined
  readonly out: string
  readonly shard: Shard
  readonly only: readonly string[] | undefined
}

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        rsna: { type: 'string' },
        out: { type: 'string' },
        shard: { type: 'string' },
        only: { type: 'string' },
      },
    })
    const shard = readShard(values.shard ?? '1/1')
    const { data, rsna, out, only } = values
    if ((data ?? rsna) === undefined || out === undefined || shard === undefined) return undefined
    return { data, rsna, out, shard, only: only?.split(',') }
  } catch {
    return undefined
  }
}

function readShard(text: string): Shard | undefined {
  const match = /^(\d+)\/(\d+)$/.exec(text)
  const index = Number(match?.[1])
  const count = Number(match?.[2])
  return index >= 1 && index <= count ? { index, count } : undefined
}

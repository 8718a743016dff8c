import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { NETWORK_INPUTS } from '../src/analysis/network-inputs.ts'
import { PREPROCESSING_VERSION } from '../src/domain/pack.ts'
import { mendeleyCases } from './prepare/mendeley.ts'
import { AXIAL_POINTS, axialSamples, rsnaAxialCases } from './prepare/rsna-axial.ts'
import { foraminalSamples, rsnaForaminalCases } from './prepare/rsna-foraminal.ts'
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
  const names = Object.keys(DATASETS).filter(
    (name) => existsSync(join(options.data, name)) && (options.only?.includes(name) ?? true),
  )
  if (names.length === 0) {
    process.stderr.write(
      `prepare.nothing-found: none of ${Object.keys(DATASETS).join(', ')} lies in ${options.data}; check --data\n`,
    )
    return NOTHING_FOUND
  }
  await mkdir(options.out, { recursive: true })
  await writeFile(join(options.out, 'meta.json'), JSON.stringify(describeTensors(), null, 2) + '\n')
  for (const name of names) {
    const source = await (DATASETS[name] as (folder: string) => Promise<Source>)(join(options.data, name))
    const written = await writeShards(
      options.out,
      source,
      options.shard,
      `v${PREPROCESSING_VERSION}`,
      (message) => process.stderr.write(`${message}\n`),
    )
    process.stderr.write(`${name}: ${written > 0 ? `${written} examples` : 'already complete'}\n`)
  }
  return 0
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
  readonly data: string
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
    if (values.data === undefined || values.out === undefined || shard === undefined) return undefined
    return { data: values.data, out: values.out, shard, only: values.only?.split(',') }
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

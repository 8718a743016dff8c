import { existsSync } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { NETWORK_INPUTS } from '../src/analysis/view/network-inputs.ts'
import { PREPROCESSING_VERSION } from '../src/domain/pack.ts'
import { mendeleyCases } from './datasets/mendeley.ts'
import { AXIAL_POINTS, axialSamples } from './datasets/axial-samples.ts'
import { tellExpectedFailures } from './expected-failures.ts'
import { noneOf, unknownOption } from './nearest-name.ts'
import { phantomSource } from './prepare/phantom.ts'
import type { SeedRange } from './prepare/phantom.ts'
import { rsnaAxialCases } from './datasets/rsna-axial.ts'
import { foraminalSamples, rsnaForaminalCases } from './datasets/rsna-foraminal.ts'
import { rsnaLayoutSource } from './prepare/rsna-layout.ts'
import { CROP_MARGIN, LOCALIZE_POINTS, sagittalSamples } from './datasets/sagittal-samples.ts'
import { MASK_CLASSES, MASK_UNKNOWN, POINT_STATES, toSamples } from './datasets/sample.ts'
import type { Source } from './datasets/sample.ts'
import { spiderMidCases, spiderT2Cases } from './datasets/spider.ts'
import { writeTeachers } from './prepare/recorded-teachers.ts'
import { writeShards } from './prepare/write-shards.ts'
import { parseShard } from './shard.ts'
import type { Shard } from './shard.ts'

const USAGE =
  'usage: cauda prepare (--rsna DIR | --data DIR | --phantom FROM:TO [--phantom-splits]) --out DIR [--shard I/N] [--only DATASET,...]'
const WRONG_USAGE = 2
const NOTHING_FOUND = 3
/** Descriptions of the data sets that this project knows. */
const DESCRIPTIONS = fileURLToPath(new URL('../training/datasets/', import.meta.url))

/** The folders of a --data directory and what reads them. */
const DATASETS: Readonly<Record<string, (folder: string) => Promise<Source>>> = {
  'rsna-t1-foraminal': async (folder) => toSamples(await rsnaForaminalCases(folder), foraminalSamples),
  'rsna-t2-axial-crops': async (folder) => toSamples(await rsnaAxialCases(folder), axialSamples),
  'mendeley-sag': async (folder) => toSamples(await mendeleyCases(folder), sagittalSamples),
  'spider-mid': async (folder) => toSamples(await spiderMidCases(folder), sagittalSamples),
  'spider-t2': async (folder) => toSamples(await spiderT2Cases(folder), sagittalSamples),
}

/** Folders of a --data directory that hold other networks' answers for training patients. */
const TEACHERS = ['rsna-oof']

/** Writes training tensors through the app's own preprocessing; see docs/preprocessing.md. Returns the exit code. */
export function prepare(args: readonly string[]): Promise<number> {
  return tellExpectedFailures(() => prepareAll(args))
}

async function prepareAll(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') {
    process.stderr.write(`${options}${USAGE}\n`)
    return WRONG_USAGE
  }
  const { data, rsna, phantom, only } = options
  const found = [
    ...(data === undefined
      ? []
      : Object.entries(DATASETS).filter(([name]) => existsSync(join(data, name)))
    ).map(([name, read]) => ({ name, read: () => read(join(data as string, name)) })),
    ...(rsna !== undefined && existsSync(join(rsna, 'train.csv'))
      ? [{ name: 'rsna', read: () => rsnaLayoutSource(rsna) }]
      : []),
    ...(phantom === undefined
      ? []
      : [{ name: 'phantom', read: () => Promise.resolve(phantomSource(phantom, options.spread)) }]),
  ]
  const names = found.map(({ name }) => name)
  const stranger = found.length > 0 && only?.find((name) => !names.includes(name))
  if (typeof stranger === 'string') {
    process.stderr.write(
      `prepare.nothing-found: --only names ${stranger}, which is not there; ${noneOf(stranger, names)}\n`,
    )
    return NOTHING_FOUND
  }
  const readers = found.filter(({ name }) => only?.includes(name) ?? true)
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
  for (const name of TEACHERS) {
    if (data === undefined || !(only?.includes(name) ?? true)) continue
    const answers = await writeTeachers(join(data, name), name, options.out)
    if (answers > 0) process.stderr.write(`${name}: ${answers} answers of teachers\n`)
  }
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
    await keepDescription(source.dataset, options.out)
    process.stderr.write(`${name}: ${written > 0 ? `${written} examples` : 'already complete'}\n`)
  }
  return 0
}

/** What the data set says of itself goes with its tensors: `convert` writes licence and citation into the pack from there. */
async function keepDescription(dataset: string, out: string): Promise<void> {
  await mkdir(join(out, 'datasets'), { recursive: true })
  await copyFile(join(DESCRIPTIONS, `${dataset}.toml`), join(out, 'datasets', `${dataset}.toml`))
}

/** What RSNA's layout needs beside train.csv. */
function missingInLayout(rsna: string): readonly string[] {
  return ['train_label_coordinates.csv', 'train_series_descriptions.csv', 'train_images'].filter(
    (name) => !existsSync(join(rsna, name)),
  )
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
  readonly phantom: SeedRange | undefined
  /** Simulated patients in all splits, not in the training split alone. */
  readonly spread: boolean
  readonly out: string
  readonly shard: Shard
  readonly only: readonly string[] | undefined
}

const OPTIONS = {
  data: { type: 'string' },
  rsna: { type: 'string' },
  phantom: { type: 'string' },
  'phantom-splits': { type: 'boolean', default: false },
  out: { type: 'string' },
  shard: { type: 'string' },
  only: { type: 'string' },
} as const

/** Or what to say before the usage. */
function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const shard = parseShard(values.shard ?? '1/1')
    const { data, rsna, out, only } = values
    const phantom = values.phantom === undefined ? undefined : readSeeds(values.phantom)
    if (values.phantom !== undefined && phantom === undefined)
      return `cli.usage: --phantom takes FROM:TO, whole numbers, FROM the smaller, for the seeds FROM to TO-1; not "${values.phantom}"\n`
    if ((data ?? rsna ?? phantom) === undefined || out === undefined || shard === undefined) return ''
    return { data, rsna, phantom, spread: values['phantom-splits'], out, shard, only: only?.split(',') }
  } catch (error) {
    return unknownOption(error, Object.keys(OPTIONS))
  }
}

function readSeeds(text: string): SeedRange | undefined {
  const match = /^(\d{1,9}):(\d{1,9})$/.exec(text)
  const from = Number(match?.[1])
  const to = Number(match?.[2])
  return from < to ? { from, to } : undefined
}

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { codecs } from '../../cli/node-codecs.ts'
import { folderSources } from '../../cli/folder-source.ts'
import type { ByteSource } from '../../src/intake/byte-source.ts'
import { decodeStoredValues } from '../../src/intake/pixels/decode-stored-values.ts'
import type { Instance } from '../../src/intake/instance/instance.ts'
import { readFiles } from '../../src/intake/read-files.ts'
import type { StoredValues } from '../../src/intake/pixels/stored-values.ts'

/** What an independent decoder gave for one frame; made by make_oracle.py. */
type OracleFrame = {
  readonly rows: number
  readonly columns: number
  readonly samples: number
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly sha256: string
  /** Of lossy frames: every n-th sample. */
  readonly every?: number
  readonly values?: readonly number[]
}

export type OracleFile = {
  readonly syntax?: string
  readonly text?: Readonly<Record<string, string>>
  readonly decoder?: string
  readonly tolerance?: number
  readonly frames?: readonly OracleFrame[]
  readonly error?: string
}

/** How our reading of one file compares. `opened`: we give pixels where the oracle has none to compare. */
export type Comparison = {
  readonly path: string
  readonly syntax: string
  readonly outcome: 'equal' | 'within-tolerance' | 'opened' | 'diagnostic' | 'different'
  /** The diagnostic, or what differs. */
  readonly detail: string
  readonly oracle: OracleFile
}

const ORACLE = new URL('corpus.json', import.meta.url)

export function readOracle(): Readonly<Record<string, OracleFile>> {
  return (JSON.parse(readFileSync(ORACLE, 'utf8')) as { files: Record<string, OracleFile> }).files
}

/** Reads every file of the corpus by itself and compares its frames with the oracle's. */
export async function compareCorpus(folder: string): Promise<readonly Comparison[]> {
  const oracle = readOracle()
  const comparisons: Comparison[] = []
  for (const source of await folderSources(folder)) {
    const expected = oracle[source.path]
    if (expected) comparisons.push(await compareFile(source, expected))
  }
  return comparisons
}

const signal = new AbortController().signal

/** One file as an instance; undefined when it is skipped, with the code of the diagnostic. */
export async function openOne(
  source: ByteSource,
): Promise<{ readonly instance: Instance | undefined; readonly code: string }> {
  const { instances, skipped } = await readFiles(signal, [source], codecs, () => undefined)
  return { instance: instances[0], code: skipped[0]?.diagnostic.code ?? '' }
}

async function compareFile(source: ByteSource, oracle: OracleFile): Promise<Comparison> {
  const { instance, code } = await openOne(source)
  const syntax = instance?.transferSyntax.name ?? ''
  const base = { path: source.path, syntax, oracle }
  if (!instance) return { ...base, outcome: 'diagnostic', detail: code }
  const frames = oracle.frames ?? [undefined]
  let worst: Comparison['outcome'] = oracle.frames ? 'equal' : 'opened'
  for (const [index, expected] of frames.entries()) {
    const stored = await decodeStoredValues(signal, instance, index + 1, codecs)
    if (!stored.ok) return { ...base, outcome: 'diagnostic', detail: stored.diagnostic.code }
    if (!expected) continue
    const difference = compareFrame(stored.value, expected, oracle.tolerance ?? 0)
    if (difference !== undefined) {
      return { ...base, outcome: 'different', detail: `frame ${index + 1}: ${difference}` }
    }
    if (hash(stored.value) !== expected.sha256) worst = 'within-tolerance'
  }
  return { ...base, outcome: worst, detail: '' }
}

function compareFrame(stored: StoredValues, expected: OracleFrame, tolerance: number): string | undefined {
  const size = `${stored.columns} x ${stored.rows} x ${stored.samplesPerPixel}`
  const expectedSize = `${expected.columns} x ${expected.rows} x ${expected.samples}`
  if (size !== expectedSize) return `${size} where ${expectedSize} was expected`
  if (hash(stored) === expected.sha256) return undefined
  if (tolerance === 0 || !expected.values || !expected.every) return 'other stored values'
  const { every } = expected
  const worst = expected.values.reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - stored.data[index * every]!)),
    0,
  )
  return worst > tolerance ? `a sample differs by ${worst}, the tolerance is ${tolerance}` : undefined
}

function hash({ data }: StoredValues): string {
  return createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex')
}

import { createHash } from 'node:crypto'
import { PREPROCESSING_VERSION } from '../../src/domain/pack.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { PackFiles } from '../../src/inference/load-pack.ts'

const evenPriors = Object.fromEntries(LEVELS.map((level) => [level, [1 / 3, 1 / 3, 1 / 3]]))
const zeroBias = Object.fromEntries(LEVELS.map((level) => [level, [0, 0, 0]]))

type Spoil = {
  readonly manifest?: (manifest: Record<string, unknown>) => void
  readonly network?: (network: Record<string, unknown>) => void
  readonly op?: string
  readonly weights?: Float32Array
  /** Changes the bytes after the manifest was written. */
  readonly file?: { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> | undefined }
}

/**
 * A pack of one network that multiplies the mean of each of its three channels by 1, 2 and 3: small enough to be made by hand,
 * real enough to run. `spoil` breaks it in one way.
 */
export function tinyPack(spoil: Spoil = {}): PackFiles {
  const weights = spoil.weights ?? Float32Array.of(1, 0, 0, 0, 2, 0, 0, 0, 3)
  const bin = new Uint8Array(weights.buffer.slice(0)) as Uint8Array<ArrayBuffer>
  const model = encode({
    format: 'graph-model',
    modelTopology: { node: graph(spoil.op ?? 'MatMul'), library: {}, versions: {} },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: [
          { name: 'axes', shape: [2], dtype: 'int32' },
          { name: 'kernel', shape: [3, 3], dtype: 'float32' },
        ],
      },
    ],
    signature: { outputs: { grade: { name: 'product' } } },
  })
  const axes = new Uint8Array(Int32Array.of(1, 2).buffer)
  const contents = new Map<string, Uint8Array<ArrayBuffer>>([
    ['net/model.json', model],
    ['net/weights.bin', new Uint8Array([...axes, ...bin])],
  ])
  const network: Record<string, unknown> = {
    id: 'tiny',
    task: 'grade-disc',
    roles: ['sagittal_t2'],
    model: 'net/model.json',
    files: [...contents].map(([path, bytes]) => ({ path, bytes: bytes.byteLength, sha256: sha256(bytes) })),
    input: {
      name: 'image',
      shape: [4, 4, 3],
      view: { kind: 'spine-frame', heightSpacings: 1.5, offsetPosterior: 0, offsetCaudal: 0 },
      intensity: { rule: 'percentile', low: 1, high: 99 },
    },
    outputs: [
      {
        name: 'grade',
        target: 'canal',
        labels: ['normal_mild', 'moderate', 'severe'],
        activation: 'softmax',
        calibration: { temperature: 1, bias: zeroBias, abstainBelow: 0.5 },
      },
    ],
    macs: 9,
    parameters: 9,
    licence: 'CC0-1.0',
    training: { datasets: [], command: 'by hand', seed: 1, dataSha256: '' },
    evaluation: [],
  }
  spoil.network?.(network)
  const manifest: Record<string, unknown> = {
    schemaVersion: 1,
    id: 'tiny-pack',
    name: 'Tiny',
    version: '1',
    created: '2026-01-01',
    preprocessingVersion: PREPROCESSING_VERSION,
    networks: [network],
    priors: { canal: evenPriors, foraminal: evenPriors, subarticular: evenPriors },
  }
  spoil.manifest?.(manifest)
  contents.set('manifest.json', encode(manifest))
  if (spoil.file?.bytes) contents.set(spoil.file.path, spoil.file.bytes)
  else if (spoil.file) contents.delete(spoil.file.path)
  return { id: 'tiny-pack', read: (_signal, path) => Promise.resolve(contents.get(path)) }
}

function graph(op: string): object[] {
  return [
    {
      name: 'image',
      op: 'Placeholder',
      attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { unknownRank: true } } },
    },
    constant('axes', 'DT_INT32'),
    constant('kernel', 'DT_FLOAT'),
    {
      name: 'mean',
      op: 'Mean',
      input: ['image', 'axes'],
      attr: { keep_dims: { b: false }, T: { type: 'DT_FLOAT' } },
    },
    {
      name: 'product',
      op,
      input: ['mean', 'kernel'],
      attr: { transpose_a: { b: false }, transpose_b: { b: false } },
    },
  ]
}

function constant(name: string, type: string): object {
  return { name, op: 'Const', attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: {} } } } }
}

function encode(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

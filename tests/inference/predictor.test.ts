import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadPack } from '../../src/inference/load-pack.ts'
import { createPredictor } from '../../src/inference/predictor.ts'
import type { PackPredictor } from '../../src/inference/predictor.ts'
import { startRuntime } from '../../src/inference/runtime.ts'
import type { Runtime } from '../../src/inference/runtime.ts'
import { Cancelled } from '../../src/domain/cancel.ts'
import { tinyPack } from './tiny-pack.ts'

const wasmPaths = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')), '/')
const never = new AbortController().signal

let runtime: Runtime
beforeAll(async () => {
  const started = await startRuntime('auto', wasmPaths)
  if (!started.ok) throw new Error(started.diagnostic.code)
  runtime = started.value
})

async function predictorOf(spoil: Parameters<typeof tinyPack>[0] = {}): Promise<PackPredictor | string> {
  const pack = await loadPack(never, tinyPack(spoil))
  if (!pack.ok) return pack.diagnostic.code
  const predictor = await createPredictor(never, pack.value, runtime, wasmPaths)
  return predictor.ok ? predictor.value : predictor.diagnostic.code
}

async function working(): Promise<PackPredictor> {
  const predictor = await predictorOf()
  if (typeof predictor === 'string') throw new Error(predictor)
  return predictor
}

describe('a pack in the runtime', () => {
  it('runs on WebAssembly where there is no GPU, and says why', () => {
    expect(runtime.backend).toBe('wasm')
    expect(runtime.adapter).toMatch(/^WebAssembly, SIMD, /)
    expect(runtime.because).toMatch(/WebGPU/)
  })

  it('computes what its graph says, for each item of a batch', async () => {
    const predictor = await working()
    const data = Float32Array.from({ length: 2 * 16 * 3 }, (_, index) => (index < 48 ? 1 : 10))
    const { grade } = await predictor.predict(never, 'tiny', { data, shape: [2, 4, 4, 3] })
    expect(grade!.shape).toEqual([2, 3])
    expect([...grade!.data]).toEqual([1, 2, 3, 10, 20, 30])
    predictor.dispose()
  })

  it('holds as many tensors after a prediction as before, and none of its own once disposed', async () => {
    const empty = (await working()).tensorCount()
    const predictor = await working()
    const before = predictor.tensorCount()
    expect(before).toBeGreaterThan(empty)
    const image = { data: new Float32Array(48), shape: [1, 4, 4, 3] as const }
    for (let run = 0; run < 3; run++) await predictor.predict(never, 'tiny', image)
    expect(predictor.tensorCount()).toBe(before)
    predictor.dispose()
    expect(predictor.tensorCount()).toBe(empty)
  })

  it('stops at the next prediction once cancelled', async () => {
    const predictor = await working()
    const controller = new AbortController()
    controller.abort()
    const image = { data: new Float32Array(48), shape: [1, 4, 4, 3] as const }
    await expect(predictor.predict(controller.signal, 'tiny', image)).rejects.toBeInstanceOf(Cancelled)
    predictor.dispose()
  })
})

describe('a pack that cannot be trusted is refused by name', () => {
  const refusals: readonly [string, Parameters<typeof tinyPack>[0], string][] = [
    ['no manifest', { file: { path: 'manifest.json', bytes: undefined } }, 'pack.missing-file'],
    [
      'a manifest that is no JSON',
      { file: { path: 'manifest.json', bytes: new Uint8Array([1, 2]) } },
      'pack.not-a-manifest',
    ],
    ['another schema', { manifest: (m) => (m['schemaVersion'] = 2) }, 'pack.schema-version'],
    [
      'another preprocessing',
      { manifest: (m) => (m['preprocessingVersion'] = 99) },
      'pack.preprocessing-version',
    ],
    ['no networks', { manifest: (m) => (m['networks'] = []) }, 'pack.missing-field'],
    ['an unknown task', { network: (n) => (n['task'] = 'grade-everything') }, 'pack.unknown-task'],
    ['a flipped label order', { network: (n) => flipLabels(n) }, 'pack.label-order'],
    ['no calibration', { network: (n) => delete outputOf(n)['calibration'] }, 'pack.missing-field'],
    ['a calibration that leaves a level out', { network: (n) => forgetLevel(n) }, 'pack.calibration'],
    ['a field of another type', { network: (n) => (n['macs'] = 'many') }, 'pack.wrong-field'],
    [
      'a view that the task is not fed',
      { network: (n) => (inputOf(n)['view'] = { kind: 'fit-slice' }) },
      'pack.wrong-field',
    ],
    ['a path out of the pack', { network: (n) => addFile(n, '../secret') }, 'pack.path-outside'],
    ['a missing file', { file: { path: 'net/weights.bin', bytes: undefined } }, 'pack.missing-file'],
    [
      'a truncated file',
      { file: { path: 'net/weights.bin', bytes: new Uint8Array(5) } },
      'pack.truncated-file',
    ],
    [
      'a changed file',
      { file: { path: 'net/weights.bin', bytes: new Uint8Array(44) } },
      'pack.hash-mismatch',
    ],
    ['an unknown op', { op: 'FancyNewOp' }, 'pack.unknown-op'],
    [
      'weights that are NaN',
      { weights: Float32Array.of(1, 0, 0, 0, NaN, 0, 0, 0, 3) },
      'pack.weights-not-finite',
    ],
    [
      'an infinite weight',
      { weights: Float32Array.of(1, 0, 0, 0, Infinity, 0, 0, 0, 3) },
      'pack.weights-not-finite',
    ],
    ['weights whose sum overflows', { weights: new Float32Array(9).fill(3e38) }, 'pack.answers-not-finite'],
    [
      'a temperature of 1e308',
      { network: (n) => (calibrationOf(n)['temperature'] = 1e308) },
      'pack.calibration',
    ],
    ['a temperature of 0', { network: (n) => (calibrationOf(n)['temperature'] = 0) }, 'pack.calibration'],
    [
      'a bias that drowns every answer',
      { network: (n) => (calibrationOf(n)['bias'] = biasOf([0, 1e6, 0])) },
      'pack.calibration',
    ],
    [
      'priors that do not add up to 1',
      { manifest: (m) => (m['priors'] = priorsOf([1, 1, 1])) },
      'pack.wrong-field',
    ],
    [
      'percentiles beyond 100',
      { network: (n) => (inputOf(n)['intensity'] = { rule: 'percentile', low: 1, high: 101 }) },
      'pack.wrong-field',
    ],
    [
      'fewer outputs than labels',
      { network: (n) => (outputOf(n)['name'] = 'mean2') },
      'pack.unreadable-graph',
    ],
  ]
  it.each(refusals)('%s', async (_what, spoil, code) => {
    expect(await predictorOf(spoil)).toBe(code)
  })
})

function outputOf(network: Record<string, unknown>): Record<string, unknown> {
  return (network['outputs'] as Record<string, unknown>[])[0]!
}

function flipLabels(network: Record<string, unknown>): void {
  outputOf(network)['labels'] = ['severe', 'moderate', 'normal_mild']
}

function calibrationOf(network: Record<string, unknown>): Record<string, unknown> {
  return outputOf(network)['calibration'] as Record<string, unknown>
}

function inputOf(network: Record<string, unknown>): Record<string, unknown> {
  return network['input'] as Record<string, unknown>
}

function biasOf(bias: readonly number[]): Record<string, readonly number[]> {
  return { l1_l2: bias, l2_l3: bias, l3_l4: bias, l4_l5: bias, l5_s1: bias }
}

function priorsOf(prior: readonly number[]): Record<string, unknown> {
  return { canal: biasOf(prior), foraminal: biasOf(prior), subarticular: biasOf(prior) }
}

function forgetLevel(network: Record<string, unknown>): void {
  calibrationOf(network)['bias'] = { l1_l2: [0, 0, 0] }
}

function addFile(network: Record<string, unknown>, path: string): void {
  ;(network['files'] as object[]).push({ path, bytes: 1, sha256: '' })
}

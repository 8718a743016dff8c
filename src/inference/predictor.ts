import { memory, tensor4d, tidy } from '@tensorflow/tfjs-core'
import type { io } from '@tensorflow/tfjs-core'
import { GraphModel } from '@tensorflow/tfjs-converter'
import { assertNotCancelled, Cancelled } from '../domain/cancel.ts'
import { diagnose } from '../domain/diagnostic.ts'
import type { NetworkSpec } from '../domain/pack.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Failure, Result } from '../domain/result.ts'
import type { OutputTensor, Tensor4 } from '../domain/tensor.ts'
import type { LoadedPack, NetworkFiles } from './load-pack.ts'
import { replaceLostGpu } from './runtime.ts'
import type { Runtime, WasmPaths } from './runtime.ts'

export type PackPredictor = {
  /** The runtime in use: it changes when the GPU is lost. */
  readonly runtime: Runtime
  /**
   * Runs one network on a batch. Outputs by the names of the manifest, first axis the batch.
   * When the GPU is lost the batch runs again on WebAssembly and `onRuntimeChange` is told.
   */
  predict(
    signal: AbortSignal,
    networkId: string,
    input: Tensor4,
  ): Promise<Readonly<Record<string, OutputTensor>>>
  /** Tensors that the runtime holds now; equal before and after a study, or something leaks. */
  tensorCount(): number
  dispose(): void
}

type ModelArtifacts = io.ModelArtifacts

/** A graph in the runtime, and the graph's own name for each output that the manifest names. */
type LoadedNetwork = { readonly model: GraphModel; readonly nodeOf: (output: string) => string }

/** Raised inside, when the GPU goes while a batch is on it. */
class GpuLost extends Error {}

/** Loads every network of a pack into the runtime and runs each once, so that shaders are compiled before the first study. */
export async function createPredictor(
  signal: AbortSignal,
  pack: LoadedPack,
  runtime: Runtime,
  wasmPaths: WasmPaths,
  onRuntimeChange: (from: Runtime, to: Runtime) => void = () => undefined,
): Promise<Result<PackPredictor>> {
  const specs = new Map(pack.manifest.networks.map((network) => [network.id, network]))
  let current = runtime
  let models = await loadModels(pack)
  if (!models.ok) return models

  async function fallBack(because: string): Promise<void> {
    const from = current
    const next = await replaceLostGpu(wasmPaths, because)
    if (!next.ok) throw new Error(`${because}, and WebAssembly did not start`)
    current = next.value
    models = await loadModels(pack) // the old ones went with the GPU
    onRuntimeChange(from, current)
  }

  async function predict(
    signal: AbortSignal,
    networkId: string,
    input: Tensor4,
  ): Promise<Readonly<Record<string, OutputTensor>>> {
    assertNotCancelled(signal)
    const spec = specs.get(networkId)
    const model = models.ok ? models.value.get(networkId) : undefined
    if (!spec || !model) throw new Error(`the pack has no network "${networkId}"`)
    const lost = current.lost.then((because) => {
      throw new GpuLost(because)
    })
    try {
      return await Promise.race([run(model, spec, input), lost])
    } catch (error) {
      const because = error instanceof GpuLost ? error.message : await reasonOfLoss(current)
      if (because === undefined) throw error
      await fallBack(because)
      return predict(signal, networkId, input)
    }
  }

  for (const network of pack.manifest.networks) {
    const failure = await tryOut(signal, predict, network, `${pack.manifest.id}/${network.id}`)
    if (failure) return failure
  }

  return succeed({
    get runtime() {
      return current
    },
    predict,
    tensorCount: () => memory().numTensors,
    dispose() {
      if (models.ok) for (const { model } of models.value.values()) model.dispose()
    },
  })
}

/**
 * Runs a network once on a ramp from black to white: compiles it, and finds a pack whose graph cannot work or overflows.
 * A blank image would leave every product at zero.
 */
async function tryOut(
  signal: AbortSignal,
  predict: PackPredictor['predict'],
  { id, input: { shape }, outputs }: NetworkSpec,
  subject: string,
) {
  const [height, width, channels] = shape
  const size = height * width * channels
  const ramp: Tensor4 = {
    data: Float32Array.from({ length: size }, (_, index) => index / size),
    shape: [1, height, width, channels],
  }
  let results: Awaited<ReturnType<typeof predict>>
  try {
    results = await predict(signal, id, ramp)
  } catch (error) {
    if (error instanceof Cancelled) throw error
    return graphFailure(error, subject)
  }
  for (const { name, labels } of outputs) {
    const result = results[name]
    if (!result) return fail(diagnose('pack.missing-output', 'error', subject, { output: name }))
    const channelsFound = result.shape.at(-1) ?? 0
    if (channelsFound !== labels.length) {
      return fail(
        diagnose('pack.output-size', 'error', subject, {
          output: name,
          found: channelsFound,
          expected: labels.length,
        }),
      )
    }
    if (!result.data.every(Number.isFinite))
      return fail(diagnose('pack.answers-not-finite', 'error', subject, { output: name }))
  }
  return undefined
}

async function loadModels(pack: LoadedPack): Promise<Result<Map<string, LoadedNetwork>>> {
  const models = new Map<string, LoadedNetwork>()
  const refuse = (failure: Failure) => {
    for (const { model } of models.values()) model.dispose()
    return failure
  }
  for (const [id, files] of pack.networks) {
    const subject = `${pack.manifest.id}/${id}`
    try {
      models.set(id, await loadModel(files))
    } catch (error) {
      return refuse(graphFailure(error, subject))
    }
    const tensor = await findNotFinite((models.get(id) as LoadedNetwork).model)
    if (tensor !== undefined)
      return refuse(fail(diagnose('pack.weights-not-finite', 'error', subject, { tensor })))
  }
  return succeed(models)
}

/**
 * The first weight tensor that holds NaN or an infinity. The answers need not show it: some kernels turn NaN into zero, and
 * hashes only tell that the weights are those of the manifest.
 */
async function findNotFinite(model: GraphModel): Promise<string | undefined> {
  for (const [name, tensors] of Object.entries(model.weights))
    for (const tensor of tensors) if (!(await tensor.data()).every(Number.isFinite)) return name
  return undefined
}

/** tfjs names an operation that it lacks only in its message. */
function graphFailure(error: unknown, subject: string): Failure {
  const reason = error instanceof Error ? error.message : String(error)
  const code = /not (implemented|registered|supported)|unknown op/i.test(reason)
    ? 'pack.unknown-op'
    : 'pack.unreadable-graph'
  return fail(diagnose(code, 'error', subject, { reason }))
}

async function loadModel({ topology, weights }: NetworkFiles): Promise<LoadedNetwork> {
  const artifacts = {
    ...topology,
    weightSpecs: topology.weightsManifest.flatMap((group) => group.weights),
    weightData: weights,
  } as ModelArtifacts
  const model = new GraphModel({ load: () => Promise.resolve(artifacts) })
  await model.load()
  return { model, nodeOf: (name) => topology.signature?.outputs[name]?.name ?? name }
}

async function run(
  { model, nodeOf }: LoadedNetwork,
  { input, outputs }: NetworkSpec,
  batch: Tensor4,
): Promise<Record<string, OutputTensor>> {
  const tensors = tidy(() => {
    const image = tensor4d(batch.data, [...batch.shape])
    const nodes = outputs.map(({ name }) => nodeOf(name))
    return model.execute({ [input.name]: image }, nodes)
  })
  const list = Array.isArray(tensors) ? tensors : [tensors]
  try {
    const values = await Promise.all(list.map((tensor) => tensor.data()))
    return Object.fromEntries(
      outputs.map(({ name }, index) => [
        name,
        { data: Float32Array.from(values[index]!), shape: list[index]!.shape },
      ]),
    )
  } finally {
    for (const tensor of list) tensor.dispose()
  }
}

/** Why the GPU is gone, or undefined when it is not. An error may arrive a moment before the loss that caused it. */
async function reasonOfLoss(runtime: Runtime): Promise<string | undefined> {
  if (runtime.backend !== 'webgpu') return undefined
  const moment = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 500))
  return Promise.race([runtime.lost, moment])
}

import { assertNotCancelled } from '../domain/cancel.ts'
import type { NetworkOutput, NetworkSpec } from '../domain/pack.ts'
import type { OutputTensor, Tensor4 } from '../domain/tensor.ts'
import type { Predictor } from './ports.ts'
import type { View } from './view/render-view.ts'

/** One item's heatmaps or masks as probabilities, channels last. */
export type ProbabilityMaps = {
  readonly rows: number
  readonly columns: number
  readonly labels: readonly string[]
  readonly data: Float32Array
}

/** What one network said of a batch of views. */
export type BatchOutputs = {
  /** The output that means `target`, for one view: its raw row of values, as the graph left them. */
  rowOf(target: NetworkOutput['target'], item: number): OutputRow | undefined
  /** The output that means `target` as maps of probabilities over the view. */
  mapsOf(target: NetworkOutput['target'], item: number): ProbabilityMaps | undefined
}
export type OutputRow = { readonly spec: NetworkOutput; readonly values: Float32Array }

/** Runs all views through a network in one call. */
export async function runNetwork(
  signal: AbortSignal,
  predictor: Predictor,
  network: NetworkSpec,
  views: readonly View[],
): Promise<BatchOutputs> {
  assertNotCancelled(signal)
  const outputs =
    views.length > 0 ? await predictor.predict(signal, network.id, stackViews(network, views)) : {}
  assertNotCancelled(signal)
  function find(target: NetworkOutput['target']): { spec: NetworkOutput; tensor: OutputTensor } | undefined {
    const spec = network.outputs.find((output) => output.target === target)
    const tensor = spec && outputs[spec.name]
    return spec && tensor && { spec, tensor }
  }
  return {
    rowOf(target, item) {
      const found = find(target)
      return found && { spec: found.spec, values: itemOf(found.tensor, item) }
    },
    mapsOf(target, item) {
      const found = find(target)
      if (found === undefined) return undefined
      const [, rows = 0, columns = 0] = found.tensor.shape
      const raw = itemOf(found.tensor, item)
      const data = found.spec.activation === 'sigmoid' ? raw.map(sigmoid) : raw
      return { rows, columns, labels: found.spec.labels, data }
    },
  }
}

/** Views as one batch of grey / 255: what networks are trained on (docs/preprocessing.md). */
function stackViews(network: NetworkSpec, views: readonly View[]): Tensor4 {
  const [height, width, channels] = network.input.shape
  const size = height * width * channels
  const data = new Float32Array(views.length * size)
  for (const [item, view] of views.entries()) {
    if (view.grey.length !== size)
      throw new RangeError(`${network.id}: a view of ${view.grey.length} values for an input of ${size}`)
    for (let index = 0; index < size; index++) data[item * size + index] = (view.grey[index] as number) / 255
  }
  return { data, shape: [views.length, height, width, channels] }
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

function itemOf({ data, shape }: OutputTensor, item: number): Float32Array {
  const size = shape.slice(1).reduce((product, length) => product * length, 1)
  return data.subarray(item * size, (item + 1) * size)
}

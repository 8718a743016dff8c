/**
 * Runs a tfjs graph model on inputs. A browser is given this function as text, so it uses nothing but its arguments.
 *
 * `tf`: tfjs-core with `loadGraphModel` of tfjs-converter, its backend set. `json`, `weights` (ArrayBuffer): what the model's files hold.
 * `input` (Float32Array) of `shape` [n, h, w, c] goes to the node `inputName`, `batch` images at a time. `names`: outputs of the signature.
 * Gives [{ name, shape: [n, ...], values: Float32Array }] in the order of `names`.
 */
export async function runGraph(tf, { json, weights, inputName, input, shape, batch, names }) {
  const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights)
  const model = await tf.loadGraphModel({ load: async () => ({ ...json, weightSpecs, weightData: weights }) })
  const nodes = names.map((name) => json.signature.outputs[name].name)
  const [n, ...sides] = shape
  const size = sides.reduce((product, side) => product * side)
  const answers = names.map((name) => ({ name, shape: [], values: new Float32Array() }))
  for (let first = 0; first < n; first += batch) {
    const count = Math.min(batch, n - first)
    const images = tf.tensor4d(input.subarray(first * size, (first + count) * size), [count, ...sides])
    const found = model.execute({ [inputName]: images }, nodes)
    for (const [k, tensor] of [found].flat().entries()) {
      const [, ...rest] = tensor.shape
      const values = await tensor.data()
      if (first === 0) Object.assign(answers[k], { shape: [n, ...rest], values: new Float32Array((values.length / count) * n) })
      answers[k].values.set(values, (values.length / count) * first)
      tensor.dispose()
    }
    images.dispose()
  }
  return answers
}

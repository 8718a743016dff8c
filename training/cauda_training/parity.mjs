// Runs a tfjs graph model on stored inputs with tfjs-wasm and writes its outputs.
// usage: node parity.mjs MODEL_DIR INPUT_NAME INPUT.f32 N,H,W,C OUT_DIR NAME=NODE...   (run in a folder that sees node_modules)
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder, inputName, inputFile, shapeText, out, ...outputs] = process.argv.slice(2)
const require = createRequire(pathToFileURL(join(process.cwd(), 'package.json')))
const tf = require('@tensorflow/tfjs-core')
const { loadGraphModel } = require('@tensorflow/tfjs-converter')
const wasm = require('@tensorflow/tfjs-backend-wasm')

wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')) + '/dist/')
await tf.setBackend('wasm')

const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'))
const parts = json.weightsManifest.flatMap(({ paths }) => paths)
const bytes = Buffer.concat(await Promise.all(parts.map((path) => readFile(join(folder, path)))))
const model = await loadGraphModel({
  load: async () => ({
    ...json,
    weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  }),
})

const raw = await readFile(inputFile)
const values = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength))
const shape = shapeText.split(',').map(Number)
const names = outputs.map((pair) => pair.split('='))
const started = performance.now()
const results = model.execute(
  { [inputName]: tf.tensor4d(values, shape) },
  names.map(([, node]) => node),
)
const list = Array.isArray(results) ? results : [results]
for (const [index, [name]] of names.entries())
  await writeFile(join(out, `${name}.f32`), Buffer.from((await list[index].data()).buffer))
process.stdout.write(`${(performance.now() - started).toFixed(0)} ms\n`)

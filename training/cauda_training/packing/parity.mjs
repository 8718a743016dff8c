// Runs a tfjs graph model on stored inputs, on WebAssembly here or on WebGPU in Chromium. Writes each output to OUT_DIR/NAME.f32 and one line
// of JSON to stdout: { engine, shapes: { NAME: [n, ...] } }.
// usage: node parity.mjs wasm|webgpu MODEL_DIR INPUT_NAME INPUT.f32 N,H,W,C OUT_DIR NAME...   (run in a folder that sees node_modules)
// exit codes: 0 done, 4 no browser with WebGPU (why: on stderr), 1 anything else
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runGraph } from './run-graph.mjs'

/** Images at a time. A software adapter does some 0.1 GMAC a second, and browsers give up a GPU that is silent for many seconds. */
const BATCH = 4
const NO_WEBGPU = 4

const [backend, folder, inputName, inputFile, shape, out, ...names] = process.argv.slice(2)
const require = createRequire(pathToFileURL(join(process.cwd(), 'package.json')))

const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'))
const parts = json.weightsManifest.flatMap(({ paths }) => paths)
const weights = Buffer.concat(await Promise.all(parts.map((path) => readFile(join(folder, path)))))
const input = await readFile(inputFile)
const job = { json, inputName, shape: shape.split(',').map(Number), batch: BATCH, names }

const run = backend === 'webgpu' ? inChromium : onWasm
const { engine, answers } = await run()
const shapes = {}
for (const { name, shape, values } of answers) {
  shapes[name] = shape
  await writeFile(join(out, `${name}.f32`), new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}
process.stdout.write(`${JSON.stringify({ engine, shapes })}\n`)

async function onWasm() {
  const tf = require('@tensorflow/tfjs-core')
  const { loadGraphModel } = require('@tensorflow/tfjs-converter')
  const wasm = require('@tensorflow/tfjs-backend-wasm')
  wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')) + '/dist/')
  await tf.setBackend('wasm')
  const answers = await runGraph(
    { ...tf, loadGraphModel },
    { ...job, weights: bytesOf(weights), input: new Float32Array(bytesOf(input)) },
  )
  return { engine: 'WebAssembly', answers }
}

async function inChromium() {
  const { NoWebGpu, runOnWebGpu } = await import('./parity-webgpu.mjs')
  try {
    return await runOnWebGpu(require, job, weights, input)
  } catch (error) {
    if (!(error instanceof NoWebGpu)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(NO_WEBGPU)
  }
}

function bytesOf({ buffer, byteOffset, byteLength }) {
  return buffer.slice(byteOffset, byteOffset + byteLength)
}

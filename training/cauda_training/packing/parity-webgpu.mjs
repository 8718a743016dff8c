import { once } from 'node:events'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { chromium } from 'playwright'
import { findChromium } from '../../../scripts/find-chromium.mjs'
import { runGraph } from './run-graph.mjs'

/** As in playwright.config.ts: a software adapter counts as WebGPU too. */
const FLAGS = ['--enable-unsafe-webgpu', '--enable-features=Vulkan']
const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const SCRIPTS = ['core', 'converter', 'backend-webgpu']

/** There is no Chromium here that starts, or its WebGPU gives no adapter: says which. */
export class NoWebGpu extends Error {}

/**
 * Runs `job` (what runGraph takes, without its bytes) in Chromium on WebGPU, from a server of this machine that lives as long as the run: the
 * page needs a secure origin, and reaches no other. Gives { engine, answers }. Errors: NoWebGpu.
 */
export async function runOnWebGpu(require, job, weights, input) {
  const executablePath = await findChromium().catch(refuse)
  const browser = await chromium.launch({ executablePath, args: [...SANDBOX, ...FLAGS], timeout: 0 }).catch(refuse)
  const written = new Map()
  const server = await serve({ '/weights': weights, '/input': input }, written)
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(0) // whoever started this waits as long as is sensible
    await page.goto(`http://localhost:${server.address().port}/`)
    for (const name of SCRIPTS) {
      const package_ = dirname(require.resolve(`@tensorflow/tfjs-${name}/package.json`))
      await page.addScriptTag({ path: join(package_, 'dist', `tf-${name}.min.js`) })
    }
    await page.addScriptTag({ content: `globalThis.runGraph = ${runGraph}` })
    const { engine, shapes, missing } = await page.evaluate(inPage, job)
    if (missing) throw new NoWebGpu(`${executablePath}: ${missing}`)
    const answers = job.names.map((name) => ({ name, shape: shapes[name], values: written.get(`/${name}`) }))
    return { engine, answers }
  } finally {
    await browser.close()
    server.close()
  }
}

function refuse({ message }) {
  throw new NoWebGpu(message.split('\n', 1)[0])
}

/** Runs in the page. Answers are put to the server as bytes: handed over as text they would be several times larger. */
async function inPage(job) {
  const { tf, runGraph } = globalThis
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return { missing: navigator.gpu ? 'WebGPU gave no adapter' : 'there is no WebGPU' }
  if (!(await tf.setBackend('webgpu'))) return { missing: 'tfjs could not start on WebGPU' }
  const [weights, input] = await Promise.all(
    ['/weights', '/input'].map(async (path) => (await fetch(path)).arrayBuffer()),
  )
  const shapes = {}
  for (const { name, shape, values } of await runGraph(tf, { ...job, weights, input: new Float32Array(input) })) {
    shapes[name] = shape
    await fetch(`/${name}`, { method: 'PUT', body: values })
  }
  const { vendor, architecture, description } = adapter.info
  const words = [vendor, architecture, description].filter(Boolean).join(' ')
  return { engine: `WebGPU (${words || 'unnamed adapter'})`, shapes }
}

/** Serves `files` by path and an empty page for everything else; what is put goes into `written` by path. */
async function serve(files, written) {
  const server = createServer(async (request, response) => {
    if (request.method === 'PUT') {
      written.set(request.url, await buffer(request))
      response.end()
      return
    }
    const file = files[request.url]
    response.setHeader('Content-Type', file ? 'application/octet-stream' : 'text/html')
    response.end(file ?? '<!doctype html>')
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  return server
}

import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { bundleForPage } from '../bundle-for-page.ts'
import { NO_ANALYSIS } from '../measured-app.ts'
import type { MeasuredApp } from '../measured-app.ts'
import { pointAtMiddle } from '../point-at-middle.ts'
import type { Served } from '../serve-folder.ts'

/** What dwv's module imports from beside it. */
const IMPORTED = ['konva', 'jszip', 'magic-wand-tool'] as const

/**
 * dwv is a library: this is the page that its own examples show, one layer group with scrolling and windowing, and no more. The build
 * is served as it was published, beside the page: it looks for its workers, which RLE needs, at the page's address.
 */
export async function dwvPage(libraries: string, to: string): Promise<string> {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  cpSync(join(libraries, 'dwv', 'dist'), to, { recursive: true })
  for (const name of IMPORTED) {
    const entry = join(to, `${name}-entry.js`)
    writeFileSync(entry, `export { default } from '${name}'\n`)
    writeFileSync(join(to, `${name}.js`), await bundleForPage(entry, libraries, [name]))
    rmSync(entry)
  }
  const imports = Object.fromEntries(IMPORTED.map((name) => [name, `/${name}.js`]))
  const map = JSON.stringify({ imports: { ...imports, dwv: '/dwv.min.js' } })
  writeFileSync(join(to, 'index.html'), PAGE.replace('IMPORT_MAP', map))
  return to
}

/** The longest series of what is handed over is opened: dwv takes one series at a time. Its slices go up with the wheel turned away. */
const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>dwv</title>
<style>
  html, body { margin: 0; height: 100%; background: #000 }
  input { position: fixed; z-index: 1 }
  #layerGroup0 { position: absolute; inset: 0 }
</style>
<input type="file" webkitdirectory hidden>
<div id="layerGroup0"></div>
<script type="importmap">IMPORT_MAP</script>
<script type="module">
  import { App, AppOptions, Index, ToolConfig, ViewConfig } from 'dwv'
  const options = new AppOptions({ '*': [new ViewConfig('layerGroup0')] })
  options.tools = { WindowLevel: new ToolConfig() }
  const app = new App()
  app.init(options)
  const state = document.documentElement.dataset
  app.addEventListener('error', ({ error }) => { state.error = error?.stack ?? error?.message ?? 'a worker did not start' })
  app.addEventListener('loadend', () => {
    app.setTool('WindowLevel')
    state.state = 'open'
  })
  const view = () => app.getLayerGroupByDivId('layerGroup0').getActiveViewLayer().getViewController()
  const slices = () => view().getImageSize().get(2)
  globalThis.imageNumber = () => slices() - view().getCurrentIndex().get(2)
  addEventListener('keydown', ({ key }) => {
    if (key === 'Home') view().setCurrentIndex(new Index([0, 0, slices() - 1]))
  })
  const input = document.querySelector('input')
  input.addEventListener('change', () => {
    const folders = Object.groupBy(input.files, ({ webkitRelativePath }) => webkitRelativePath.replace(/[^/]*$/, ''))
    app.loadFiles(Object.values(folders).sort((a, b) => b.length - a.length)[0])
  })
  state.state = 'empty'
</script>
`

export function dwv(version: string, { origin, fetched }: Served, studyFolder: string): MeasuredApp {
  return {
    name: `dwv ${version}`,
    url: `${origin}/`,
    studyFolder,
    readySelector: 'html[data-state=empty] input[type=file][webkitdirectory]',
    fetched,
    open,
    settle,
    showLongestSeries,
    imageNumber: (page) => page.evaluate(() => globalThis.imageNumber()),
  }
}

declare global {
  var imageNumber: () => number
}

async function open(page: Page) {
  const { firstPixelsMs, error } = await page.evaluate(async () => {
    const { dataset } = document.documentElement
    const paintedAt = await bench.until(() => bench.painted() || dataset['error'] !== undefined)
    return { firstPixelsMs: paintedAt - bench.filesAt!, error: dataset['error'] }
  })
  if (error !== undefined) throw new Error(`bench.no-dwv: ${error}`)
  return { firstPixelsMs }
}

/** Until all slices are there, or dwv says why not. */
async function settle(page: Page) {
  const { state, error } = await page.evaluate(async () => {
    const { dataset } = document.documentElement
    await bench.until(() => dataset['state'] === 'open' || dataset['error'] !== undefined)
    return { state: dataset['state'], error: dataset['error'] }
  })
  if (state !== 'open') throw new Error(`bench.no-dwv: ${error ?? ''}`)
  return NO_ANALYSIS
}

/** The one series that was opened fills the page. */
function showLongestSeries(page: Page) {
  return pointAtMiddle(page, { x: 0, y: 0, ...page.viewportSize()! })
}

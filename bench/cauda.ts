import type { Page } from 'playwright'
import type { MeasuredApp } from './measured-app.ts'

/** The mark may come this much after or before the frame in which the bench first sees pixels; more would be a false mark. */
const MARK_TOLERANCE_MS = 300
const PREFETCH_MS = 1000

/** Our built app. Findings come on WebAssembly: the bench starts Chromium without a WebGPU adapter. */
export function cauda(origin: string, studyFolder: string, fetched: () => readonly string[]): MeasuredApp {
  return {
    name: 'Cauda',
    url: `${origin}/`,
    studyFolder,
    readySelector: 'html[data-state=empty] input[type=file][webkitdirectory]',
    fetched,
    open,
    settle,
    showLongestSeries,
    imageNumber,
  }
}

async function open(page: Page) {
  const { seen, marked } = await page.evaluate(async () => {
    const seenAt = await bench.until(() => bench.painted())
    await bench.until(() => performance.getEntriesByName('cauda:first-pixels').length > 0)
    const mark = performance.getEntriesByName('cauda:first-pixels')[0]!
    return { seen: seenAt - bench.filesAt!, marked: mark.startTime - bench.filesAt! }
  })
  if (Math.abs(seen - marked) > MARK_TOLERANCE_MS) {
    throw new Error(`bench.false-mark: pixels were seen at ${seen} ms, cauda:first-pixels says ${marked} ms`)
  }
  return { firstPixelsMs: seen }
}

/** Until the findings grid is complete; gives the time at which it was. */
async function settle(page: Page) {
  const { state, engine, findingsMs } = await page.evaluate(async () => {
    const { dataset } = document.documentElement
    await bench.until(() => dataset['state'] === 'analysed' || dataset['state'] === 'failed')
    const mark = performance.getEntriesByName('cauda:findings')[0]
    return {
      state: dataset['state'],
      engine: dataset['engine'],
      findingsMs: mark && mark.startTime - bench.filesAt!,
    }
  })
  if (state !== 'analysed' || engine !== 'wasm' || findingsMs === undefined) {
    throw new Error(`bench.no-findings: the analysis ended in state ${state} on ${engine}`)
  }
  await page.waitForTimeout(PREFETCH_MS)
  return { findingsMs }
}

/** Panes are named "Axial T2, image 31 of 60"; the hanging has the longest series in one of them. */
async function showLongestSeries(page: Page) {
  const panes = page.getByRole('region', { name: / image \d+ of \d+$/ })
  const counts = await panes.evaluateAll((each) =>
    each.map((pane) => Number(/of (\d+)$/.exec(pane.ariaLabel ?? '')?.[1] ?? 0)),
  )
  const pane = panes.nth(counts.indexOf(Math.max(...counts)))
  await pane.focus()
  const { x, y, width, height } = (await pane.boundingBox())!
  const middle = { x: x + width / 2, y: y + height / 2 }
  await page.mouse.move(middle.x, middle.y)
  return middle
}

async function imageNumber(page: Page) {
  const name = await page.evaluate(() => document.activeElement?.closest('[role=region]')?.ariaLabel)
  const number = /image (\d+) of \d+$/.exec(name ?? '')?.[1]
  if (!number) throw new Error(`bench.odd-page: the pane in focus is named "${name}"`)
  return Number(number)
}

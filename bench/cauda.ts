import type { Page } from 'playwright'
import type { MeasuredApp } from './measured-app.ts'
import { pointAtMiddle } from './point-at-middle.ts'
import type { Served } from './serve-folder.ts'

const PREFETCH_MS = 1000

/** Our built app. Findings come on WebAssembly: the bench starts Chromium without a WebGPU adapter. */
export function cauda({ origin, fetched }: Served, studyFolder: string): MeasuredApp {
  return {
    name: 'Cauda',
    url: `${origin}/`,
    studyFolder,
    readySelector: 'html[data-state=empty] input[type=file][webkitdirectory]',
    fetched,
    open,
    settle,
    showLongestSeries,
    keyToOtherSeries: 'PageUp', // axial T2 is the last of the hanging
    showThreePanes,
    imageNumber,
  }
}

/** Counts pixels that are on the canvas, as for every app; our own mark must not claim them sooner. */
async function open(page: Page) {
  const { firstPixelsMs, isMarkTrue } = await page.evaluate(async () => {
    const paintedAt = bench.until(() => bench.painted())
    await bench.until(() => performance.getEntriesByName('cauda:first-pixels').length > 0)
    const isMarkTrue = bench.painted()
    return { firstPixelsMs: (await paintedAt) - bench.filesAt!, isMarkTrue }
  })
  if (!isMarkTrue) throw new Error('bench.false-mark: cauda:first-pixels stood before there were any pixels')
  return { firstPixelsMs }
}

/** Until the findings grid is complete, or the page says why it cannot be. */
async function settle(page: Page) {
  const outcome = await page.evaluate(async () => {
    const { dataset } = document.documentElement
    await bench.until(() => dataset['state'] === 'analysed' || dataset['state'] === 'failed')
    const mark = performance.getEntriesByName('cauda:findings')[0]
    const alerts = [...document.querySelectorAll('[role=alert]')].map((alert) => alert.textContent)
    const { state = '', engine = '' } = dataset
    return { state, engine, findingsMs: mark && mark.startTime - bench.filesAt!, alerts }
  })
  await page.waitForTimeout(PREFETCH_MS)
  const { state, engine, findingsMs, alerts } = outcome
  if (state === 'analysed' && engine === 'wasm' && findingsMs !== undefined) return { findingsMs }
  return { findingsMs: `the analysis ended in state ${state} on engine ${engine}: ${alerts.join('; ')}` }
}

/**
 * Panes are named "Axial T2, image 31 of 60", and the hanging has the longest series in one of them. It is taken to the
 * single-pane layout, so that as many pixels are drawn as in a viewer that opens with one pane.
 */
async function showLongestSeries(page: Page) {
  const panes = page.getByRole('region', { name: PANE_NAME })
  const names = await panes.evaluateAll((each) => each.map((pane) => pane.ariaLabel ?? ''))
  const longest = names.toSorted((a, b) => imagesIn(b) - imagesIn(a))[0] ?? ''
  await page.getByRole('button', { name: 'Layout' }).click()
  await page.getByRole('menuitemradio').first().click()
  await page
    .getByRole('combobox', { name: 'Series in pane 1' })
    .selectOption({ label: longest.split(',')[0]! })
  const pane = page.getByRole('region', { name: PANE_NAME })
  await pane.focus()
  const box = await pane.boundingBox()
  return pointAtMiddle(page, box!)
}

const THREE_PANES = { width: 2320, height: 860 }
const PANE_PX = 768

async function showThreePanes(page: Page) {
  await showLongestSeries(page)
  const name = await page.getByRole('region', { name: PANE_NAME }).getAttribute('aria-label')
  const longest = name!.split(',')[0]!
  await page.setViewportSize(THREE_PANES)
  for (const panel of ['[', ']']) await page.keyboard.press(panel)
  await page.getByRole('button', { name: 'Layout' }).click()
  await page.getByRole('menuitemradio', { name: 'Three panes' }).click()
  for (const pane of [1, 2, 3]) {
    await page.getByRole('combobox', { name: `Series in pane ${pane}` }).selectOption({ label: longest })
  }
  const panes = page.getByRole('region', { name: PANE_NAME })
  const boxes = await Promise.all((await panes.all()).map((pane) => pane.boundingBox()))
  if (boxes.length !== 3 || !boxes.every((box) => box && Math.min(box.width, box.height) >= PANE_PX)) {
    throw new Error(`bench.small-panes: ${JSON.stringify(boxes)}`)
  }
  await panes.first().focus()
  await page.mouse.move(boxes[0]!.x + PANE_PX / 2, boxes[0]!.y + PANE_PX / 2)
}

const PANE_NAME = /, image \d+ of \d+$/

function imagesIn(paneName: string): number {
  return Number(/ of (\d+)$/.exec(paneName)?.[1] ?? 0)
}

async function imageNumber(page: Page) {
  const name = await page.getByRole('region', { name: PANE_NAME }).first().getAttribute('aria-label')
  const number = /image (\d+) of/.exec(name ?? '')?.[1]
  if (!number) throw new Error(`bench.odd-page: the pane is named "${name ?? ''}"`)
  return Number(number)
}

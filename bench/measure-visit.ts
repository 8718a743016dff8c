import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright'
import type { MeasuredApp } from './measured-app.ts'
import { changeSeries, dragWindow, inputToPhoton, scrollPanes, scrollSeries } from './measure-frames.ts'
import type { Scroll, Smoothness } from './measure-frames.ts'
import { measureHeap } from './measure-memory.ts'
import type { HeapUse } from './measure-memory.ts'
import { installRecorder } from './recorder.ts'

/** A reader needs at least this long to choose a folder; what a page still loads by itself counts as before the first drop. */
const CHOOSING_MS = 1500

/** A machine that does much else besides is slow, not broken. */
const PATIENCE_MS = 300_000

/** What one visit with an empty cache showed. */
export type Visit = {
  readonly readyMs: number
  /** Processor time of the page and its workers until then: it tells the work apart from what else the machine did. */
  readonly readyCpuMs: number
  readonly scriptBytes: number
  readonly firstPixelsMs: number
  readonly firstPixelsCpuMs: number
  /** Or why there were none. */
  readonly findingsMs: number | string
  readonly heap: HeapUse
  readonly scroll: Scroll
  readonly window: Smoothness
}

/** Loads the app, opens the study, lets it finish, scrolls and drags. */
export async function visit(browser: Browser, app: MeasuredApp): Promise<Visit> {
  return inFreshPage(browser, async (page) => {
    const before = app.fetched().length
    const readyMs = await load(app, page)
    const readyCpuMs = await processorMs(page)
    await page.waitForTimeout(CHOOSING_MS)
    const scriptBytes = compressedScript(app.fetched().slice(before))
    const cpuBefore = await processorMs(page)
    const { firstPixelsMs } = await handOver(app, page)
    const firstPixelsCpuMs = (await processorMs(page)) - cpuBefore
    const { findingsMs } = await app.settle(page)
    const heap = await measureHeap(page)
    const scroll = await scrollSeries(app, page)
    const window = await dragWindow(app, page)
    return {
      readyMs,
      readyCpuMs,
      scriptBytes,
      firstPixelsMs,
      firstPixelsCpuMs,
      findingsMs,
      heap,
      scroll,
      window,
    }
  })
}

/** How an app moves. */
export type Frames = {
  readonly scroll: Scroll
  readonly window: Smoothness
  readonly photonFrames: number
  /** Where a key brings another series. */
  readonly seriesFrames: number | undefined
  /** Where the app scrolls panes together. */
  readonly panes: Smoothness | undefined
}

/** Opens the study, lets everything finish, and moves what is on the screen. */
export async function moveImages(browser: Browser, app: MeasuredApp): Promise<Frames> {
  return inFreshPage(browser, async (page) => {
    await load(app, page)
    await handOver(app, page)
    await app.settle(page)
    const scroll = await scrollSeries(app, page)
    const window = await dragWindow(app, page)
    const photonFrames = await inputToPhoton(app, page)
    const seriesFrames = app.keyToOtherSeries && (await changeSeries(app, page))
    const panes = app.showThreePanes && (await scrollPanes(app, page))
    return { scroll, window, photonFrames, seriesFrames, panes }
  })
}

export async function inFreshPage<T>(browser: Browser, act: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    context.setDefaultTimeout(PATIENCE_MS)
    return await act(await context.newPage())
  } finally {
    await context.close()
  }
}

/** Loads the page and gives the milliseconds until it took files. */
export async function load(app: MeasuredApp, page: Page): Promise<number> {
  await installRecorder(page, app.readySelector)
  await page.goto(app.url, { waitUntil: 'commit' })
  return page.evaluate(() => bench.readyAt)
}

export async function handOver(app: MeasuredApp, page: Page) {
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(app.studyFolder)
  return app.open(page)
}

/** Processor time that the page's process has used so far, its workers included. */
async function processorMs(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  await session.detach()
  const seconds = metrics.find(({ name }) => name === 'ProcessTime')?.value
  if (seconds === undefined) throw new Error('bench.no-cpu: Chromium told no ProcessTime')
  return seconds * 1000
}

/** Bytes that the scripts take with gzip, which any host serves. */
function compressedScript(files: readonly string[]): number {
  const scripts = new Set(files.filter((file) => /\.m?js$/.test(file)))
  return [...scripts].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
}

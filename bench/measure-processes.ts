import type { Browser, CDPSession } from 'playwright'
import { figure } from './figure.ts'
import type { Figure } from './figure.ts'
import type { HeapUse } from './measure-memory.ts'
import { measureHeap } from './measure-memory.ts'
import { handOver, inFreshPage, load } from './measure-visit.ts'
import type { MeasuredApp } from './measured-app.ts'
import { proportionalSize } from './proc.ts'

const EVERY_MS = 200
const MB = 1e6

/** Bytes of a browser that opens one study, at their highest; memory that processes share counts in parts (PSS). */
export type Peak = {
  /** The page's process with its workers. */
  readonly page: number
  /** All processes of the browser: drawing and files too. */
  readonly browser: number
  /** After the opening and a collection. */
  readonly heap: HeapUse
  /** Or why there were none. */
  readonly findingsMs: number | string
}

/**
 * Opens the study in a browser of its own, which nothing has filled before, until the work that the opening began is done.
 * Needs Linux, which alone tells what processes share.
 */
export async function openWatched(launch: () => Promise<Browser>, app: MeasuredApp): Promise<Peak> {
  const browser = await launch()
  try {
    return await inFreshPage(browser, async (page) => {
      await load(app, page)
      const watch = watchProcesses(await browser.newBrowserCDPSession())
      await handOver(app, page)
      const { findingsMs } = await app.settle(page)
      const peak = await watch.stop()
      return { ...peak, heap: await measureHeap(page), findingsMs }
    })
  } finally {
    await browser.close()
  }
}

/** Throws with the page's own words when our opening ended without findings: what is not done costs no memory. */
export function comparePeaks(peerName: string, ours: readonly Peak[], peer: readonly Peak[]): Figure[] {
  for (const { findingsMs } of ours) {
    if (typeof findingsMs === 'string') throw new Error(`bench.no-findings: ${findingsMs}`)
  }
  const compare = (name: string, of: (peak: Peak) => number) =>
    figure(
      `2,000 slices, ${name}`,
      'MB',
      ours.map((peak) => of(peak) / MB),
      peerName,
      peer.map((peak) => of(peak) / MB),
    )
  return [
    compare("peak of the page's process", ({ page }) => page),
    compare('peak of all processes', ({ browser }) => browser),
    compare('heap when open, objects', ({ heap }) => heap.objects),
    compare('heap when open, objects and buffers', ({ heap }) => heap.objects + heap.buffers),
  ]
}

type Watch = { stop(): Promise<{ readonly page: number; readonly browser: number }> }

function watchProcesses(session: CDPSession): Watch {
  const peak = { page: 0, browser: 0 }
  const over = new AbortController()
  const look = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const sizes = processInfo.map(({ id, type }) => ({ type, bytes: proportionalSize(id) }))
    // A browser keeps renderers for its own pages and in reserve; the one that holds a study is the largest.
    const renderers = sizes.filter(({ type }) => type === 'renderer').map(({ bytes }) => bytes)
    peak.page = Math.max(peak.page, ...renderers)
    peak.browser = Math.max(
      peak.browser,
      sizes.reduce((sum, { bytes }) => sum + bytes, 0),
    )
  }
  const watching = (async () => {
    while (!over.signal.aborted) {
      await look()
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    }
    await look()
  })()
  return {
    async stop() {
      over.abort()
      await watching
      return peak
    },
  }
}

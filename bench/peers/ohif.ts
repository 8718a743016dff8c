import type { Page } from 'playwright'
import { NO_ANALYSIS } from '../measured-app.ts'
import type { MeasuredApp } from '../measured-app.ts'
import { pointAtMiddle } from '../point-at-middle.ts'
import type { Served } from '../serve-folder.ts'

/** OHIF fetches and decodes the rest of the study after its first image; by then it is long done (see docs/benchmarks.md). */
const SETTLE_MS = 4000

/** OHIF in its local mode: files are listed as a study, a click on the study and on "Basic Viewer" shows it. */
export function ohif(version: string, { origin, fetched }: Served, studyFolder: string): MeasuredApp {
  return {
    name: `OHIF ${version}`,
    url: `${origin}/local`,
    studyFolder,
    readySelector: 'input[type=file][webkitdirectory]',
    fetched,
    open,
    settle,
    showLongestSeries,
    keyToOtherSeries: 'PageUp',
    imageNumber,
  }
}

/** The reader's two clicks are made at once by the page itself; the unfolding between them is not counted. */
async function open(page: Page) {
  const firstPixelsMs = await page.evaluate(async () => {
    const row = () => document.querySelector('[data-cy^="studyRow"]')
    const viewer = () =>
      [...document.querySelectorAll('button')].find((button) => button.textContent.includes('Basic Viewer'))
    const listedAt = await bench.until(() => row() !== null)
    const { x, y, width, height } = row()!.getBoundingClientRect()
    ;(document.elementFromPoint(x + width / 2, y + height / 2) as HTMLElement).click()
    const clickedAt = await bench.until(() => viewer() !== undefined)
    viewer()!.click()
    const paintedAt = await bench.until(() => bench.painted())
    return listedAt - bench.filesAt! + (paintedAt - clickedAt)
  })
  return { firstPixelsMs }
}

async function settle(page: Page) {
  await page.waitForTimeout(SETTLE_MS)
  return NO_ANALYSIS
}

async function showLongestSeries(page: Page) {
  const thumbnails = page.locator('[data-cy^="study-browser-thumbnail"]')
  const counts = await thumbnails.evaluateAll((each) =>
    each.map((thumbnail) => Number(/(\d+)\s*$/.exec((thumbnail as HTMLElement).innerText)?.[1] ?? 0)),
  )
  const banner = page.locator('[data-cy="confirm-and-hide-button"]') // it lies over the image
  if (await banner.isVisible()) await banner.click()
  await thumbnails.nth(counts.indexOf(Math.max(...counts))).dblclick()
  const counter = page.locator('[data-cy="viewport-overlay-bottom-right"]')
  await counter.filter({ hasText: `/${Math.max(...counts)})` }).waitFor()
  const pane = await page.locator('canvas.cornerstone-canvas').first().boundingBox()
  return pointAtMiddle(page, pane!)
}

/** The counter in the corner reads "I:14 (3/60)". */
async function imageNumber(page: Page) {
  const text = await page.locator('[data-cy="viewport-overlay-bottom-right"]').innerText()
  const number = /\((\d+)\/\d+\)/.exec(text)?.[1]
  if (!number) throw new Error(`bench.odd-page: OHIF's image counter reads "${text}"`)
  return Number(number)
}

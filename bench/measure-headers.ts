import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { bundleForPage } from './bundle-for-page.ts'
import { figure } from './figure.ts'
import type { Figure } from './figure.ts'
import { inFreshPage } from './measure-visit.ts'
import type { Peers } from './peers/install-peers.ts'

/** The first round meets cold code; the median of this many is that of a large folder. */
const ROUNDS = 40
const ORIGIN = 'http://headers.bench.test'

/** Files per second whose headers were read, the same bytes in the memory of the same page, readers taking turns. */
export async function measureHeaders(
  browser: Browser,
  { libraries: { folder, versions } }: Peers,
  studyFolder: string,
  files: number,
): Promise<Figure[]> {
  const script = await bundleForPage(
    join(import.meta.dirname, 'header-readers.ts'),
    folder,
    Object.keys(versions),
  )
  const times = await inFreshPage(browser, async (page) => {
    await servePage(page, script)
    await page.locator('input').setInputFiles(studyFolder)
    return page
      .locator('input')
      .evaluate((input, rounds) => benchHeaders((input as HTMLInputElement).files!, rounds), ROUNDS)
  })
  const rates = (name: string) => times[name]!.map((ms) => (1000 * files) / ms)
  const measured = Object.entries(versions).filter(([name]) => name in times)
  return measured.map(([name, version]) =>
    figure('headers read', 'files/s', rates('ours'), `${name} ${version}`, rates(name)),
  )
}

/** A page of its own origin with one input and the script. dwv asks for the address of its script when it starts. */
async function servePage(page: Page, script: string): Promise<void> {
  const html =
    '<!doctype html><input type="file" webkitdirectory /><script type="module" src="/headers.js"></script>'
  await page.route(`${ORIGIN}/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: html }),
  )
  const failed = page.waitForEvent('pageerror', { timeout: 0 }).then((error) => Promise.reject(error))
  await Promise.race([page.goto(ORIGIN), failed])
}

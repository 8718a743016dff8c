import type { Browser, Page } from 'playwright'
import type { MeasuredApp } from './measured-app.ts'
import { handOver, inFreshPage, load } from './measure-visit.ts'

/** What the main thread did to a reader who scrolls as soon as there is an image, while the rest is still at work. */
export type Busy = { readonly longestTaskMs: number; readonly longTasks: number }

/** The browser reports tasks from this length on; a shorter one is none. */
export const LONG_TASK_MS = 50
const STEP_MS = 50

export async function scrollWhileBusy(browser: Browser, app: MeasuredApp): Promise<Busy> {
  return inFreshPage(browser, async (page) => {
    await load(app, page)
    await handOver(app, page)
    const began = await page.evaluate(() => performance.now())
    await scrollUntil(page, app.settle(page))
    const tasks = await page.evaluate(
      (since) => bench.longTasks.filter(({ start }) => start >= since).map(({ ms }) => ms),
      began,
    )
    return { longestTaskMs: Math.max(0, ...tasks), longTasks: tasks.length }
  })
}

/** Up and down through the images under the pointer, until the work is done. */
async function scrollUntil(page: Page, done: Promise<unknown>): Promise<void> {
  const canvas = (await page.locator('canvas').first().boundingBox())!
  await page.mouse.move(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2)
  const ended = done.then(() => 'ended' as const)
  for (let step = 0; ; step++) {
    await page.mouse.wheel(0, step % 20 < 10 ? 100 : -100)
    const next = await Promise.race([ended, page.waitForTimeout(STEP_MS)])
    if (next === 'ended') return
  }
}

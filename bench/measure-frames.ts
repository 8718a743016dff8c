import type { Page } from 'playwright'
import type { MeasuredApp } from './measured-app.ts'

const STEPS = 60
/** No input comes faster than the display shows: two wheel events in one frame would be one step. */
const FRAME_MS = 1000 / 60
const SHOWN_MS = 120_000
const SINGLE_TURNS = 15

/** How a hand's movement looked on screen. */
export type Smoothness = {
  readonly framesPerSecond: number
  /** 19 of 20 frames took no longer. */
  readonly p95FrameMs: number
  readonly worstFrameMs: number
}

export type Scroll = Smoothness & { readonly imagesPerSecond: number }

/** Turns the wheel through the longest series, a step a frame, from its first image to its last. */
export async function scrollSeries(app: MeasuredApp, page: Page): Promise<Scroll> {
  await app.showLongestSeries(page)
  await page.keyboard.press('Home')
  await waitForImage(app, page, (image) => image === 1)
  await page.waitForTimeout(500)
  const began = performance.now()
  const smoothness = await watchFrames(page, () => paced(STEPS - 1, () => page.mouse.wheel(0, 100)))
  const seconds = (performance.now() - began) / 1000
  await page.waitForTimeout(500)
  return { ...smoothness, imagesPerSecond: ((await app.imageNumber(page)) - 1) / seconds }
}

/** Drags window and level, a step a frame. */
export async function dragWindow(app: MeasuredApp, page: Page): Promise<Smoothness> {
  const { x, y } = await app.showLongestSeries(page)
  const picture = () => page.evaluate(([x, y]) => bench.picture(x, y), [x, y] as const)
  const before = await picture()
  await page.mouse.down()
  const smoothness = await watchFrames(page, () =>
    paced(STEPS, (step) => page.mouse.move(x + step, y - step / 2)),
  )
  await page.mouse.up()
  await page.waitForTimeout(300)
  if ((await picture()) === before) {
    throw new Error(`bench.no-window: dragging in ${app.name} left the image as it was`)
  }
  return smoothness
}

/** Frames from a turn of the wheel until another picture stands on the canvas: 1 is the frame that follows the event. The median of many single turns. */
export async function inputToPhoton(app: MeasuredApp, page: Page): Promise<number> {
  const { x, y } = await app.showLongestSeries(page)
  await page.keyboard.press('Home')
  await waitForImage(app, page, (image) => image === 1)
  return medianFrames(app, page, 'wheel', [x, y], () => page.mouse.wheel(0, 100))
}

/** Frames from the key that brings the series before or after into the pane until it stands there. */
export async function changeSeries(app: MeasuredApp, page: Page): Promise<number> {
  const { x, y } = await app.showLongestSeries(page)
  let toOther = app.keyToOtherSeries!
  return medianFrames(app, page, 'keydown', [x, y], async () => {
    await page.keyboard.press(toOther)
    toOther = toOther === 'PageUp' ? 'PageDown' : 'PageUp'
  })
}

/** The median frames from an input to another picture at a place, counted in the page. */
async function medianFrames(
  app: MeasuredApp,
  page: Page,
  kind: 'wheel' | 'keydown',
  [x, y]: readonly [number, number],
  act: () => Promise<void>,
): Promise<number> {
  const frames: number[] = []
  for (let turn = 0; turn < SINGLE_TURNS; turn++) {
    // In two steps: input takes another way into the page than a script, and could overtake it.
    await page.evaluate(([kind, x, y]) => bench.expectPicture(kind, x, y), [kind, x, y] as const)
    await act()
    frames.push(
      await inTime(
        app,
        kind,
        page.evaluate(() => bench.framesToPicture!),
      ),
    )
    await page.waitForTimeout(100)
  }
  return frames.toSorted((a, b) => a - b)[SINGLE_TURNS >> 1]!
}

/** Scrolls panes of the longest series together, all on the screen. */
export async function scrollPanes(app: MeasuredApp, page: Page): Promise<Smoothness> {
  await app.showThreePanes!(page)
  await page.keyboard.press('Home')
  await waitForImage(app, page, (image) => image === 1)
  await page.waitForTimeout(500)
  const smoothness = await watchFrames(page, () => paced(STEPS - 1, () => page.mouse.wheel(0, 100)))
  await page.waitForTimeout(500)
  if ((await app.imageNumber(page)) === 1)
    throw new Error(`bench.no-scroll: ${app.name} did not scroll its panes`)
  return smoothness
}

/** What does not change within ten seconds does not change. */
async function inTime<T>(app: MeasuredApp, what: string, changing: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => {
      reject(new Error(`bench.no-change: ${what} left the image of ${app.name} as it was`))
    }, 10_000).unref()
  })
  return Promise.race([changing, late])
}

async function watchFrames(page: Page, act: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(() => bench.startFrames())
  await act()
  const frames = await page.evaluate(() => bench.stopFrames())
  const total = frames.reduce((sum, ms) => sum + ms, 0)
  const sorted = frames.toSorted((a, b) => a - b)
  return {
    framesPerSecond: (1000 * frames.length) / total,
    p95FrameMs: sorted[Math.ceil(0.95 * sorted.length) - 1]!,
    worstFrameMs: sorted.at(-1)!,
  }
}

async function paced(steps: number, act: (step: number) => Promise<void>): Promise<void> {
  for (let step = 1; step <= steps; step++) {
    const began = performance.now()
    await act(step)
    const left = FRAME_MS - (performance.now() - began)
    if (left > 0) await new Promise((later) => setTimeout(later, left))
  }
}

async function waitForImage(app: MeasuredApp, page: Page, wanted: (image: number) => boolean): Promise<void> {
  for (const end = performance.now() + SHOWN_MS; performance.now() < end;) {
    if (wanted(await app.imageNumber(page))) return
    await page.waitForTimeout(20)
  }
  throw new Error(`bench.no-scroll: ${app.name} did not go to the image asked for`)
}

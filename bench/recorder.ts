import type { Page } from 'playwright'

/** What stands in every measured page from before its first script. Times are performance.now(), from the navigation's start. */
type Recorder = {
  /** When files were last handed to an input, before the page heard of it. */
  filesAt: number | undefined
  /** When the selector that tells readiness first matched. */
  readonly readyAt: Promise<number>
  /** Tasks of the main thread over 50 ms, as the browser reports them. */
  readonly longTasks: { readonly start: number; readonly ms: number }[]
  /** The time of the first frame in which the check holds. */
  until(check: () => boolean): Promise<number>
  /** Some large canvas shows more than darkness. */
  painted(): boolean
  /** The grey levels of the canvas at a place, coarsely: two that differ are two pictures. */
  picture(x: number, y: number): string
  /** Begins to wait for the next input of this kind. Input sent before this has returned may come first. */
  expectPicture(after: 'wheel' | 'keydown', x: number, y: number): void
  /** Frames from that input until the picture at the place is another one. */
  framesToPicture: Promise<number> | undefined
  /** Starts noting the time of each frame. */
  startFrames(): void
  /** Milliseconds between the frames since then. */
  stopFrames(): number[]
}

declare global {
  var bench: Recorder
}

/** Puts the recorder into a page. `readySelector` matches once the page accepts files. */
export async function installRecorder(page: Page, readySelector: string): Promise<void> {
  await page.addInitScript('globalThis.__name = (value) => value') // tsx names functions with it; the page has none
  await page.addInitScript(recorder, readySelector)
}

/** Runs in the page, so it can see nothing outside itself. */
function recorder(readySelector: string): void {
  /** A viewport, and not a thumbnail, in CSS pixels. */
  const LARGE = 200
  /** Of 255; page backgrounds and cleared canvases are darker. */
  const BRIGHT = 60
  const SAMPLES = 24

  const longTasks: { start: number; ms: number }[] = []
  let frames: number[] | undefined

  const until = (check: () => boolean) =>
    new Promise<number>((resolve) => {
      const look = () => {
        if (check()) resolve(performance.now())
        else requestAnimationFrame(look)
      }
      look()
    })

  const largeCanvases = () =>
    [...document.querySelectorAll('canvas')].filter(
      ({ clientWidth, clientHeight, width }) => Math.min(clientWidth, clientHeight) >= LARGE && width > 0,
    )

  const small = new OffscreenCanvas(SAMPLES, SAMPLES).getContext('2d', { willReadFrequently: true })!
  const greys = (canvas: HTMLCanvasElement): Uint8ClampedArray => {
    small.drawImage(canvas, 0, 0, SAMPLES, SAMPLES)
    return small.getImageData(0, 0, SAMPLES, SAMPLES).data.filter((_, index) => index % 4 === 1)
  }

  const isAt = (canvas: HTMLCanvasElement, x: number, y: number) => {
    const { left, right, top, bottom } = canvas.getBoundingClientRect()
    return left <= x && x < right && top <= y && y < bottom
  }

  globalThis.bench = {
    filesAt: undefined,
    readyAt: until(() => document.querySelector(readySelector) !== null),
    longTasks,
    until,
    painted: () => largeCanvases().some((canvas) => greys(canvas).some((grey) => grey > BRIGHT)),
    picture: (x, y) =>
      largeCanvases()
        .filter((canvas) => isAt(canvas, x, y))
        .map((canvas) => greys(canvas).join(' '))
        .join(),
    framesToPicture: undefined,
    expectPicture(after, x, y) {
      const before = globalThis.bench.picture(x, y)
      globalThis.bench.framesToPicture = new Promise((resolve) => {
        const onInput = () => {
          let frames = 0
          const look = () => {
            frames += 1
            // The page's own drawing of this frame comes before or after us: what is seen here is on the screen at the latest with this frame.
            if (globalThis.bench.picture(x, y) !== before) resolve(frames)
            else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        }
        addEventListener(after, onInput, { capture: true, once: true, passive: true })
      })
    },
    startFrames() {
      const mine: number[] = []
      frames = mine
      const note = (now: number) => {
        mine.push(now)
        if (frames === mine) requestAnimationFrame(note)
      }
      requestAnimationFrame(note)
    },
    stopFrames() {
      const noted = frames ?? []
      frames = undefined
      return noted.slice(1).map((now, index) => now - noted[index]!)
    },
  }
  document.addEventListener('change', () => (globalThis.bench.filesAt = performance.now()), { capture: true })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      longTasks.push({ start: startTime, ms: duration })
  }).observe({ type: 'longtask' })
}

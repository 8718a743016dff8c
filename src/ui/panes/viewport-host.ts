import { Cancelled } from '../../domain/cancel.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import type { ImagePixels, StudyImage } from '../../domain/study.ts'
import { imagesAround } from '../../viewer/pixel-cache.ts'
import type { PixelCache } from '../../viewer/pixel-cache.ts'
import { OPENING_LOOK } from '../../viewer/view.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import { imageIn, sourceIn } from './panes-store.ts'
import type { Panes } from './panes-store.ts'

/** Images fetched ahead on either side of the one on screen. */
const REACH = 6

/** Brings the image that a pane is asked to show onto its viewport; when the reader scrolls faster than images come, the last one asked for. */
export function followPane(
  slot: number,
  panes: Panes,
  pixels: PixelCache,
  viewport: Viewport,
  onFailure: (diagnostic: Diagnostic | undefined) => void,
): () => void {
  let abort: AbortController | undefined
  let wanted: StudyImage | undefined
  let lastIndex = 0
  /** The series whose image is on the viewport, and the one that it was asked to show last. */
  let shownKey: string | undefined
  let wantedKey: string | undefined

  /** A series that comes anew looks as it did when it was last seen, and nothing like the one before it. */
  function show(image: StudyImage, read: ImagePixels): void {
    const isSame = shownKey === wantedKey
    if (!isSame) rememberLook()
    shownKey = wantedKey
    const look = wantedKey === undefined ? undefined : panes.looks.get(wantedKey)
    viewport.show(image, read, isSame ? undefined : (look ?? OPENING_LOOK))
  }

  function rememberLook(): void {
    const { window, inverted, view, fitted } = viewport.getState()
    if (shownKey !== undefined) panes.looks.set(shownKey, { window, inverted, view, fitted })
  }

  function follow(): void {
    const state = panes.store.getState()
    const image = imageIn(state, slot)
    if (image === wanted) return
    wanted = image
    wantedKey = state.slots[slot]?.sourceKey
    abort?.abort()
    abort = undefined
    if (image === undefined) {
      viewport.clear()
      return
    }
    const here = pixels.peek(image.id)
    if (here) {
      show(image, here)
      onFailure(undefined)
    } else {
      void fetchAndShow(image)
    }
    const { index = 0 } = state.slots[slot] ?? {}
    const ids = sourceIn(state, slot)?.images.map(({ id }) => id) ?? []
    if (panes.store.getState().active === slot || here) {
      pixels.prefetch(imagesAround(ids, index, REACH, index >= lastIndex ? 1 : -1))
    }
    lastIndex = index
  }

  async function fetchAndShow(image: StudyImage): Promise<void> {
    const controller = new AbortController()
    abort = controller
    try {
      const result = await pixels.get(controller.signal, image.id)
      if (wanted !== image) return
      if (result.ok) show(image, result.value)
      else viewport.clear()
      onFailure(result.ok ? undefined : result.diagnostic)
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error
      // Cancelled, but not by us: a worker that hung was ended. Asked again, it gives the image or says why it has none.
      if (!controller.signal.aborted) await fetchAndShow(image)
    }
  }

  follow()
  const unsubscribe = panes.store.subscribe(follow)
  return () => {
    unsubscribe()
    rememberLook()
    abort?.abort()
  }
}

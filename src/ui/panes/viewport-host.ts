import type { Diagnostic } from '../../domain/diagnostic.ts'
import type { ImagePixels, StudyImage } from '../../domain/study.ts'
import { imagesAround } from '../../viewer/pixel-cache.ts'
import type { PixelCache } from '../../viewer/pixel-cache.ts'
import { OPENING_LOOK } from '../../viewer/view.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import { imageIn, sourceIn } from './panes-store.ts'
import type { Panes } from './panes-store.ts'
import { readImage } from './read-image.ts'

/** Images fetched ahead on either side of the one on screen. */
const REACH = 6

type PaneListener = {
  /** Why the image that the pane is asked to show is not there; undefined while it is read, and once it is shown. */
  readonly onFailure: (diagnostic: Diagnostic | undefined) => void
  readonly onBug: (error: unknown) => void
}

/**
 * Brings the image that a pane is asked to show onto its viewport. From the moment that another image is asked for until its
 * pixels are here, and for good when they cannot be read, the viewport is empty: the pane already bears the new image's name,
 * and no other picture may stand under it.
 */
export function followPane(
  slot: number,
  panes: Panes,
  pixels: PixelCache,
  viewport: Viewport,
  { onFailure, onBug }: PaneListener,
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
    onFailure(undefined)
    const here = image && pixels.peek(image.id)
    if (image && here) {
      show(image, here)
    } else {
      viewport.clear()
      if (image) void readAndShow(image)
    }
    if (image === undefined) return
    const { index = 0 } = state.slots[slot] ?? {}
    const ids = sourceIn(state, slot)?.images.map(({ id }) => id) ?? []
    if (panes.store.getState().active === slot || here) {
      pixels.prefetch(imagesAround(ids, index, REACH, index >= lastIndex ? 1 : -1))
    }
    lastIndex = index
  }

  async function readAndShow(image: StudyImage): Promise<void> {
    abort = new AbortController()
    const result = await readImage(abort.signal, pixels, image, onBug)
    if (result === undefined) return
    if (result.ok) show(image, result.value)
    else onFailure(result.diagnostic)
  }

  follow()
  const unsubscribe = panes.store.subscribe(follow)
  return () => {
    unsubscribe()
    rememberLook()
    abort?.abort()
  }
}

import type { ImagePoint } from '../domain/geometry.ts'
import type { GreyWindow } from '../domain/grey-window.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { ImagePixels, StudyImage } from '../domain/study.ts'
import { createRenderer } from './cornerstone-renderer.ts'
import type { CanvasPoint } from './matrix.ts'
import {
  centreView,
  fitView,
  flipView,
  OPENING_LOOK,
  panView,
  rotateView,
  UNTURNED,
  viewTransform,
  zoomView,
} from './view.ts'
import type { CanvasSize, Look, View, ViewTransform } from './view.ts'
import { openingWindow } from './window-presets.ts'

/** What a viewport shows, as one immutable value: it is another object after every change, for `useSyncExternalStore`. */
type ViewportState = {
  readonly image: StudyImage | undefined
  readonly pixels: ImagePixels | undefined
  readonly view: View
  /** Whether the view is the one that `fit` gives, and follows the size of the viewport. */
  readonly fitted: boolean
  /** Undefined until the first image is shown. */
  readonly window: GreyWindow | undefined
  readonly inverted: boolean
  readonly smooth: boolean
  /** CSS pixels. */
  readonly size: CanvasSize
  /** Undefined while there is no image, or no room for one. The same object as long as the image lies the same. */
  readonly transform: ViewTransform | undefined
  /** The image whose pixels are on the canvas now. */
  readonly drawnImageId: string | undefined
}

/**
 * One image on the screen. Changes are seen at once in `getState`; drawing and the call of listeners wait for the next
 * animation frame, so that any number of changes costs one drawing, and SVG drawn by a listener lands in the same frame.
 */
export type Viewport = {
  readonly getState: () => ViewportState
  readonly subscribe: (listener: () => void) => () => void
  /**
   * Keeps window, zoom, pan and turns when an image of the same size in mm follows; else fits it.
   * A viewport without a window takes the one that the image opens with. With a `look` nothing of what was shown before is kept.
   */
  readonly show: (image: StudyImage, pixels: ImagePixels, look?: Look) => void
  /** Takes the image away, and with it the hold on its pixels. Window, zoom, pan and turns stay for the next image. */
  readonly clear: () => void
  /** `undefined` asks for the window that the image opens with. */
  readonly setWindow: (window: GreyWindow | undefined) => void
  readonly setInverted: (inverted: boolean) => void
  /** False shows pixels as squares. */
  readonly setSmooth: (smooth: boolean) => void
  /** A view made elsewhere: a linked pane's, a saved one, a lens's. */
  readonly setView: (view: View) => void
  /** CSS pixels. */
  readonly pan: (by: CanvasPoint) => void
  /** What lies under `about` (the middle by default) stays there. */
  readonly zoom: (factor: number, about?: CanvasPoint) => void
  /** Mirrors what is on the screen. */
  readonly flip: (axis: 'horizontal' | 'vertical') => void
  /** Degrees clockwise. */
  readonly rotate: (degrees: number) => void
  /** Brings an image point to the middle. */
  readonly centreOn: (point: ImagePoint) => void
  /** The whole image as large as it goes, turned as it is. */
  readonly fit: () => void
  /** As it opened: whole, unturned, not inverted, in its first window. */
  readonly reset: () => void
  /** Takes the canvas off the page. The viewport is dead afterwards. */
  readonly destroy: () => void
}

export type ViewportOptions = { readonly window?: GreyWindow; readonly inverted?: boolean }

const EMPTY: ViewportState = {
  image: undefined,
  pixels: undefined,
  view: UNTURNED,
  fitted: true,
  window: undefined,
  inverted: false,
  smooth: true,
  size: { width: 0, height: 0 },
  transform: undefined,
  drawnImageId: undefined,
}

const MIN_WINDOW_WIDTH = 1e-6

/** Puts a canvas into `element`, which it fills, whatever the element's size becomes. Loads Cornerstone: import this file lazily. */
export function createViewport(element: HTMLElement, options: ViewportOptions = {}): Viewport {
  const canvas = element.ownerDocument.createElement('canvas')
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;display:block'
  element.prepend(canvas)
  const renderer = createRenderer(canvas)
  const listeners = new Set<() => void>()
  let state: ViewportState = { ...EMPTY, window: options.window, inverted: options.inverted ?? false }
  let pixelRatio = 1
  let frameRequest: number | undefined
  /** Kept while the viewport is empty between two images, so that zoom and pan outlast it. */
  let lastGeometry: ImageGeometry | undefined

  const update = (change: Partial<ViewportState>): void => {
    state = settle({ ...state, ...change }, state.transform)
    frameRequest ??= requestAnimationFrame(drawFrame)
  }

  const drawFrame = (): void => {
    frameRequest = undefined
    const { image, pixels, view, window, inverted, smooth, transform } = state
    const isComplete = image && pixels && window && transform
    state = { ...state, drawnImageId: undefined }
    try {
      if (isComplete) renderer.draw({ image, pixels, view, window, inverted, smooth, pixelRatio })
      if (isComplete) state = { ...state, drawnImageId: image.id }
    } finally {
      // An opaque canvas is black when its size is set. A drawing that failed must not leave the picture before it.
      if (state.drawnImageId === undefined) canvas.width = canvas.width
      for (const listener of [...listeners]) listener()
    }
  }

  /** A resized canvas is blank: it is drawn before the page is painted, not a frame later. */
  const drawFrameNow = (): void => {
    if (frameRequest !== undefined) cancelAnimationFrame(frameRequest)
    drawFrame()
  }

  const stopWatching = watchSize(canvas, ({ size, ratio, deviceSize }) => {
    canvas.width = deviceSize.width
    canvas.height = deviceSize.height
    pixelRatio = ratio
    update({ size })
    drawFrameNow()
  })

  const changeView = (change: (view: View) => View): void =>
    update({ view: change(state.view), fitted: false })

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show: (image, pixels, look) => {
      const fitted = state.fitted || !hasSameExtent(lastGeometry, image.geometry)
      lastGeometry = image.geometry
      const kept = look ?? { window: state.window, fitted }
      update({ image, pixels, ...kept, window: kept.window ?? openingWindow(image, pixels) })
    },
    clear: () => update({ image: undefined, pixels: undefined }),
    setWindow: (window) => update({ window: window && limitWindow(window) }),
    setInverted: (inverted) => update({ inverted }),
    setSmooth: (smooth) => update({ smooth }),
    setView: (view) => changeView(() => view),
    pan: (by) => changeView((view) => panView(view, by)),
    zoom: (factor, about) => {
      const { size } = state
      changeView((view) => zoomView(view, factor, about ?? [size.width / 2, size.height / 2], size))
    },
    flip: (axis) => update({ view: flipView(state.view, axis) }),
    rotate: (degrees) => update({ view: rotateView(state.view, degrees) }),
    centreOn: (point) => {
      const { image } = state
      if (image) changeView((view) => centreView(view, image.geometry, point))
    },
    fit: () => update({ fitted: true }),
    reset: () => update(OPENING_LOOK),
    destroy: () => {
      if (frameRequest !== undefined) cancelAnimationFrame(frameRequest)
      stopWatching()
      listeners.clear()
      canvas.width = canvas.height = 0
      canvas.remove()
    },
  }
}

/**
 * Fills in what follows from the rest: the fitted view, the opening window, the transform. A transform that did not change
 * stays the same object, so that a window drag or a scroll redraws no overlay that depends on it alone.
 */
function settle(state: ViewportState, before: ViewTransform | undefined): ViewportState {
  const { image, pixels, size, fitted } = state
  const hasRoom = size.width > 0 && size.height > 0
  if (!image || !pixels || !hasRoom) return { ...state, transform: undefined }
  const view = fitted ? fitView(state.view, image.geometry, size) : state.view
  const window = state.window ?? openingWindow(image, pixels)
  const now = viewTransform(view, image.geometry, size)
  const transform = before && before.matrix.every((value, i) => value === now.matrix[i]) ? before : now
  return { ...state, view, window, transform }
}

function hasSameExtent(g: ImageGeometry | undefined, h: ImageGeometry): boolean {
  if (!g) return false
  const differs = (x: number, y: number): boolean => Math.abs(x - y) > 0.01 * y
  return !(
    differs(g.columns * g.columnSpacingMm, h.columns * h.columnSpacingMm) ||
    differs(g.rows * g.rowSpacingMm, h.rows * h.rowSpacingMm)
  )
}

function limitWindow(window: GreyWindow): GreyWindow {
  return { ...window, width: Math.max(window.width, MIN_WINDOW_WIDTH) }
}

type CanvasResize = {
  readonly size: CanvasSize
  readonly deviceSize: CanvasSize
  /** Device pixels per CSS pixel. */
  readonly ratio: number
}

/** Reports the canvas's size at once and after each change, zoom and change of screen included. */
function watchSize(canvas: HTMLCanvasElement, onResize: (resize: CanvasResize) => void): () => void {
  const observer = new ResizeObserver((entries) => {
    const entry = entries.at(-1)
    if (!entry) return
    const { width, height } = entry.contentRect
    const ratio = window.devicePixelRatio * ((canvas as { currentCSSZoom?: number }).currentCSSZoom ?? 1)
    const rounded = { width: Math.round(width * ratio), height: Math.round(height * ratio) }
    // The exact count of device pixels, where the browser tells: at 125 % a rounded product blurs the image. A browser that
    // only pretends to another screen tells that of the real one.
    const box = (entry as { devicePixelContentBoxSize?: readonly ResizeObserverSize[] })
      .devicePixelContentBoxSize?.[0]
    const isExact = box !== undefined && Math.abs(box.inlineSize - rounded.width) <= 1
    const deviceSize = isExact ? { width: box.inlineSize, height: box.blockSize } : rounded
    onResize({ size: { width, height }, deviceSize, ratio: width > 0 ? deviceSize.width / width : ratio })
  })
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' })
  } catch {
    observer.observe(canvas) // Safari knows only the content box
  }
  return () => observer.disconnect()
}

// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- an ambient declaration of an untyped package cannot be imported
/// <reference path="./cornerstone-core.d.ts" />
import { renderGrayscaleImage } from 'cornerstone-core'
import type { EnabledElement, Image, Viewport } from 'cornerstone-core'
import type { GreyWindow } from '../domain/grey-window.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { ImagePixels, StudyImage } from '../domain/study.ts'
import { displayValues } from './display-values.ts'
import { fillGreyTable, greyTableLength } from './grey-levels.ts'
import type { View } from './view.ts'

/** All that one drawing needs. */
export type Frame = {
  readonly image: StudyImage
  readonly pixels: ImagePixels
  readonly view: View
  readonly window: GreyWindow
  /** As asked for by the reader, on top of MONOCHROME1. */
  readonly inverted: boolean
  /** False shows the pixels as squares. */
  readonly smooth: boolean
  /** Canvas pixels per CSS pixel. */
  readonly pixelRatio: number
}

export type Renderer = { draw(frame: Frame): void }

/**
 * Bilinear sampling ('low') misses pixels only below half size; mipmaps ('medium') then take its place. They cost
 * about 3 ms for 768 x 768 in software, each time that the window moves.
 */
const HALF_SIZE = 0.5

/**
 * Draws with Cornerstone's own renderer, but without its enabled elements: those poll in an endless animation loop for each
 * pane, ignore devicePixelRatio and keep the canvas's context apart from the page's frames (docs/decisions/0050).
 */
export function createRenderer(canvas: HTMLCanvasElement): Renderer {
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('this browser gives no 2d canvas')
  let pixels: ImagePixels | undefined
  let element: EnabledElement | undefined
  let table = new Uint8ClampedArray(0)

  const draw = (frame: Frame): void => {
    const viewport = cornerstoneViewport(frame, frame.image.geometry)
    if (!element || frame.pixels !== pixels || frame.image.id !== element.image.imageId) {
      const renderingTools = element?.renderingTools ?? {}
      delete renderingTools.lastRenderedImageId
      element = { canvas, image: cornerstoneImage(frame), viewport, options: {}, renderingTools }
      pixels = frame.pixels
    }
    element.viewport = viewport
    table = lookUpTable(element.image, frame, viewport, table)
    context.imageSmoothingQuality = viewport.scale < HALF_SIZE ? 'medium' : 'low'
    renderGrayscaleImage(element, false)
  }
  return { draw }
}

/** Cornerstone's image over the very pixels that were handed in. */
function cornerstoneImage({ image, pixels }: Frame): Image {
  const values = displayValues(pixels)
  return {
    imageId: image.id,
    minPixelValue: values.least,
    maxPixelValue: values.greatest,
    slope: values.slope,
    intercept: values.intercept,
    getPixelData: () => values.data,
    width: values.columns,
    height: values.rows,
    columns: values.columns,
    rows: values.rows,
    color: false,
    columnPixelSpacing: image.geometry.columnSpacingMm,
    rowPixelSpacing: image.geometry.rowSpacingMm,
    sizeInBytes: values.data.byteLength,
    stats: {},
  }
}

/** Cornerstone's viewport for the same picture as `viewTransform`: its scale is per narrower pixel, its pan in image units. */
export function cornerstoneViewport(
  frame: Pick<Frame, 'view' | 'window' | 'inverted' | 'smooth' | 'pixelRatio' | 'image'>,
  geometry: ImageGeometry,
): Viewport {
  const { view, window, pixelRatio } = frame
  const perMm = view.scale * pixelRatio
  const radians = (view.rotation * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const [panX, panY] = [view.pan[0] * pixelRatio, view.pan[1] * pixelRatio]
  const alongColumns = (cos * panX + sin * panY) / (perMm * geometry.columnSpacingMm)
  const alongRows = (cos * panY - sin * panX) / (perMm * geometry.rowSpacingMm)
  return {
    scale: perMm * Math.min(geometry.columnSpacingMm, geometry.rowSpacingMm),
    translation: { x: cos * alongColumns - sin * alongRows, y: sin * alongColumns + cos * alongRows },
    voi: { windowCenter: window.center, windowWidth: window.width },
    invert: frame.inverted !== frame.image.inverted,
    pixelReplication: !frame.smooth,
    rotation: view.rotation,
    hflip: view.flipped,
    vflip: false,
  }
}

/** Puts our grey table where Cornerstone looks for a finished one, and reuses its memory from frame to frame. */
function lookUpTable(
  image: Image,
  frame: Frame,
  { voi, invert }: Viewport,
  previous: Uint8ClampedArray<ArrayBuffer>,
): Uint8ClampedArray<ArrayBuffer> {
  const made = image.cachedLut
  const fits =
    made?.windowCenter === voi.windowCenter && made.windowWidth === voi.windowWidth && made.invert === invert
  if (fits) return previous
  const values = displayValues(frame.pixels)
  const size = greyTableLength(values)
  const table = previous.length === size ? previous : new Uint8ClampedArray(size)
  fillGreyTable(table, values, frame.window, invert)
  image.cachedLut = { lutArray: table, ...voi, invert }
  return table
}

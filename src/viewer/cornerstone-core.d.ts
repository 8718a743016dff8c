/** The part of cornerstone-core 2.6.1 that this room uses; the package has no types of its own. */
declare module 'cornerstone-core' {
  export type Image = {
    imageId: string
    minPixelValue: number
    maxPixelValue: number
    slope: number
    intercept: number
    getPixelData(): ArrayLike<number>
    width: number
    height: number
    columns: number
    rows: number
    color: false
    columnPixelSpacing: number
    rowPixelSpacing: number
    sizeInBytes: number
    cachedLut?: {
      lutArray: Uint8ClampedArray
      windowCenter: number
      windowWidth: number
      invert: boolean
    }
    stats?: object
  }
  export type Viewport = {
    scale: number
    translation: { x: number; y: number }
    voi: { windowCenter: number; windowWidth: number }
    invert: boolean
    pixelReplication: boolean
    rotation: number
    hflip: boolean
    vflip: boolean
  }
  export type EnabledElement = {
    canvas: HTMLCanvasElement
    image: Image
    viewport: Viewport
    options: object
    renderingTools: { lastRenderedImageId?: string | undefined }
  }
  export function renderGrayscaleImage(element: EnabledElement, invalidated: boolean): void
  export function setToPixelCoordinateSystem(
    element: Pick<EnabledElement, 'canvas' | 'image' | 'viewport'>,
    context: Pick<CanvasRenderingContext2D, 'setTransform'>,
  ): void
}

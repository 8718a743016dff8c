import { useEffect, useRef } from 'react'
import type { ImagePixels, StudyImage } from '../../domain/study.ts'
import { openingWindow } from '../../viewer/window-presets.ts'
import { useDesk } from '../desk.ts'
import { middleIndex } from '../panes/pane-sources.ts'
import type { PaneSource } from '../panes/pane-sources.ts'
import { readImage } from '../panes/read-image.ts'

const SIDE_PX = 64

/** The middle image of a series, small. It waits until the page has nothing better to do. */
export function Thumbnail({ source }: { readonly source: PaneSource }) {
  const { pixels, session } = useDesk()
  const canvas = useRef<HTMLCanvasElement>(null)
  const image = source.images[middleIndex(source.images)]

  useEffect(() => {
    const element = canvas.current
    if (image === undefined || element === null) return
    const controller = new AbortController()
    const draw = async () => {
      const result = await readImage(controller.signal, pixels, image, session.ports.onBug)
      if (result?.ok) drawThumbnail(element, image, result.value) // a pane that shows the series says why it cannot
    }
    const timer = setTimeout(() => void draw(), 150)
    return () => {
      clearTimeout(timer)
      controller.abort()
      element.getContext('2d')?.clearRect(0, 0, element.width, element.height)
    }
  }, [pixels, image, session])

  return (
    <canvas ref={canvas} className="thumbnail" width={SIDE_PX * 2} height={SIDE_PX * 2} aria-hidden="true" />
  )
}

/** Nearest pixels in the image's opening window, its aspect kept, centred. */
function drawThumbnail(canvas: HTMLCanvasElement, image: StudyImage, pixels: ImagePixels): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const { columns, rows, data, slope, intercept } = pixels
  const { columnSpacingMm, rowSpacingMm } = image.geometry
  const mmPerPx = Math.max(columns * columnSpacingMm, rows * rowSpacingMm) / canvas.width
  const width = Math.round((columns * columnSpacingMm) / mmPerPx)
  const height = Math.round((rows * rowSpacingMm) / mmPerPx)
  const { center, width: windowWidth } = openingWindow(image, pixels)
  const small = context.createImageData(width, height)
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(rows - 1, Math.floor(((y + 0.5) * rows) / height))
    for (let x = 0; x < width; x += 1) {
      const column = Math.min(columns - 1, Math.floor(((x + 0.5) * columns) / width))
      const value = data[row * columns + column]! * slope + intercept
      const share = (value - center) / windowWidth + 0.5
      const grey = (image.inverted ? 1 - share : share) * 255
      small.data.set([grey, grey, grey, 255], (y * width + x) * 4)
    }
  }
  context.putImageData(small, (canvas.width - width) / 2, (canvas.height - height) / 2)
}

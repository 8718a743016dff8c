import { distanceToPlane } from '../domain/image-geometry.ts'
import type { ReadingQuality, Stack } from '../domain/study.ts'

/** Canal, recesses and foramina lie within this width: slices further out add nothing. */
const WIDEST_USEFUL_MM = 70

/** Differences below these are none. */
const EXTENT_STEP_MM = 8
const GAP_STEP_MM = 0.5
const PIXEL_STEP_MM = 0.05

export function qualityOf({ images }: Stack): ReadingQuality {
  const [first, last] = [images[0]!.geometry, images.at(-1)!.geometry]
  const extentMm = Math.abs(distanceToPlane(first, last.position))
  const gapMm = images.length > 1 ? extentMm / (images.length - 1) : 0
  const pixelMm = (first.columnSpacingMm + first.rowSpacingMm) / 2
  return { extentMm: round(extentMm), gapMm: round(gapMm), pixelMm: round(pixelMm) }
}

/** The better one first: wider, with slices nearer to each other, of finer pixels. */
export function compareQuality(a: ReadingQuality, b: ReadingQuality): number {
  const useful = ({ extentMm }: ReadingQuality) => steps(Math.min(extentMm, WIDEST_USEFUL_MM), EXTENT_STEP_MM)
  return (
    useful(b) - useful(a) ||
    steps(a.gapMm, GAP_STEP_MM) - steps(b.gapMm, GAP_STEP_MM) ||
    steps(a.pixelMm, PIXEL_STEP_MM) - steps(b.pixelMm, PIXEL_STEP_MM)
  )
}

function steps(value: number, step: number): number {
  return Math.round(value / step)
}

function round(mm: number): number {
  return Math.round(mm * 100) / 100
}

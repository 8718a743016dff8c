import { distance, dot } from '../domain/geometry.ts'
import type { ImagePoint, PatientPoint } from '../domain/geometry.ts'
import { imageToPatient, normalOf, patientToImage } from '../domain/image-geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { StudyImage } from '../domain/study.ts'

/** An image, where it is in its list, and how far it misses the point asked for. */
export type NearestImage = {
  readonly index: number
  readonly image: StudyImage
  /** The pixel nearest to the point, not always a whole number. */
  readonly point: ImagePoint
  /** From the patient point to `point`, mm. */
  readonly distanceMm: number
}

/** Planes within this angle of each other scroll together: axial stacks are tilted by disc, up to about 40 degrees at L5/S1. */
const LINKED_WITHIN_DEGREES = 45

/**
 * The image that comes nearest to a patient point, its edges counted: beyond them it does not go on.
 * So with one short axial stack per disc the disc's own stack wins, though another stack's plane may pass closer.
 * Give the images of all the stacks of one role together. Undefined for an empty list.
 */
export function nearestImage(images: readonly StudyImage[], point: PatientPoint): NearestImage | undefined {
  let nearest: NearestImage | undefined
  for (const [index, image] of images.entries()) {
    const onImage = clampToImage(image.geometry, patientToImage(image.geometry, point))
    const distanceMm = distance(imageToPatient(image.geometry, onImage), point)
    if (!nearest || distanceMm < nearest.distanceMm) nearest = { index, image, point: onImage, distanceMm }
  }
  return nearest
}

/**
 * The image that shows most nearly what `shown` shows, for linked scrolling: the nearest to `anchor` (by default the middle of
 * `shown`) among those whose plane is within 45 degrees. Undefined when there is none: a sagittal pane does not move an axial one.
 */
export function matchingImage(
  images: readonly StudyImage[],
  shown: ImageGeometry,
  anchor: PatientPoint = middleOf(shown),
): NearestImage | undefined {
  const alike = images.filter(({ geometry }) => areLinked(geometry, shown))
  const nearest = nearestImage(alike, anchor)
  return nearest && { ...nearest, index: images.indexOf(nearest.image) }
}

function areLinked(a: ImageGeometry, b: ImageGeometry): boolean {
  const cosine = Math.abs(dot(normalOf(a), normalOf(b)))
  return cosine >= Math.cos((LINKED_WITHIN_DEGREES * Math.PI) / 180)
}

function middleOf(image: ImageGeometry): PatientPoint {
  return imageToPatient(image, [(image.columns - 1) / 2, (image.rows - 1) / 2])
}

function clampToImage({ columns, rows }: ImageGeometry, [column, row]: ImagePoint): ImagePoint {
  return [Math.min(Math.max(column, 0), columns - 1), Math.min(Math.max(row, 0), rows - 1)]
}

import { dot } from '../../domain/geometry.ts'
import type { PatientPoint, Vector3 } from '../../domain/geometry.ts'
import { distanceToPlane, isOnImage, normalOf, patientToImage } from '../../domain/image-geometry.ts'
import type { PlacedImage } from '../view/read-slices.ts'

/** The axial image of one level with its neighbours, cranial first. */
export type AxialChoice = {
  readonly image: PlacedImage
  readonly channels: readonly [PlacedImage, PlacedImage, PlacedImage]
}

/** An image farther than this from the canal behind a disc, mm, does not show that level. */
const REACH_MM = 6
/** What a degree of tilt against the spine costs beside a millimetre of distance: 20 degrees weigh as much as 2 mm. */
const MM_PER_DEGREE = 0.1

/**
 * Of all axial images, whatever their stack, the one that passes nearest to a point of the canal and most squarely to
 * the spine there; undefined where none comes near. `caudal`: direction of the spine in the patient.
 */
export function chooseAxialImage(
  images: readonly PlacedImage[],
  point: PatientPoint,
  caudal: Vector3,
): AxialChoice | undefined {
  let best: PlacedImage | undefined
  let bestCost = Infinity
  for (const candidate of images) {
    const { geometry } = candidate.image
    const distanceMm = Math.abs(distanceToPlane(geometry, point))
    if (distanceMm > REACH_MM || !isOnImage(geometry, patientToImage(geometry, point))) continue
    const cosine = Math.min(1, Math.abs(dot(normalOf(geometry), caudal)))
    const cost = distanceMm + ((Math.acos(cosine) * 180) / Math.PI) * MM_PER_DEGREE
    if (cost >= bestCost) continue
    best = candidate
    bestCost = cost
  }
  return best && { image: best, channels: neighboursOf(best) }
}

/** The image between its neighbours of the same stack, cranial first; at the end of a stack it stands in for the missing one. */
export function neighboursOf(placed: PlacedImage): [PlacedImage, PlacedImage, PlacedImage] {
  const { stack, image, order } = placed
  const at = (index: number): PlacedImage => {
    const other = stack.images[index]
    return other ? { stack, image: other, order: index } : placed
  }
  const before = at(order - 1)
  const after = at(order + 1)
  const [first = image] = stack.images
  const last = stack.images.at(-1) ?? image
  const ascends = first.geometry.position[2] < last.geometry.position[2]
  return ascends ? [after, placed, before] : [before, placed, after]
}

import { add, cross, dot, length, normalize, scale, subtract } from '../domain/geometry.ts'
import type { ImagePoint, PatientPoint, Vector3 } from '../domain/geometry.ts'
import { imageToPatient, normalOf, patientToImage } from '../domain/image-geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'

/** Two ends, in pixels of the image that the line is drawn on. */
export type ImageLine = readonly [ImagePoint, ImagePoint]

/** Planes within 3 degrees of each other meet, if at all, in a line that says nothing. */
const LEAST_SINE = Math.sin((3 * Math.PI) / 180)

/**
 * Where `other` cuts `image`: the part of the cut that both images cover, outermost half pixels included.
 * Undefined for (nearly) parallel planes and where the images do not reach each other.
 */
export function crossLine(image: ImageGeometry, other: ImageGeometry): ImageLine | undefined {
  const cut = planeCut(image, other)
  if (!cut) return undefined
  const onImage = clipToImage(cut, image, [-Infinity, Infinity])
  const onBoth = onImage && clipToImage(cut, other, onImage)
  if (!onBoth) return undefined
  const [from, to] = onBoth.map((t) => patientToImage(image, pointAt(cut, t)))
  return [from!, to!]
}

/** A line in the patient: point + t direction, t in mm. */
type PatientLine = { readonly point: PatientPoint; readonly direction: Vector3 }

function pointAt({ point, direction }: PatientLine, t: number): PatientPoint {
  return add(point, scale(direction, t))
}

/** The line that two image planes have in common; its point is the one nearest to the first image's middle. */
function planeCut(image: ImageGeometry, other: ImageGeometry): PatientLine | undefined {
  const [n, m] = [normalOf(image), normalOf(other)]
  const along = cross(n, m)
  if (length(along) < LEAST_SINE) return undefined
  const direction = normalize(along)
  const start = middleOf(image)
  // From the middle, within the first plane and square to the cut, until the second plane is reached.
  const across = cross(direction, n)
  const distance = dot(subtract(other.position, start), m) / dot(across, m)
  return { point: add(start, scale(across, distance)), direction }
}

/** The part of the range of t where the line's foot lies on the image. */
function clipToImage(
  line: PatientLine,
  image: ImageGeometry,
  range: readonly [number, number],
): readonly [number, number] | undefined {
  const start = patientToImage(image, line.point)
  const end = patientToImage(image, pointAt(line, 1))
  let [from, to] = range
  for (const [axis, size] of [image.columns, image.rows].entries()) {
    const origin = start[axis]!
    const slope = end[axis]! - origin
    const bounds = [(-0.5 - origin) / slope, (size - 0.5 - origin) / slope]
    if (Math.abs(slope) < 1e-9) {
      if (origin < -0.5 || origin > size - 0.5) return undefined
      continue
    }
    from = Math.max(from, Math.min(...bounds))
    to = Math.min(to, Math.max(...bounds))
  }
  return from < to ? [from, to] : undefined
}

function middleOf(image: ImageGeometry): PatientPoint {
  return imageToPatient(image, [(image.columns - 1) / 2, (image.rows - 1) / 2])
}

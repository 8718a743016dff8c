import type { LocatedLevel } from '../domain/finding.ts'
import { add, dot, interpolate, scale, subtract } from '../domain/geometry.ts'
import type { BoxPx, ImagePoint, PatientPoint } from '../domain/geometry.ts'
import {
  distanceToPlane,
  imageToPatient,
  isOnImage,
  normalOf,
  patientToImage,
} from '../domain/image-geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import { LEVEL_NAMES, LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'

/** The corners of a box, clockwise from its left upper one. */
export type BoxCorners = readonly [ImagePoint, ImagePoint, ImagePoint, ImagePoint]

/** A box drawn on one sagittal image is drawn on its parallel neighbours too, not on planes tilted by more than this. */
const PARALLEL_WITHIN_DEGREES = 20

export function boxCorners([x, y, width, height]: BoxPx): BoxCorners {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
}

/**
 * The corners of a level's box on an image, carried through the patient from the image that it was found on (`found`).
 * Undefined where the planes differ too much for the box to mean the same.
 */
export function boxCornersOn(image: ImageGeometry, box: BoxPx, found: ImageGeometry): BoxCorners | undefined {
  const cosine = Math.abs(dot(normalOf(image), normalOf(found)))
  if (cosine < Math.cos((PARALLEL_WITHIN_DEGREES * Math.PI) / 180)) return undefined
  const carry = (point: ImagePoint): ImagePoint => patientToImage(image, imageToPatient(found, point))
  const [a, b, c, d] = boxCorners(box)
  return [carry(a), carry(b), carry(c), carry(d)]
}

/** A vertebra's or a disc's name and place. */
export type SpineLabel = {
  /** `L4/L5` is a disc, `L4` a vertebra. */
  readonly name: string
  readonly kind: 'disc' | 'vertebra'
  /** The disc level; for a vertebra the level below it, for S1 the level above; L1/L2 for all above it. */
  readonly level: Level
  readonly centre: PatientPoint
}

const VERTEBRA_NAMES = ['L1', 'L2', 'L3', 'L4', 'L5', 'S1'] as const

/** In disc distances above L1/L2, along the line from L2/L3: the lower thoracic spine is close to straight there. */
const ABOVE_L1_L2 = [
  { name: 'T12', kind: 'vertebra', distances: 1.5 },
  { name: 'T12/L1', kind: 'disc', distances: 1 },
] as const

/**
 * Labels of discs and vertebrae, cranial to caudal. A vertebra lies midway between its discs; L1 and S1, which have one
 * disc each, lie half a disc distance beyond it, and T12/L1 and T12 one and one and a half. A vertebra next to a missing disc
 * has no label.
 */
export function spineLabels(
  levels: readonly Pick<LocatedLevel, 'level' | 'centre'>[],
): readonly SpineLabel[] {
  const centres = LEVELS.map((level) => levels.find((located) => located.level === level)?.centre)
  const [first, second] = centres
  const labels: SpineLabel[] = ABOVE_L1_L2.flatMap(({ name, kind, distances }) =>
    first && second ? [{ name, kind, level: LEVELS[0], centre: beyond(first, second, distances) }] : [],
  )
  for (const [index, name] of VERTEBRA_NAMES.entries()) {
    const centre = vertebraCentre(centres, index)
    const level = LEVELS[Math.min(index, LEVELS.length - 1)]!
    if (centre) labels.push({ name, kind: 'vertebra', level, centre })
    const [disc, discCentre] = [LEVELS[index], centres[index]]
    if (disc && discCentre)
      labels.push({ name: LEVEL_NAMES[disc], kind: 'disc', level: disc, centre: discCentre })
  }
  return labels
}

/** A label's place on an image, and how far its centre is from the plane. Undefined beside the image. */
export function labelOn(
  image: ImageGeometry,
  label: SpineLabel,
): { readonly point: ImagePoint; readonly distanceMm: number } | undefined {
  const point = patientToImage(image, label.centre)
  if (!isOnImage(image, point)) return undefined
  return { point, distanceMm: Math.abs(distanceToPlane(image, label.centre)) }
}

/** The label whose centre is nearest to the image's plane: what an axial image shows. Undefined when all are beside the image. */
export function labelOf(image: ImageGeometry, labels: readonly SpineLabel[]): SpineLabel | undefined {
  const near = labels
    .map((label) => ({ label, place: labelOn(image, label) }))
    .filter(({ place }) => place !== undefined)
    .sort((a, b) => a.place!.distanceMm - b.place!.distanceMm)
  return near[0]?.label
}

/** The centre of vertebra `index` (0 is L1) between disc `index - 1` above and disc `index` below. */
function vertebraCentre(
  centres: readonly (PatientPoint | undefined)[],
  index: number,
): PatientPoint | undefined {
  const [above, below] = [centres[index - 1], centres[index]]
  if (above && below) return interpolate(above, below, 0.5)
  if (index === 0) return below && centres[1] && beyond(below, centres[1], 0.5)
  if (index === VERTEBRA_NAMES.length - 1) return above && centres[3] && beyond(above, centres[3], 0.5)
  return undefined
}

function beyond(outer: PatientPoint, inner: PatientPoint, distances: number): PatientPoint {
  return add(outer, scale(subtract(outer, inner), distances))
}

import { add, interpolate, subtract } from '../domain/geometry.ts'
import type { PatientPoint, Vector3 } from '../domain/geometry.ts'
import { patientToImage } from '../domain/image-geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { LocatedLevel } from '../domain/finding.ts'
import { LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import type { StudyImage } from '../domain/study.ts'
import type { StrayLevel } from './same-disc.ts'

/** A lumbar disc is about 35 mm deep and 10 mm high; its box leaves a margin. */
const BOX_MM = { depth: 44, height: 18 } as const

/** An image on which a level can be placed, and the stack that it is of. */
export type PlacingImage = { readonly image: StudyImage; readonly stackId: string }

/** A level where the reader points, with a box of a disc's usual size around it. */
export function placeLevelAt(
  level: Level,
  centre: PatientPoint,
  { image, stackId }: PlacingImage,
): LocatedLevel {
  const { geometry } = image
  const [column, row] = patientToImage(geometry, centre)
  const width = BOX_MM.depth / geometry.columnSpacingMm
  const height = BOX_MM.height / geometry.rowSpacingMm
  return {
    level,
    centre,
    imageId: image.id,
    stackId,
    boxPx: [column - width / 2, row - height / 2, width, height],
    confidence: 1,
  }
}

/** All five levels, evenly spaced from L1/L2 to L5/S1: a start, from which each is moved into place. */
export function interpolateLevels(
  l1l2: PatientPoint,
  l5s1: PatientPoint,
  on: PlacingImage,
): readonly LocatedLevel[] {
  return LEVELS.map((level, index) =>
    placeLevelAt(level, interpolate(l1l2, l5s1, index / (LEVELS.length - 1)), on),
  )
}

/** A level moved through the patient; `geometry` is that of the image that it was found on. Placed by the reader, so without doubt. */
export function moveLevel(level: LocatedLevel, by: Vector3, geometry: ImageGeometry): LocatedLevel {
  const [x, y, width, height] = level.boxPx
  const from = patientToImage(geometry, level.centre)
  const centre = add(level.centre, by)
  const to = patientToImage(geometry, centre)
  return { ...level, centre, boxPx: [x + to[0] - from[0], y + to[1] - from[1], width, height], confidence: 1 }
}

/**
 * The levels of a review on the discs that its decisions were made on: the box of the disc that bears the name here, or of any
 * other where none does, moved to that place.
 */
export function placedAgain(
  stray: readonly StrayLevel[],
  levels: readonly LocatedLevel[],
  images: readonly StudyImage[],
): Readonly<Partial<Record<Level, LocatedLevel>>> {
  return Object.fromEntries(
    stray.flatMap(({ level, place }) => {
      const model = levels.find((one) => one.level === level) ?? levels[0]
      const image = images.find(({ id }) => id === model?.imageId)
      if (model === undefined || image === undefined) return []
      return [[level, { ...moveLevel(model, subtract(place, model.centre), image.geometry), level }]]
    }),
  )
}

import type { LocatedLevel } from '../../domain/finding.ts'
import { normalize, subtract } from '../../domain/geometry.ts'
import type { BoxPx, PatientPoint, Vector3 } from '../../domain/geometry.ts'
import { imageToPatient, patientToImage } from '../../domain/image-geometry.ts'
import { isLevel, LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import { applyAffine } from '../geometry/affine.ts'
import { imageToPlane, planeToImage } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { boxAround } from '../view/evidence.ts'
import { DISC_GAPS, DISCS, spineFrames } from '../geometry/spine-curve.ts'
import type { SpineFrame } from '../geometry/spine-curve.ts'
import { maskAt } from './see-slices.ts'
import type { SeenSlice } from './see-slices.ts'

/** One level with all that the following steps need to find their way. */
export type LevelSite = {
  readonly located: LocatedLevel
  /** The slice that shows most of the canal at this level. */
  readonly slice: SeenSlice
  /** The disc's frame in that slice's plane. */
  readonly frame: SpineFrame
  /** The middle of the canal behind the disc, LPS mm. */
  readonly canal: PatientPoint
}
export type LevelSites = Readonly<Partial<Record<Level, LevelSite>>>

/** A disc of this plane: its centre and how sure the localizer (or the reader: 1) is of it. */
export type PlacedDisc = {
  readonly disc: string
  readonly point: PlanePoint
  readonly confidence: number
}

/** Where the canal lies behind a disc's centre, in spacings, until its mask says better. */
export const CANAL_BEHIND = 0.7
/** Where the mask is asked for it, in spacings. */
const CANAL_REACH = { from: 0.35, to: 1.15, step: 0.02 }
/** Half the height of the band that is read for the canal, in spacings. */
const CANAL_BAND = 0.15
/** Less canal than this, in spacings, along the line behind the disc: the mask does not show it. */
const LEAST_CANAL = 0.1
/** Size of a disc, in spacings: about 40 by 11 mm. */
const DISC_DEPTH = 1.15
const DISC_HEIGHT = 0.36

/**
 * The lumbar levels among the discs, each with the slice to read it on. `given` levels are the reader's: they keep their
 * place, image and box.
 */
export function siteLevels(
  slices: readonly SeenSlice[],
  discs: readonly PlacedDisc[],
  given: readonly LocatedLevel[] = [],
): LevelSites {
  const points = DISCS.map((name) => discs.find(({ disc }) => disc === name)?.point)
  const frames = spineFrames(points, DISC_GAPS)
  const sites: Partial<Record<Level, LevelSite>> = {}
  for (const { disc, confidence } of discs) {
    const frame = frames?.[DISCS.indexOf(disc as (typeof DISCS)[number])]
    if (!isLevel(disc) || frame === undefined) continue
    const own = given.find(({ level }) => level === disc)
    const slice = slices.find(({ image }) => image.id === own?.imageId) ?? clearestSlice(slices, frame)
    if (slice === undefined) continue
    const { geometry } = slice.image
    const toImage = planeToImage(geometry, 'sagittal')
    const located = own ?? {
      level: disc,
      centre: imageToPatient(geometry, applyAffine(toImage, frame.centre)),
      imageId: slice.image.id,
      stackId: slice.stack.id,
      boxPx: discBox(slice, frame),
      confidence,
    }
    const canal = imageToPatient(geometry, applyAffine(toImage, canalPoint(slice, frame)))
    sites[disc] = { located, slice, frame, canal }
  }
  return sites
}

/** The reader's levels as discs of the slices' common plane. */
export function placeGivenLevels(
  { image: { geometry } }: SeenSlice,
  given: readonly LocatedLevel[],
): readonly PlacedDisc[] {
  return LEVELS.flatMap((level) => {
    const located = given.find((entry) => entry.level === level)
    if (located === undefined) return []
    const point = imageToPlane(geometry, 'sagittal', patientToImage(geometry, located.centre))
    return [{ disc: level, point, confidence: located.confidence }]
  })
}

/** A point of a frame: spacings to posterior and to caudal of its centre. */
export function pointInFrame(
  { centre, caudal, spacingMm }: SpineFrame,
  posterior: number,
  down: number,
): PlanePoint {
  return [
    centre[0] + spacingMm * (posterior * caudal[1] + down * caudal[0]),
    centre[1] + spacingMm * (-posterior * caudal[0] + down * caudal[1]),
  ]
}

/** The slice with the most canal behind the disc; without masks the one nearest to the middle of the stack. */
function clearestSlice(slices: readonly SeenSlice[], frame: SpineFrame): SeenSlice | undefined {
  const [middle] = slices
  return slices.reduce(
    (best, slice) => (canalAmount(slice, frame) > (best ? canalAmount(best, frame) : 0) ? slice : best),
    middle,
  )
}

function canalAmount(slice: SeenSlice, frame: SpineFrame): number {
  let amount = 0
  for (let down = -CANAL_BAND; down <= CANAL_BAND; down += CANAL_BAND / 2)
    for (let behind = CANAL_REACH.from; behind <= CANAL_REACH.to; behind += CANAL_REACH.step)
      amount += maskAt(slice, 'canal', pointInFrame(frame, behind, down)) ?? 0
  return amount
}

/** The middle of the canal on the line straight behind the disc. */
function canalPoint(slice: SeenSlice, frame: SpineFrame): PlanePoint {
  let weight = 0
  let sum = 0
  for (let behind = CANAL_REACH.from; behind <= CANAL_REACH.to; behind += CANAL_REACH.step) {
    const canal = maskAt(slice, 'canal', pointInFrame(frame, behind, 0)) ?? 0
    weight += canal
    sum += canal * behind
  }
  const shown = weight * CANAL_REACH.step >= LEAST_CANAL
  return pointInFrame(frame, shown ? sum / weight : CANAL_BEHIND, 0)
}

/** The box on the image around a disc of usual size lying in its frame. */
function discBox({ image: { geometry } }: SeenSlice, frame: SpineFrame): BoxPx {
  const toImage = planeToImage(geometry, 'sagittal')
  const corners = [-1, 1].flatMap((side) =>
    [-1, 1].map((end) =>
      applyAffine(toImage, pointInFrame(frame, (side * DISC_DEPTH) / 2, (end * DISC_HEIGHT) / 2)),
    ),
  )
  return boxAround(corners)
}

/** The direction of the spine at a level, in the patient. */
export function caudalInPatient({ slice: { image }, frame }: LevelSite): Vector3 {
  const toImage = planeToImage(image.geometry, 'sagittal')
  const at = (down: number) =>
    imageToPatient(image.geometry, applyAffine(toImage, pointInFrame(frame, 0, down)))
  return normalize(subtract(at(1), at(0)))
}

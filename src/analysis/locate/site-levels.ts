import type { LocatedLevel } from '../../domain/finding.ts'
import { normalize, subtract } from '../../domain/geometry.ts'
import type { BoxPx, PatientPoint, Vector3 } from '../../domain/geometry.ts'
import { imageToPatient, patientToImage } from '../../domain/image-geometry.ts'
import { isLevel, LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import { applyAffine } from '../geometry/affine.ts'
import { imageToPlane, planeToImage } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { DISC_GAPS, DISCS, pointInFrame, spineFrames } from '../geometry/spine-curve.ts'
import type { SpineFrame } from '../geometry/spine-curve.ts'
import { boxAround } from '../view/evidence.ts'
import { leftwardMm, moveLeftwardTo } from '../view/read-slices.ts'
import { canalBehind } from './canal-mask.ts'
import type { Midline } from './follow-canal.ts'
import type { SeenSlice } from './see-slices.ts'
import type { PlacedDisc } from './placed-disc.ts'
import { sharesAt } from './slice-shares.ts'
import type { SliceShare } from './slice-shares.ts'

/** One level with all that the following steps need to find their way. */
export type LevelSite = {
  readonly located: LocatedLevel
  /** The slices that the midline passes between at this level, the nearest first; their shares sum to 1. */
  readonly reads: readonly [SliceShare, ...SliceShare[]]
  /** The disc's frame, in the common plane of the slices. */
  readonly frame: SpineFrame
  /** The middle of the canal behind the disc, LPS mm. */
  readonly canal: PatientPoint
}
export type LevelSites = Readonly<Partial<Record<Level, LevelSite>>>

/** Size of a disc, in spacings: about 40 by 11 mm. */
const DISC_DEPTH = 1.15
const DISC_HEIGHT = 0.36

/**
 * The lumbar levels among the discs, each with the slices to read it on. `given` levels are the reader's: they keep their
 * place, image and box, and one that stands on another slice than the midline passes is read on that slice alone.
 */
export function siteLevels(
  slices: readonly SeenSlice[],
  discs: readonly PlacedDisc[],
  midline: Midline = {},
  given: readonly LocatedLevel[] = [],
): LevelSites {
  const points = DISCS.map((name) => discs.find(({ disc }) => disc === name)?.point)
  const frames = spineFrames(points, DISC_GAPS)
  const sites: Partial<Record<Level, LevelSite>> = {}
  for (const { disc, confidence } of discs) {
    const frame = frames?.[DISCS.indexOf(disc as (typeof DISCS)[number])]
    if (!isLevel(disc) || frame === undefined) continue
    const own = given.find(({ level }) => level === disc)
    const reads = readsOf(slices, midline[disc], own)
    if (reads === undefined) continue
    const [{ slice }] = reads
    const middleMm = reads.reduce((sum, read) => sum + read.share * leftwardMm(read.slice), 0)
    const inPatient = (point: PlanePoint) => {
      const onImage = applyAffine(planeToImage(slice.image.geometry, 'sagittal'), point)
      return moveLeftwardTo(slice, imageToPatient(slice.image.geometry, onImage), middleMm)
    }
    const located = own ?? {
      level: disc,
      centre: inPatient(frame.centre),
      imageId: slice.image.id,
      stackId: slice.stack.id,
      boxPx: discBox(slice, frame),
      confidence,
    }
    const canal = inPatient(pointInFrame(frame, canalBehind(reads, frame), 0))
    sites[disc] = { located, reads, frame, canal }
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

function readsOf(
  slices: readonly SeenSlice[],
  middleMm: number | undefined,
  own: LocatedLevel | undefined,
): LevelSite['reads'] | undefined {
  const reads = sharesAt(slices, middleMm)
  const chosen = slices.find(({ image }) => image.id === own?.imageId)
  if (chosen === undefined || reads?.[0].slice === chosen) return reads
  return [{ slice: chosen, share: 1 }]
}

/** The box on the stored image around a disc of usual size lying in its frame. */
function discBox({ image: { geometry }, corner }: SeenSlice, frame: SpineFrame): BoxPx {
  const toImage = planeToImage(geometry, 'sagittal')
  const corners = [-1, 1].flatMap((side) =>
    [-1, 1].map((end) =>
      applyAffine(toImage, pointInFrame(frame, (side * DISC_DEPTH) / 2, (end * DISC_HEIGHT) / 2)),
    ),
  )
  return boxAround(corners, corner)
}

/** The direction of the spine at a level, in the patient. */
export function caudalInPatient({ reads: [{ slice }], frame }: LevelSite): Vector3 {
  const { geometry } = slice.image
  const toImage = planeToImage(geometry, 'sagittal')
  const at = (down: number) => imageToPatient(geometry, applyAffine(toImage, pointInFrame(frame, 0, down)))
  return normalize(subtract(at(1), at(0)))
}

import { imageToPlane } from '../../src/analysis/geometry/anatomical-plane.ts'
import type { PlanePoint } from '../../src/analysis/geometry/anatomical-plane.ts'
import type { PlacedImage } from '../../src/analysis/view/read-slices.ts'
import { DISCS, FORAMEN_GAPS, medianOf, spineFrames } from '../../src/analysis/geometry/spine-curve.ts'
import type { SpineFrame } from '../../src/analysis/geometry/spine-curve.ts'
import type { Side } from '../../src/domain/condition.ts'
import type { ImagePoint, PatientPoint } from '../../src/domain/geometry.ts'
import { distanceToPlane, patientToImage } from '../../src/domain/image-geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import type { AxialCase } from '../datasets/axial-samples.ts'
import type { OpenStudy } from './open-study.ts'
import type { ForamenPlace, ForaminalCase, LabelledForamen } from '../datasets/rsna-foraminal.ts'
import type { MarkedPoint, Slice } from '../datasets/sagittal-samples.ts'
import { POINT_STATES } from '../datasets/sample.ts'

/** A point marked on an image of an open study, in pixels. */
export type Mark = { readonly placed: PlacedImage; readonly point: ImagePoint }

export type MarkedForamen = Mark & {
  readonly level: Level
  readonly side: Side
  /** Index into GRADES; -1 where there is no grade. */
  readonly grade: number
}

/** Both recesses of a level, if need be marked on neighbouring images; the one with the right recess is read. */
export type MarkedRecesses = Pick<AxialCase, 'level' | 'canalCentre' | 'grades'> &
  Readonly<Record<Side, Mark>>

/** Where a point of the patient lies on an image, as seen along the slices. */
export function markOn(placed: PlacedImage, point: PatientPoint): Mark {
  return { placed, point: patientToImage(placed.image.geometry, point) }
}

/** The images, nearest first, by how far all of these points together lie from their planes. */
export function nearestImages(
  images: readonly PlacedImage[],
  points: readonly PatientPoint[],
): readonly PlacedImage[] {
  const cost = ({ image: { geometry } }: PlacedImage) =>
    points.reduce((sum, point) => sum + Math.abs(distanceToPlane(geometry, point)), 0)
  return images.toSorted((a, b) => cost(a) - cost(b))
}

/** A mark on a slice this far from another, in slices, still shows the same foramen. */
const NEARBY_SLICES = 1

/**
 * One slice of one side. `marks`: all foramina of the series, each on the slice that shows it best; `shown`: those to
 * be graded on this slice, at a point of it.
 */
export async function foraminalCase(
  study: OpenStudy,
  { placed, side, contrast }: { placed: PlacedImage; side: Side; contrast: Slice['contrast'] },
  marks: readonly MarkedForamen[],
  shown: readonly MarkedForamen[],
): Promise<ForaminalCase> {
  const foramina = shown.flatMap((foramen): LabelledForamen[] => {
    const { level, grade } = foramen
    const frame = foramenFrame(foramen, marks)
    return frame && grade >= 0 ? [{ level, side: foramen.side, grade, frame }] : []
  })
  const here = marks.filter((mark) => mark.placed.image.id === placed.image.id)
  const elsewhere = marks.flatMap((mark): ForamenPlace[] => {
    const frame = foramenFrame(mark, marks)
    const beside = mark.placed.stack === placed.stack && mark.placed.image.id !== placed.image.id
    return frame && mark.side === side && beside ? [{ level: mark.level, side, frame }] : []
  })
  const near = marks.filter(
    (mark) => mark.side === side && Math.abs(mark.placed.order - placed.order) <= NEARBY_SLICES,
  )
  const points = LEVELS.map((level): MarkedPoint => {
    const own = here.find((mark) => mark.level === level)
    if (own) return { point: own.point, state: POINT_STATES.present }
    const beside = near.find((mark) => mark.level === level)
    if (beside) return { point: beside.point, state: POINT_STATES.nearby }
    return { point: undefined, state: POINT_STATES.unknown }
  })
  const discs = DISCS.map((): MarkedPoint => ({ point: undefined, state: POINT_STATES.unknown }))
  const slice = await study.readSlice(placed, contrast)
  return { slice, points: [...discs, ...points], foramina, elsewhere, weight: 1 }
}

/** The axial cases of one study, scaled by its median recess span. */
export async function axialCases(study: OpenStudy, levels: readonly MarkedRecesses[]): Promise<AxialCase[]> {
  if (levels.length === 0) return []
  const spanMm = medianOf(levels.map(recessSpanMm))
  const cases: AxialCase[] = []
  for (const { level, canalCentre, grades, right, left } of levels)
    cases.push({
      ...(await study.readAxial(right.placed)),
      level,
      recesses: { right: right.point, left: left.point },
      canalCentre,
      spanMm,
      grades,
    })
  return cases
}

/** The frame through the foramina of the same side, levels missing there from the other side. */
function foramenFrame(foramen: MarkedForamen, marks: readonly MarkedForamen[]): SpineFrame | undefined {
  const points = LEVELS.map((level): PlanePoint | undefined => {
    if (level === foramen.level) return planePoint('sagittal', foramen)
    const there = marks.filter((mark) => mark.level === level)
    const mark = there.find(({ side }) => side === foramen.side) ?? there[0]
    return mark && planePoint('sagittal', mark)
  })
  return spineFrames(points, FORAMEN_GAPS)?.[LEVELS.indexOf(foramen.level)]
}

function recessSpanMm({ right, left }: MarkedRecesses): number {
  const a = planePoint('axial', right)
  const b = planePoint('axial', left)
  return Math.hypot(b[0] - a[0], b[1] - a[1])
}

function planePoint(orientation: 'sagittal' | 'axial', { placed, point }: Mark): PlanePoint {
  return imageToPlane(placed.image.geometry, orientation, point)
}

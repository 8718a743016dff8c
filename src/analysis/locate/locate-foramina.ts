import { SIDES } from '../../domain/condition.ts'
import type { Side } from '../../domain/condition.ts'
import { add, scale } from '../../domain/geometry.ts'
import type { PatientPoint } from '../../domain/geometry.ts'
import { imageToPatient, patientToImage } from '../../domain/image-geometry.ts'
import { LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import { applyAffine, invertAffine } from '../geometry/affine.ts'
import { imageToPlane, planeToImage } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { DISC_GAPS, DISCS, FORAMEN_GAPS, pointInFrame, spineFrames } from '../geometry/spine-curve.ts'
import type { SpineFrame } from '../geometry/spine-curve.ts'
import type { ReadImage } from '../view/read-slices.ts'
import { findPeaks } from './heatmap-peaks.ts'
import { lateralOf, viewSize } from './see-slices.ts'
import type { SeenSlice } from './see-slices.ts'
import type { LevelSites } from './site-levels.ts'

/** One foramen on one of the slices that show it. */
export type ForamenRead = {
  readonly slice: ReadImage
  readonly frame: SpineFrame
  /** How much of the answer rests on this slice, 0 to 1. */
  readonly share: number
}

/** One foramen and the slices to grade it on. */
export type ForamenSite = {
  readonly level: Level
  readonly side: Side
  /** The surest first; their shares sum to 1. */
  readonly reads: readonly [ForamenRead, ...ForamenRead[]]
  /** Its middle, LPS mm. */
  readonly point: PatientPoint
}

/** What the localizer sees of one foramen on one slice. */
export type ForamenView<Slice extends SeenSlice = SeenSlice> = {
  readonly slice: Slice
  /** In plane mm of the slice. */
  readonly at: PlanePoint
  readonly confidence: number
}

/** Where foramina lie from their disc's centre, in disc spacings, and how far from there they are looked for. */
const EXPECTED = { posterior: 0.7, caudal: -0.16 }
const REACH = 0.42
/** A slice nearer to the middle of the canal than this shows no foramen, mm. */
const LEAST_LATERAL_MM = 5
const FLOOR = 0.08
const PEAKS_A_SLICE = 12
/**
 * A foramen is graded on so many slices at most, and on none whose squared confidence is less than this part of the surest one's.
 * On the validation split (1,985 foramina) this beats the surest slice alone and shares that fall off more slowly.
 */
const MOST_READS = 2
const LEAST_PART = 0.7

/** Why a foramen is not among the sites. */
export type ForamenSearch = {
  readonly sites: readonly ForamenSite[]
  /** Whether any slice lies on that side of the canal at that level. */
  covered(level: Level, side: Side): boolean
}

/**
 * The localizer's heatmaps say where foramina are; the discs say which: at each level, side and slice the surest peak near the
 * expected place counts, whatever channel it is in. The side is the patient's, from the slice's place beside the canal.
 * A foramen that is seen on no slice, though its neighbour of the same side is, takes the expected place on that neighbour's slices.
 */
export function locateForamina(slices: readonly SeenSlice[], levels: LevelSites): ForamenSearch {
  const covered = new Set<string>()
  const places = SIDES.flatMap((side) => {
    const seen = LEVELS.flatMap((level): ForamenPlace[] => {
      const site = levels[level]
      if (site === undefined) return []
      const onSide = slices.filter((slice) => sideOfSlice(slice, site.canal) === side)
      if (onSide.length > 0) covered.add(`${side} ${level}`)
      const views = onSide.flatMap((slice) => {
        const disc = discFrame(slice, level, levels)
        const view = disc && viewForamen(slice, expectedPlace(disc), REACH * disc.spacingMm)
        return view ? [{ ...view, disc }] : []
      })
      return placesOf(level, side, views)
    })
    return [...seen, ...fillGaps(side, seen, levels)]
  })
  return {
    sites: places.map((place) => siteOf(place, places)),
    covered: (level, side) => covered.has(`${side} ${level}`),
  }
}

/** The surest peak within reach of a place, whatever channel it is in. */
export function viewForamen<Slice extends SeenSlice>(
  slice: Slice,
  expected: PlanePoint,
  reachMm: number,
): ForamenView<Slice> | undefined {
  const { foramina, view, planeToView } = slice
  if (foramina === undefined) return undefined
  const toPlane = invertAffine(planeToView)
  const near = foramina.labels.flatMap((_, channel) =>
    findPeaks(foramina, channel, viewSize(view), FLOOR, PEAKS_A_SLICE)
      .map(({ point, confidence }) => ({ at: applyAffine(toPlane, point), confidence }))
      .filter(({ at }) => Math.hypot(at[0] - expected[0], at[1] - expected[1]) <= reachMm),
  )
  const [best] = near.sort((a, b) => b.confidence - a.confidence)
  return best && { slice, ...best }
}

/**
 * The views to grade on, the surest first, and their shares of the answer, which grow steadily with the square of the localizer's
 * confidence: no single slice decides, and what moves a foramen from one slice towards the next moves the answer little.
 */
export function shareViews<View extends { readonly confidence: number }>(
  views: readonly View[],
): readonly (View & { readonly share: number })[] {
  const surest = views.toSorted((a, b) => b.confidence - a.confidence).slice(0, MOST_READS)
  const highest = surest[0]?.confidence ?? 0
  const weights = surest.map(({ confidence }) => Math.max(0, (confidence / highest) ** 2 - LEAST_PART))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return surest
    .map((view, index) => ({ ...view, share: weights[index]! / whole }))
    .filter(({ share }) => share > 0)
}

/** With the frame of the level's disc in the plane of the slice. */
type DiscView = ForamenView & { readonly disc: SpineFrame }
type SharedView = DiscView & { readonly share: number }
/** A foramen before its own frame is known: that needs its neighbours. */
type ForamenPlace = {
  readonly level: Level
  readonly side: Side
  readonly views: readonly [SharedView, ...SharedView[]]
}

function placesOf(level: Level, side: Side, views: readonly DiscView[]): ForamenPlace[] {
  const [first, ...others] = shareViews(views)
  return first ? [{ level, side, views: [first, ...others] }] : []
}

/** Foramina of one side that were not seen, on the slices of a neighbour that was. */
function fillGaps(side: Side, seen: readonly ForamenPlace[], levels: LevelSites): ForamenPlace[] {
  const at = (index: number) => seen.find(({ level }) => level === LEVELS[index])
  return LEVELS.flatMap((level, index): ForamenPlace[] => {
    const neighbour = at(index) ? undefined : (at(index - 1) ?? at(index + 1))
    if (neighbour === undefined) return []
    const expected = neighbour.views.flatMap((view): SharedView[] => {
      const disc = discFrame(view.slice, level, levels)
      return disc ? [{ ...view, disc, at: expectedPlace(disc) }] : []
    })
    const [first, ...others] = expected
    return first ? [{ level, side, views: [first, ...others] }] : []
  })
}

function siteOf(place: ForamenPlace, places: readonly ForamenPlace[]): ForamenSite {
  const { level, side, views } = place
  const read = (view: SharedView): ForamenRead => ({
    slice: view.slice,
    share: view.share,
    frame: frameOf(place, view, places),
  })
  const [first, ...others] = views
  const point = views
    .map(({ slice: { image }, at, share }) => {
      const onImage = applyAffine(planeToImage(image.geometry, 'sagittal'), at)
      return scale(imageToPatient(image.geometry, onImage), share)
    })
    .reduce(add)
  return { level, side, point, reads: [read(first), ...others.map(read)] }
}

/** The patient's side on which a slice passes a point; undefined near the middle. */
function sideOfSlice(slice: SeenSlice, point: PatientPoint): Side | undefined {
  const lateralMm = lateralOf(slice, point)
  if (Math.abs(lateralMm) < LEAST_LATERAL_MM) return undefined
  return lateralMm > 0 ? 'left' : 'right'
}

function expectedPlace(disc: SpineFrame): PlanePoint {
  return pointInFrame(disc, EXPECTED.posterior, EXPECTED.caudal)
}

/** The frame of a level's disc in a slice's own plane. */
function discFrame(
  { image: { geometry } }: SeenSlice,
  level: Level,
  levels: LevelSites,
): SpineFrame | undefined {
  const points = DISCS.map((disc) => {
    const site = (levels as Readonly<Partial<Record<string, LevelSites[Level]>>>)[disc]
    return site && imageToPlane(geometry, 'sagittal', patientToImage(geometry, site.located.centre))
  })
  return spineFrames(points, DISC_GAPS)?.[DISCS.indexOf(level)]
}

/**
 * The frame through the foramina of the same side, gaps filled from the other side, as in training. A foramen quite alone takes
 * scale and direction from its disc.
 */
function frameOf(
  { level, side }: ForamenPlace,
  { at, disc }: SharedView,
  places: readonly ForamenPlace[],
): SpineFrame {
  const points = LEVELS.map((other) => {
    if (other === level) return at
    const there = places.filter((place) => place.level === other)
    return (there.find((place) => place.side === side) ?? there[0])?.views[0].at
  })
  return spineFrames(points, FORAMEN_GAPS)?.[LEVELS.indexOf(level)] ?? { ...disc, centre: at }
}

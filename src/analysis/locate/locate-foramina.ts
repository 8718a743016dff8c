import { SIDES } from '../../domain/condition.ts'
import type { Side } from '../../domain/condition.ts'
import type { PatientPoint } from '../../domain/geometry.ts'
import { imageToPatient, patientToImage } from '../../domain/image-geometry.ts'
import { LEVELS } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import { applyAffine, invertAffine } from '../geometry/affine.ts'
import { imageToPlane, planeToImage } from '../geometry/anatomical-plane.ts'
import type { PlanePoint } from '../geometry/anatomical-plane.ts'
import { findPeaks } from './heatmap-peaks.ts'
import { pointInFrame } from './site-levels.ts'
import type { LevelSites } from './site-levels.ts'
import { DISC_GAPS, DISCS, FORAMEN_GAPS, spineFrames } from '../geometry/spine-curve.ts'
import type { SpineFrame } from '../geometry/spine-curve.ts'
import type { ReadImage } from '../view/read-slices.ts'
import { lateralOf, viewSize } from './see-slices.ts'
import type { SeenSlice } from './see-slices.ts'

/** One foramen on the slice that shows it best. */
export type ForamenSite = {
  readonly level: Level
  readonly side: Side
  readonly slice: ReadImage
  readonly frame: SpineFrame
  readonly point: PatientPoint
  readonly confidence: number
}

/** Where foramina lie from their disc's centre, in disc spacings, and how far from there they are looked for. */
const EXPECTED = { posterior: 0.7, caudal: -0.16 }
const REACH = 0.42
/** A slice nearer to the middle of the canal than this shows no foramen, mm. */
const LEAST_LATERAL_MM = 5
const FLOOR = 0.08
const PEAKS_A_SLICE = 12
/** What a neighbouring slice adds to a slice's own confidence: foramina reach over two or three slices. */
const NEIGHBOUR_WEIGHT = 0.5

/** Why a foramen is not among the sites. */
export type ForamenSearch = {
  readonly sites: readonly ForamenSite[]
  /** Whether any slice lies on that side of the canal at that level. */
  covered(level: Level, side: Side): boolean
}

/**
 * The localizer's heatmaps say where foramina are; the discs say which: at each level and side the surest peak near the
 * expected place counts, whatever channel it is in. The side is the patient's, from the slice's place beside the canal.
 */
export function locateForamina(slices: readonly SeenSlice[], levels: LevelSites): ForamenSearch {
  const found: Found[] = []
  const covered = new Set<string>()
  for (const level of LEVELS) {
    const site = levels[level]
    if (site === undefined) continue
    for (const side of SIDES) {
      const onSide = slices.filter((slice) => sideOfSlice(slice, site.canal) === side)
      if (onSide.length > 0) covered.add(`${side} ${level}`)
      const best = surest(onSide, levels, level)
      if (best !== undefined) found.push({ ...best, level, side })
    }
  }
  return {
    sites: found.flatMap((foramen) => {
      const frame = frameOf(foramen, found) ?? discFrame(foramen, levels)
      if (frame === undefined) return []
      const { geometry } = foramen.slice.image
      const onImage = applyAffine(planeToImage(geometry, 'sagittal'), foramen.at)
      return [{ ...foramen, frame, point: imageToPatient(geometry, onImage) }]
    }),
    covered: (level, side) => covered.has(`${side} ${level}`),
  }
}

type Candidate = { readonly slice: SeenSlice; readonly at: PlanePoint; readonly confidence: number }
type Found = Candidate & { readonly level: Level; readonly side: Side }

/** The patient's side on which a slice passes a point; undefined near the middle. */
export function sideOfSlice(slice: SeenSlice, point: PatientPoint): Side | undefined {
  const lateralMm = lateralOf(slice, point)
  if (Math.abs(lateralMm) < LEAST_LATERAL_MM) return undefined
  return lateralMm > 0 ? 'left' : 'right'
}

function surest(slices: readonly SeenSlice[], levels: LevelSites, level: Level): Candidate | undefined {
  const ordered = slices.toSorted((a, b) => a.order - b.order)
  const candidates = ordered.map((slice) => candidateOn(slice, levels, level))
  let best: Candidate | undefined
  let bestScore = 0
  for (const [index, candidate] of candidates.entries()) {
    if (candidate === undefined) continue
    // A slice at the edge of what was read has one neighbour only, which then stands for both.
    const beside = [index - 1, index + 1].filter((other) => other in candidates)
    const support = beside.reduce((sum, other) => sum + (candidates[other]?.confidence ?? 0), 0)
    const score = candidate.confidence + (NEIGHBOUR_WEIGHT * support * 2) / Math.max(beside.length, 1)
    if (score > bestScore) {
      best = candidate
      bestScore = score
    }
  }
  return best
}

function candidateOn(slice: SeenSlice, levels: LevelSites, level: Level): Candidate | undefined {
  const { foramina, view, planeToView } = slice
  const frame = framesOfDiscs(slice, levels)?.[DISCS.indexOf(level)]
  if (foramina === undefined || frame === undefined) return undefined
  const expected = pointInFrame(frame, EXPECTED.posterior, EXPECTED.caudal)
  const toPlane = invertAffine(planeToView)
  const near = foramina.labels.flatMap((_, channel) =>
    findPeaks(foramina, channel, viewSize(view), FLOOR, PEAKS_A_SLICE)
      .map(({ point, confidence }) => ({ at: applyAffine(toPlane, point), confidence }))
      .filter(({ at }) => Math.hypot(at[0] - expected[0], at[1] - expected[1]) <= REACH * frame.spacingMm),
  )
  const best = near.reduce<(typeof near)[number] | undefined>(
    (top, peak) => (top === undefined || peak.confidence > top.confidence ? peak : top),
    undefined,
  )
  return best && { slice, ...best }
}

/** The discs' frames in a slice's own plane. */
function framesOfDiscs({ image: { geometry } }: SeenSlice, levels: LevelSites) {
  const points = DISCS.map((disc) => {
    const site = (levels as Readonly<Partial<Record<string, LevelSites[Level]>>>)[disc]
    return site && imageToPlane(geometry, 'sagittal', patientToImage(geometry, site.located.centre))
  })
  return spineFrames(points, DISC_GAPS)
}

/** The frame through the foramina of the same side, gaps filled from the other side, as in training. */
function frameOf({ level, side }: Found, found: readonly Found[]): SpineFrame | undefined {
  const points = LEVELS.map((other) => {
    const there = found.filter((foramen) => foramen.level === other)
    if (other === level) return there.find((foramen) => foramen.side === side)?.at
    return (there.find((foramen) => foramen.side === side) ?? there[0])?.at
  })
  return spineFrames(points, FORAMEN_GAPS)?.[LEVELS.indexOf(level)]
}

/** A foramen quite alone takes scale and direction from the discs. */
function discFrame({ slice, at, level }: Found, levels: LevelSites): SpineFrame | undefined {
  const frame = framesOfDiscs(slice, levels)?.[DISCS.indexOf(level)]
  return frame && { ...frame, centre: at }
}

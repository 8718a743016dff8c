import { applyAffine, invertAffine } from '../../src/analysis/geometry/affine.ts'
import { chainAlongSpine } from '../../src/analysis/locate/chain-discs.ts'
import { gradeForamina } from '../../src/analysis/grade/grade-foramina.ts'
import { findPeaks } from '../../src/analysis/locate/heatmap-peaks.ts'
import type { ForamenSite } from '../../src/analysis/locate/locate-foramina.ts'
import type { ReadImage } from '../../src/analysis/view/read-slices.ts'
import { seeSlices, viewSize } from '../../src/analysis/locate/see-slices.ts'
import type { SeenSlice } from '../../src/analysis/locate/see-slices.ts'
import { FORAMEN_GAPS, spineFrames } from '../../src/analysis/geometry/spine-curve.ts'
import type { SpineFrame } from '../../src/analysis/geometry/spine-curve.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { ForaminalCase } from '../datasets/rsna-foraminal.ts'
import type { CaseSource } from '../datasets/sample.ts'
import { judgeChosenSlice } from './judge-chosen-slice.ts'
import type { GradedTruth } from './judge-chosen-slice.ts'
import { addRow, eachUnit, networkFor, judgedRow } from './judge.ts'
import type { Bench, ComparedAnswer, TaskRows } from './judge.ts'
import type { Judged } from './metrics.ts'
import { pictureImage } from './picture-image.ts'

/** Pixel spacing is unknown: the mean foramen spacing of a patient is taken as this many mm, that of an adult. */
const SPACING_MM = 34
/** The mean foramen spacing as a fraction of a slice's longer side, for the scale at which the chain is looked for. */
const SPACING_SHARE = 0.1086
const FLOOR = 0.08
const PEAKS = 4

/** A point farther than this from its label, in spacings, is misplaced; farther than half a spacing it is another level's. */
const MISPLACED = 1 / 6
const MISNUMBERED = 1 / 2

/**
 * Judges foraminal grades three times: at the label's point; at the point that the localizer finds and numbers by itself on the
 * labelled slice (the app numbers levels by the discs of middle slices, which this data has not); and as the app chooses among
 * the labelled slices of a side, the level known. What the second loses against the first is told apart by its cause.
 */
export async function judgeForamina(
  bench: Bench,
  source: CaseSource<ForaminalCase>,
  rows: TaskRows,
): Promise<void> {
  const localizer = networkFor(bench, 'localize-sagittal')
  await eachUnit(bench, source, async (cases) => {
    const images = cases.map(({ slice: { geometry, source, file } }) =>
      pictureImage('sagittal', file, inMillimetres(geometry), source),
    )
    const seen = localizer ? await seeSlices(bench.signal, bench.predictor, localizer, images) : []
    const truths: GradedTruth[] = []
    for (const [index, item] of cases.entries()) {
      const slice = seen[index]
      const image = images[index] as ReadImage
      const frames = item.foramina.map(({ frame }) => scaleFrame(frame, unitMm(item.slice.geometry)))
      const atLabel = await gradeAt(bench, item, image, frames)
      addRows(rows, 'foraminal_t1_at_label', atLabel)
      if (slice === undefined) continue
      truths.push(...item.foramina.map((foramen, order) => ({ ...foramen, frame: frames[order]!, slice })))
      const chain = findForamina(slice)
      const places = item.foramina.map(({ level }) => chain[LEVELS.indexOf(level)])
      const found = await gradeAt(bench, item, image, places)
      addRows(rows, 'foraminal_t1', found)
      for (const [order, truth] of frames.entries())
        judgePlace(rows, truth, places[order], atLabel[order]!, found[order]!)
    }
    const [first] = cases
    if (first) await judgeChosenSlice(bench, first.slice.patient, truths, rows)
  })
}

function addRows(rows: TaskRows, task: string, judged: readonly Judged[]): void {
  for (const row of judged) addRow(rows.graded, task, row)
}

function judgePlace(
  rows: TaskRows,
  truth: SpineFrame,
  place: SpineFrame | undefined,
  atLabel: Judged,
  found: Judged,
): void {
  const { patient } = atLabel
  const errorMm = placeErrorMm(truth, place)
  addRow(rows.located, 'localizer_t1', { patient, errorMm, spacingMm: SPACING_MM })
  addRow(rows.compared, 'foraminal_t1_loss', { patient, atLabel, found, place: nameError(errorMm) })
}

function nameError(errorMm: number | undefined): ComparedAnswer['place'] {
  if (errorMm === undefined) return 'not_found'
  if (errorMm > MISNUMBERED * SPACING_MM) return 'misnumbered'
  return errorMm > MISPLACED * SPACING_MM ? 'misplaced' : 'right'
}

/** Grades the labelled foramina of one slice in the given frames; one without a frame is answered with the prior. */
async function gradeAt(
  bench: Bench,
  { foramina, slice: { patient } }: ForaminalCase,
  slice: ReadImage,
  frames: readonly (SpineFrame | undefined)[],
): Promise<readonly Judged[]> {
  const network = networkFor(bench, 'grade-foramen')
  if (network === undefined) return []
  const sites = foramina.flatMap(({ level, side }, order): ForamenSite[] => {
    const frame = frames[order]
    return frame ? [{ level, side, point: [0, 0, 0], reads: [{ slice, frame, share: 1 }] }] : []
  })
  const graded = await gradeForamina(bench.signal, bench.predictor, network, sites)
  return foramina.map(({ grade: truth, level, side }) => {
    const answer = graded.find((site) => site.level === level && site.side === side)
    return judgedRow(truth, patient, answer?.assessment, bench.manifest.priors.foraminal[level])
  })
}

/** In units of the patient's own foramen spacing, so that the unknown pixel size does not enter. */
function placeErrorMm(truth: SpineFrame, found: SpineFrame | undefined): number | undefined {
  if (found === undefined) return undefined
  const distance = Math.hypot(found.centre[0] - truth.centre[0], found.centre[1] - truth.centre[1])
  return (SPACING_MM * distance) / truth.spacingMm
}

/** The frames of the chain of foramina that the localizer sees on one slice. */
function findForamina({ foramina, view, planeToView }: SeenSlice): readonly (SpineFrame | undefined)[] {
  if (foramina === undefined) return []
  const toPlane = invertAffine(planeToView)
  const candidates = LEVELS.map((level) =>
    findPeaks(foramina, foramina.labels.indexOf(level), viewSize(view), FLOOR, PEAKS).map(
      ({ point, confidence }) => ({ point: applyAffine(toPlane, point), confidence }),
    ),
  )
  const chain = chainAlongSpine(candidates, FORAMEN_GAPS)
  const points = LEVELS.map((_, index) => chain.find((link) => link.index === index)?.point)
  const [only] = points.flatMap((point) => point ?? [])
  const frames = spineFrames(points, FORAMEN_GAPS)
  if (frames !== undefined || only === undefined) return frames ?? []
  // A lone foramen: upright and of the usual size, as in training.
  return points.map((centre) => centre && { centre, caudal: [0, 1], spacingMm: SPACING_MM })
}

/** How long a native pixel is taken to be, mm. */
function unitMm({ columns, rows, columnSpacingMm, rowSpacingMm }: ImageGeometry): number {
  const longer = Math.max(columns * columnSpacingMm, rows * rowSpacingMm)
  return SPACING_MM / (SPACING_SHARE * longer)
}

function inMillimetres(geometry: ImageGeometry): ImageGeometry {
  const unit = unitMm(geometry)
  return {
    ...geometry,
    columnSpacingMm: geometry.columnSpacingMm * unit,
    rowSpacingMm: geometry.rowSpacingMm * unit,
  }
}

function scaleFrame({ centre, caudal, spacingMm }: SpineFrame, unit: number): SpineFrame {
  return { centre: [centre[0] * unit, centre[1] * unit], caudal, spacingMm: spacingMm * unit }
}

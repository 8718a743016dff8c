import { join } from 'node:path'
import { imageToPlane } from '../../src/analysis/geometry/anatomical-plane.ts'
import { NETWORK_INPUTS } from '../../src/analysis/view/network-inputs.ts'
import { placeSpineFrame } from '../../src/analysis/view/place-view.ts'
import { renderView } from '../../src/analysis/view/render-view.ts'
import { FORAMEN_GAPS, DISCS, medianOf, spineFrames } from '../../src/analysis/geometry/spine-curve.ts'
import type { SpineFrame } from '../../src/analysis/geometry/spine-curve.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import type { Side } from '../../src/domain/condition.ts'
import { LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import { GRADES } from '../../src/domain/severity.ts'
import { cell, choiceIn, readCsv, requiredChoiceIn, requiredNumberIn } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { groupBy } from './group-by.ts'
import { pictureGeometry } from './picture-geometry.ts'
import { readGreyPicture } from './read-picture.ts'
import { CROP_MARGIN, localizeSample, sliceView } from './sagittal-samples.ts'
import type { MarkedPoint, Slice } from './sagittal-samples.ts'
import { splitIn, POINT_STATES, scalar } from './sample.ts'
import type { CaseSource, Sample } from './sample.ts'

/** Pictures are squeezed to this size; width and height in the index are the native ones. */
const PICTURE_PX = 250
/** The share of training slices without any moderate or severe foramen that was kept (data/README.md). */
const KEPT_SHARE = 0.38
/** Mean foramen spacing as a fraction of a slice's longer side: the median over the training series. */
const USUAL_SPACING = 0.1086
const CONDITIONS = ['left_neural_foraminal_narrowing', 'right_neural_foraminal_narrowing'] as const
/** A label on a slice this many instances away still shows the same foramen. */
const NEARBY_INSTANCES = 1

/** One sagittal slice with the foramina that are labelled on it. */
export type ForaminalCase = {
  readonly slice: Slice
  /** In LOCALIZE_POINTS order. */
  readonly points: readonly MarkedPoint[]
  readonly foramina: readonly LabelledForamen[]
  /** Foramina of this slice's side that are labelled on another slice, at the point where they are labelled there. */
  readonly elsewhere: readonly ForamenPlace[]
  /** Undoes thinning. */
  readonly weight: number
}
export type ForamenPlace = {
  readonly level: Level
  readonly side: Side
  /** In native pixels of the slice's plane. */
  readonly frame: SpineFrame
}
export type LabelledForamen = ForamenPlace & {
  /** Index into GRADES. */
  readonly grade: number
}

export async function rsnaForaminalCases(folder: string): Promise<CaseSource<ForaminalCase>> {
  const labels = await readCsv(join(folder, 'index.csv'))
  const series = groupBy(labels, (row) => `${cell(row, 'study_id')}_${cell(row, 'series_id')}`)
  return {
    dataset: 'rsna-t1-foraminal',
    units: [...series].map(([key, rows]) => ({
      key,
      split: splitIn(rows[0] as CsvRow),
      read: () => readSeries(folder, rows),
    })),
  }
}

export function foraminalSamples({ slice, points, foramina, elsewhere, weight }: ForaminalCase): Sample[] {
  const isElsewhere = ({ level, side }: ForamenPlace) =>
    elsewhere.some((other) => other.level === level && other.side === side)
  const ungraded = elsewhere.filter(
    ({ level, side }) => !foramina.some((graded) => graded.level === level && graded.side === side),
  )
  return [
    localizeSample(slice, sliceView(slice), points, undefined, weight),
    ...foramina.map((foramen) =>
      foramenSample(slice, foramen, { grade: foramen.grade, slice: isElsewhere(foramen) ? 0 : 1 }, weight),
    ),
    ...ungraded.map((foramen) => foramenSample(slice, foramen, { grade: -1, slice: 0 }, weight)),
  ]
}

async function readSeries(folder: string, series: readonly CsvRow[]): Promise<ForaminalCase[]> {
  const cases: ForaminalCase[] = []
  for (const [file, rows] of groupBy(series, (row) => cell(row, 'file'))) {
    const first = rows[0] as CsvRow
    const slice: Slice = {
      source: await readGreyPicture(join(folder, 'images', file)),
      geometry: geometryOf(first),
      file: `rsna-t1-foraminal/${file}`,
      patient: cell(first, 'study_id'),
      split: splitIn(first),
      contrast: 1,
    }
    const foramina = rows.flatMap((row) => labelledForamen(row, series) ?? [])
    const elsewhere = labelledElsewhere(rows, series)
    cases.push({ slice, points: markedPoints(rows, series), foramina, elsewhere, weight: weightOf(rows) })
  }
  return cases
}

/** In native pixels: the spacing is unknown, and no view of these slices needs it. */
function geometryOf(row: CsvRow): ImageGeometry {
  const columnSpacing = requiredNumberIn(row, 'width') / PICTURE_PX
  const rowSpacing = requiredNumberIn(row, 'height') / PICTURE_PX
  return pictureGeometry('sagittal', PICTURE_PX, PICTURE_PX, columnSpacing, rowSpacing)
}

/** Fractions are of native pixel indices; pixel centres move when the picture is squeezed. */
function pointOf(row: CsvRow): ImagePoint {
  const squeeze = (fraction: number, native: number) =>
    (fraction * native + 0.5) * (PICTURE_PX / native) - 0.5
  return [
    squeeze(requiredNumberIn(row, 'x_frac'), requiredNumberIn(row, 'width')),
    squeeze(requiredNumberIn(row, 'y_frac'), requiredNumberIn(row, 'height')),
  ]
}

/** Undoes the thinning of unremarkable slices in the training split. */
function weightOf(rows: readonly CsvRow[]): number {
  const thinned =
    rows.every((row) => cell(row, 'severity') === GRADES[0]) &&
    rows.every((row) => cell(row, 'split') === 'train')
  return thinned ? 1 / KEPT_SHARE : 1
}

/**
 * Foramina labelled on this slice, and those of the same side labelled on the next slice. Discs and the levels that
 * nobody marked near here stay unknown: a foramen without a label is still a foramen.
 */
function markedPoints(rows: readonly CsvRow[], series: readonly CsvRow[]): MarkedPoint[] {
  const instance = requiredNumberIn(rows[0] as CsvRow, 'instance_number')
  const sides = new Set(rows.map((row) => cell(row, 'condition')))
  const near = series.filter(
    (row) =>
      sides.has(cell(row, 'condition')) &&
      Math.abs(requiredNumberIn(row, 'instance_number') - instance) <= NEARBY_INSTANCES,
  )
  const foramina = LEVELS.map((level) => {
    const here = rows.find((row) => cell(row, 'level') === level)
    if (here) return { point: pointOf(here), state: POINT_STATES.present }
    const nearby = near.find((row) => cell(row, 'level') === level)
    if (nearby) return { point: pointOf(nearby), state: POINT_STATES.nearby }
    return { point: undefined, state: POINT_STATES.unknown }
  })
  return [...DISCS.map(() => ({ point: undefined, state: POINT_STATES.unknown })), ...foramina]
}

function labelledForamen(row: CsvRow, series: readonly CsvRow[]): LabelledForamen | undefined {
  const grade = choiceIn(row, 'severity', GRADES)
  return grade < 0 ? undefined : { ...foramenPlace(row, series), grade }
}

function foramenPlace(row: CsvRow, series: readonly CsvRow[]): ForamenPlace {
  const level = requiredChoiceIn(row, 'level', LEVELS)
  const side = requiredChoiceIn(row, 'condition', CONDITIONS).startsWith('left') ? 'left' : 'right'
  return { level, side, frame: frameOf(row, level, series) }
}

/** Foramina of the slice's sides and the levels that are not labelled on it; slices of a series share their plane's axes. */
function labelledElsewhere(rows: readonly CsvRow[], series: readonly CsvRow[]): ForamenPlace[] {
  const sides = new Set(rows.map((row) => cell(row, 'condition')))
  const here = new Set(rows.map(foramenName))
  return series
    .filter((row) => sides.has(cell(row, 'condition')) && !here.has(foramenName(row)))
    .map((row) => foramenPlace(row, series))
}

function foramenName(row: CsvRow): string {
  return `${cell(row, 'condition')} ${cell(row, 'level')}`
}

/** `grade`: index into GRADES, -1 where this slice was not graded. `slice`: 1 on the slice that was marked, 0 beside it. */
function foramenSample(
  slice: Slice,
  { level, side, frame }: ForamenPlace,
  known: { readonly grade: number; readonly slice: 0 | 1 },
  weight: number,
): Sample {
  const task = slice.contrast === 2 ? 'grade-foramen-t2' : 'grade-foramen'
  const input = NETWORK_INPUTS[task]
  const toImage = placeSpineFrame(slice.geometry, input.shape, input.view, frame)
  return {
    task,
    split: slice.split,
    view: renderView([slice.source], toImage, input, CROP_MARGIN),
    labels: {
      grade: scalar(Int8Array.of(known.grade)),
      slice: scalar(Int8Array.of(known.slice)),
      level: scalar(Int8Array.of(LEVELS.indexOf(level))),
      side: scalar(Int8Array.of(side === 'left' ? 0 : 1)),
      weight: scalar(Float32Array.of(weight)),
    },
    origin: { file: slice.file, patient: slice.patient, level, side },
  }
}

/**
 * The frame at one label: through the labels of the same side over the series, levels missing there taken from the
 * other side (slices of a series share their in-plane position); alone, upright and of the usual size.
 */
function frameOf(row: CsvRow, level: Level, series: readonly CsvRow[]): SpineFrame {
  const geometry = geometryOf(row)
  const condition = cell(row, 'condition')
  const points = LEVELS.map((other) => {
    if (other === level) return imageToPlane(geometry, 'sagittal', pointOf(row))
    const marked = series.filter((label) => cell(label, 'level') === other)
    const sameSide = marked.filter((label) => cell(label, 'condition') === condition)
    const places = (sameSide.length > 0 ? sameSide : marked).map((label) =>
      imageToPlane(geometryOf(label), 'sagittal', pointOf(label)),
    )
    if (places.length === 0) return undefined
    return [medianOf(places.map(([x]) => x)), medianOf(places.map(([, y]) => y))] as const
  })
  const frame = spineFrames(points, FORAMEN_GAPS)?.[LEVELS.indexOf(level)]
  const longerSide = Math.max(requiredNumberIn(row, 'width'), requiredNumberIn(row, 'height'))
  return (
    frame ?? {
      centre: imageToPlane(geometry, 'sagittal', pointOf(row)),
      caudal: [0, 1],
      spacingMm: USUAL_SPACING * longerSide,
    }
  )
}

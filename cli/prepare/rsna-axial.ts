import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyAffine, invertAffine } from '../../src/analysis/affine.ts'
import { imageToPlane } from '../../src/analysis/anatomical-plane.ts'
import { NETWORK_INPUTS } from '../../src/analysis/network-inputs.ts'
import { placeAxialMm, placeAxialRecess } from '../../src/analysis/place-view.ts'
import type { RecessFrame } from '../../src/analysis/place-view.ts'
import { renderView } from '../../src/analysis/render-view.ts'
import { medianOf } from '../../src/analysis/spine-curve.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import { isLevel, LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import { GRADES } from '../../src/domain/severity.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import { cell, numberIn, parseCsv } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { groupBy } from './group-by.ts'
import { pictureGeometry } from './picture-geometry.ts'
import { readPicture } from './read-picture.ts'
import { CROP_MARGIN } from './sagittal-samples.ts'
import { asSplit, POINT_STATES, scalar } from './sample.ts'
import type { CaseSource, Sample, Split } from './sample.ts'

/**
 * Pixel spacing is unknown, so the study's median recess span is taken to be this long, mm; training widens the scale.
 * Two labelled levels of study 100206310 (0.5 mm pixels) measure 16 and 18 mm, stenosed ones less.
 */
const USUAL_SPAN_MM = 16
/** Median recess span as a fraction of the canal box's width, for crops whose study has no pair of recess points. */
const SPAN_OF_CANAL_BOX = 0.595

/** Points in the order of the locator's heatmaps. */
export const AXIAL_POINTS = ['right_recess', 'left_recess', 'canal']

/** One axial crop with its neighbours' channels, in plane millimetres by the usual span. */
export type AxialCase = {
  readonly row: CsvRow
  readonly level: Level
  readonly patient: string
  readonly split: Split
  readonly channels: readonly ImagePixels[]
  readonly geometry: ImageGeometry
  readonly file: string
}

export async function rsnaAxialCases(folder: string): Promise<CaseSource<AxialCase>> {
  const rows = parseCsv(await readFile(join(folder, 'index.csv'), 'utf8'))
  const series = groupBy(rows, (row) => `${cell(row, 'study_id')}_${cell(row, 'series_id')}`)
  return {
    dataset: 'rsna-t2-axial-crops',
    units: [...series].map(([key, crops]) => ({
      key,
      split: asSplit(cell(crops[0] as CsvRow, 'split')),
      read: async () => {
        const spanPx = medianSpanPx(crops)
        const cases: AxialCase[] = []
        for (const row of crops) cases.push(...(await readCrop(folder, row, spanPx)))
        return cases
      },
    })),
  }
}

export function axialSamples(crop: AxialCase): Sample[] {
  return [locateSample(crop), gradeSample(crop)]
}

/** The crops of one series share their native pixel size, so their spans can be compared. */
function medianSpanPx(crops: readonly CsvRow[]): number {
  const spans = crops.flatMap((row) => {
    const right = recessOf(row, 'right')
    const left = recessOf(row, 'left')
    return right && left ? [Math.hypot(left[0] - right[0], left[1] - right[1])] : []
  })
  if (spans.length > 0) return medianOf(spans)
  return (
    SPAN_OF_CANAL_BOX *
    medianOf(crops.map((row) => numberIn(row, 'canal_box_x1') - numberIn(row, 'canal_box_x0')))
  )
}

async function readCrop(folder: string, row: CsvRow, spanPx: number): Promise<AxialCase[]> {
  const level = cell(row, 'level')
  if (!isLevel(level)) return []
  const file = cell(row, 'file')
  const channels = await readPicture(join(folder, 'images', file))
  const { columns, rows } = channels[0] as ImagePixels
  const spacingMm = USUAL_SPAN_MM / spanPx
  const geometry = pictureGeometry(
    'axial',
    columns,
    rows,
    (spacingMm * numberIn(row, 'crop_w')) / columns,
    (spacingMm * numberIn(row, 'crop_h')) / rows,
  )
  return [
    {
      row,
      level,
      patient: cell(row, 'study_id'),
      split: asSplit(cell(row, 'split')),
      channels,
      geometry,
      file: `rsna-t2-axial-crops/${file}`,
    },
  ]
}

function locateSample({ row, channels, geometry, file }: AxialCase): Sample {
  const input = NETWORK_INPUTS['locate-axial']
  const canal = canalCentre(row)
  const toImage = placeAxialMm(geometry, input.shape, input.view, imageToPlane(geometry, 'axial', canal))
  const view = renderView(sourcesOf(channels), toImage, input, CROP_MARGIN)
  const points = [recessOf(row, 'right'), recessOf(row, 'left'), canal]
  const fromImage = invertAffine(view.toImage)
  return {
    task: 'locate-axial',
    split: asSplit(cell(row, 'split')),
    view,
    labels: {
      points: {
        data: Float32Array.from(
          points.flatMap((point) => (point ? applyAffine(fromImage, point) : [NaN, NaN])),
        ),
        shape: [points.length, 2],
      },
      states: {
        data: Uint8Array.from(points, (point) => (point ? POINT_STATES.present : POINT_STATES.unknown)),
        shape: [points.length],
      },
      weight: scalar(Float32Array.of(1)),
    },
    origin: originOf(row, file),
  }
}

function gradeSample({ row, channels, geometry, file }: AxialCase): Sample {
  const input = NETWORK_INPUTS['grade-axial']
  const toImage = placeAxialRecess(geometry, input.shape, input.view, axialFrame({ row, geometry }))
  return {
    task: 'grade-axial',
    split: asSplit(cell(row, 'split')),
    view: renderView(sourcesOf(channels), toImage, input, CROP_MARGIN),
    labels: {
      canal: gradeIn(row, 'spinal_canal_stenosis'),
      right: gradeIn(row, 'right_subarticular'),
      left: gradeIn(row, 'left_subarticular'),
      level: scalar(Int8Array.of(LEVELS.findIndex((level) => level === cell(row, 'level')))),
      weight: scalar(Float32Array.of(1)),
    },
    origin: originOf(row, file),
  }
}

/** Where only one recess or none was marked, both are taken to lie on either side of the canal's centre. */
export function axialFrame({ row, geometry }: Pick<AxialCase, 'row' | 'geometry'>): RecessFrame {
  const right = recessOf(row, 'right')
  const left = recessOf(row, 'left')
  if (right && left)
    return {
      right: imageToPlane(geometry, 'axial', right),
      left: imageToPlane(geometry, 'axial', left),
      spanMm: USUAL_SPAN_MM,
    }
  const [x, y] = imageToPlane(geometry, 'axial', canalCentre(row))
  return { right: [x - USUAL_SPAN_MM / 2, y], left: [x + USUAL_SPAN_MM / 2, y], spanMm: USUAL_SPAN_MM }
}

function gradeIn(row: CsvRow, column: string): ReturnType<typeof scalar> {
  return scalar(Int8Array.of(gradeIndex(row, column)))
}

/** Index into GRADES; -1 where there is no grade. */
export function gradeIndex(row: CsvRow, column: string): number {
  return GRADES.findIndex((grade) => grade === cell(row, column))
}

/** A recess in pixels of the crop; undefined where it was not marked. */
export function recessOf(row: CsvRow, side: 'left' | 'right'): ImagePoint | undefined {
  const x = numberIn(row, `${side}_x_frac`)
  const y = numberIn(row, `${side}_y_frac`)
  if (Number.isNaN(x) || Number.isNaN(y)) return undefined
  return [x * numberIn(row, 'crop_w') - 0.5, y * numberIn(row, 'crop_h') - 0.5]
}

export function canalCentre(row: CsvRow): ImagePoint {
  const column =
    (numberIn(row, 'canal_box_x0') + numberIn(row, 'canal_box_x1')) / 2 - numberIn(row, 'crop_x0')
  const line = (numberIn(row, 'canal_box_y0') + numberIn(row, 'canal_box_y1')) / 2 - numberIn(row, 'crop_y0')
  return [column, line]
}

export function sourcesOf(channels: readonly ImagePixels[]) {
  return channels.map((pixels) => ({ pixels, inverted: false }))
}

function originOf(row: CsvRow, file: string): Sample['origin'] {
  return { file, patient: cell(row, 'study_id'), level: cell(row, 'level'), side: '' }
}

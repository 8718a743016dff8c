import { join } from 'node:path'
import { medianOf } from '../../src/analysis/geometry/spine-curve.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { GRADES } from '../../src/domain/severity.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import type { AxialCase } from './axial-samples.ts'
import { cell, choiceIn, numberIn, readCsv, requiredChoiceIn, requiredNumberIn } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { groupBy } from './group-by.ts'
import { pictureGeometry } from './picture-geometry.ts'
import { readPicture } from './read-picture.ts'
import { splitIn } from './sample.ts'
import type { CaseSource } from './sample.ts'

/**
 * Pixel spacing is unknown, so the study's median recess span is taken to be this long, mm; training widens the scale.
 * Two labelled levels of study 100206310 (0.5 mm pixels) measure 16 and 18 mm, stenosed ones less.
 */
const USUAL_SPAN_MM = 16
/** Median recess span as a fraction of the canal box's width, for crops whose study has no pair of recess points. */
const SPAN_OF_CANAL_BOX = 0.595

/** Canal-centred axial T2 crops of RSNA 2024, their channels the previous, this and the next slice. */
export async function rsnaAxialCases(folder: string): Promise<CaseSource<AxialCase>> {
  const rows = await readCsv(join(folder, 'index.csv'))
  const series = groupBy(rows, (row) => `${cell(row, 'study_id')}_${cell(row, 'series_id')}`)
  return {
    dataset: 'rsna-t2-axial-crops',
    units: [...series].map(([key, crops]) => ({
      key,
      split: splitIn(crops[0] as CsvRow),
      read: async () => {
        const spanPx = medianSpanPx(crops)
        const cases: AxialCase[] = []
        for (const row of crops) cases.push(await readCrop(folder, row, spanPx))
        return cases
      },
    })),
  }
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
    medianOf(
      crops.map((row) => requiredNumberIn(row, 'canal_box_x1') - requiredNumberIn(row, 'canal_box_x0')),
    )
  )
}

async function readCrop(folder: string, row: CsvRow, spanPx: number): Promise<AxialCase> {
  const level = requiredChoiceIn(row, 'level', LEVELS)
  const file = cell(row, 'file')
  const channels = await readPicture(join(folder, 'images', file))
  const { columns, rows } = channels[0] as ImagePixels
  const spacingMm = USUAL_SPAN_MM / spanPx
  const right = recessOf(row, 'right')
  const left = recessOf(row, 'left')
  return {
    level,
    patient: cell(row, 'study_id'),
    split: splitIn(row),
    file: `rsna-t2-axial-crops/${file}`,
    sources: channels,
    geometry: pictureGeometry(
      'axial',
      columns,
      rows,
      (spacingMm * requiredNumberIn(row, 'crop_w')) / columns,
      (spacingMm * requiredNumberIn(row, 'crop_h')) / rows,
    ),
    recesses: { ...(right && { right }), ...(left && { left }) },
    canalCentre: canalCentre(row),
    spanMm: USUAL_SPAN_MM,
    grades: {
      canal: gradeIndex(row, 'spinal_canal_stenosis'),
      right: gradeIndex(row, 'right_subarticular'),
      left: gradeIndex(row, 'left_subarticular'),
    },
  }
}

function gradeIndex(row: CsvRow, column: string): number {
  return choiceIn(row, column, GRADES)
}

/** A recess in pixels of the crop; undefined where it was not marked. */
function recessOf(row: CsvRow, side: 'left' | 'right'): ImagePoint | undefined {
  const x = numberIn(row, `${side}_x_frac`)
  const y = numberIn(row, `${side}_y_frac`)
  if (Number.isNaN(x) || Number.isNaN(y)) return undefined
  return [x * requiredNumberIn(row, 'crop_w') - 0.5, y * requiredNumberIn(row, 'crop_h') - 0.5]
}

function canalCentre(row: CsvRow): ImagePoint {
  const column =
    (requiredNumberIn(row, 'canal_box_x0') + requiredNumberIn(row, 'canal_box_x1')) / 2 -
    requiredNumberIn(row, 'crop_x0')
  const line =
    (requiredNumberIn(row, 'canal_box_y0') + requiredNumberIn(row, 'canal_box_y1')) / 2 -
    requiredNumberIn(row, 'crop_y0')
  return [column, line]
}

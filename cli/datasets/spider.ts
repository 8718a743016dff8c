import { join } from 'node:path'
import type { View } from '../../src/analysis/view/render-view.ts'
import { DISCS } from '../../src/analysis/geometry/spine-curve.ts'
import type { Disc } from '../../src/analysis/geometry/spine-curve.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import { cell, gradeIn, readCsv, requiredChoiceIn, requiredNumberIn } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { groupBy } from './group-by.ts'
import { readLabelMask } from './draw-masks.ts'
import { pointsOf } from './mendeley.ts'
import { pictureGeometry } from './picture-geometry.ts'
import { readGreyPicture } from './read-picture.ts'
import { NOTHING_KNOWN } from './sagittal-samples.ts'
import type { DiscLabels, SagittalCase, Slice } from './sagittal-samples.ts'
import { splitIn, POINT_STATES } from './sample.ts'
import type { CaseSource } from './sample.ts'
import { trustedDiscs } from './trusted-discs.ts'
import type { MarkedDisc } from './trusted-discs.ts'

/** SPIDER (van der Graaf et al. 2024). Native pixel size of a T2 SPACE series, mm; about right wherever it is not given. */
const SPACE_HEIGHT_MM = 300
/** Label values of vertebra, disc and canal in the mask pictures. */
const LABEL_VALUES = [76, 29, 150]
const DISC_VALUE = 29
/** Discs that a picture may show, counted from the lowest. */
const MOST_DISCS = 23
const SEQUENCES = ['t1', 't2', 't2_SPACE'] as const
/** Slices on either side of a patient's middle one that are worth crops of every disc. */
const CROP_REACH = 4
/** A slice with less canal than this share of its pixels lies off the canal and may show foramina. */
const CANAL_SHARE = 0.004

/** Middle slices of T1, T2 and T2 SPACE series with disc boxes and gradings. */
export async function spiderMidCases(folder: string): Promise<CaseSource<SagittalCase>> {
  const pictures = await readCsv(join(folder, 'index.csv'))
  const discs = await readCsv(join(folder, 'discs.csv'))
  const trusted = discs.filter((row) => isYes(row, 'regular') && isYes(row, 'count_eq_num_discs'))
  const discsOf = groupBy(trusted, (row) => stem(cell(row, 'file')))
  const usable = pictures.filter(
    (row) => !cell(row, 'flags').includes('probably_squashed') && discsOf.has(stem(cell(row, 'file'))),
  )
  return {
    dataset: 'spider-mid',
    units: usable.map((row) => ({
      key: cell(row, 'file'),
      split: splitIn(row),
      read: async () => [await readMiddle(folder, row, discsOf.get(stem(cell(row, 'file'))) ?? [])],
    })),
  }
}

async function readMiddle(folder: string, row: CsvRow, discs: readonly CsvRow[]): Promise<SagittalCase> {
  const file = `${stem(cell(row, 'file'))}.webp`
  const contrast = requiredChoiceIn(row, 'seq', SEQUENCES) === 't1' ? 1 : 2
  const slice = await readSlice(join(folder, 'images', file), `spider-mid/${file}`, row, contrast)
  const { columns, rows } = slice.source
  const centres = new Map<Disc, ImagePoint>()
  const labels = new Map<Disc, DiscLabels>()
  for (const disc of discs) {
    const name = discFromBottom(gradeIn(disc, 'ivd_from_bottom', 1, MOST_DISCS))
    if (name === undefined) continue
    const x = (requiredNumberIn(disc, 'x0') + requiredNumberIn(disc, 'x1')) / 2
    const y = (requiredNumberIn(disc, 'y0') + requiredNumberIn(disc, 'y1')) / 2
    centres.set(name, [x * columns - 0.5, y * rows - 0.5])
    if (contrast === 2) labels.set(name, labelsOf(disc))
  }
  return { slice, points: pointsOf(centres), centres, labels, masksOf: undefined }
}

/** T2 SPACE slices through the spine with masks of vertebrae, discs and canal. */
export async function spiderT2Cases(folder: string): Promise<CaseSource<SagittalCase>> {
  const pictures = await readCsv(join(folder, 'index.csv'))
  const discs = await readCsv(join(folder, 'discs.csv'))
  const counted = discs.filter((row) => isYes(row, 'count_ok')).map((row) => ({ row, ...markedDisc(row) }))
  const trusted = [...groupBy(counted, ({ row }) => cell(row, 'patient')).values()].flatMap(trustedDiscs)
  const discsOf = groupBy(
    trusted.map(({ row }) => row),
    (row) => cell(row, 'file'),
  )
  const patients = groupBy(pictures, (row) => cell(row, 'patient'))
  return {
    dataset: 'spider-t2',
    units: [...patients].map(([key, slices]) => ({
      key,
      split: splitIn(slices[0] as CsvRow),
      read: async () => {
        const middle = middleSlice(slices)
        const cases: SagittalCase[] = []
        for (const row of slices)
          cases.push(await readMasked(folder, row, discsOf.get(cell(row, 'file')) ?? [], middle))
        return cases
      },
    })),
  }
}

function isYes(row: CsvRow, column: string): boolean {
  return requiredChoiceIn(row, column, ['0', '1']) === '1'
}

function markedDisc(row: CsvRow): MarkedDisc {
  const middleOf = (from: string, to: string) => (requiredNumberIn(row, from) + requiredNumberIn(row, to)) / 2
  return {
    slice: requiredNumberIn(row, 'slice'),
    count: requiredNumberIn(row, 'ivd'),
    middle: [middleOf('x0', 'x1'), middleOf('y0', 'y1')],
    areaPx: requiredNumberIn(row, 'area'),
  }
}

async function readMasked(
  folder: string,
  row: CsvRow,
  discs: readonly CsvRow[],
  middle: number,
): Promise<SagittalCase> {
  const image = cell(row, 'image')
  const slice = await readSlice(join(folder, image), `spider-t2/${image}`, row, 2)
  const labelPicture = await readGreyPicture(join(folder, cell(row, 'mask')))
  const onMidline = requiredNumberIn(row, 'frac_canal') >= CANAL_SHARE
  const graded = onMidline && Math.abs(requiredNumberIn(row, 'slice') - middle) <= CROP_REACH
  const centres = new Map<Disc, ImagePoint>()
  const labels = new Map<Disc, DiscLabels>()
  for (const disc of discs) {
    const name = discFromBottom(gradeIn(disc, 'ivd', 1, MOST_DISCS))
    const centre = centroidInBox(labelPicture, disc)
    if (name === undefined || centre === undefined) continue
    centres.set(name, centre)
    if (graded) labels.set(name, labelsOf(disc))
  }
  const points = pointsOf(centres).map((entry, index) =>
    index < DISCS.length || onMidline ? entry : { point: undefined, state: POINT_STATES.unknown },
  )
  const masksOf = (view: View) => readLabelMask(view, labelPicture, LABEL_VALUES)
  return { slice, points, centres, labels, masksOf }
}

async function readSlice(path: string, file: string, row: CsvRow, contrast: 1 | 2): Promise<Slice> {
  const pixels = await readGreyPicture(path)
  const spacingMm = SPACE_HEIGHT_MM / Math.max(pixels.rows, pixels.columns)
  return {
    source: pixels,
    geometry: pictureGeometry('sagittal', pixels.columns, pixels.rows, spacingMm, spacingMm),
    file,
    patient: cell(row, 'patient'),
    split: splitIn(row),
    contrast,
  }
}

/** The slice with the most canal in it. */
function middleSlice(slices: readonly CsvRow[]): number {
  const best = slices.reduce((a, b) =>
    requiredNumberIn(b, 'frac_canal') > requiredNumberIn(a, 'frac_canal') ? b : a,
  )
  return requiredNumberIn(best, 'slice')
}

/** Discs are counted from the bottom: 1 is L5/S1. */
function discFromBottom(count: number): Disc | undefined {
  return DISCS[DISCS.length - count]
}

function labelsOf(row: CsvRow): DiscLabels {
  return {
    ...NOTHING_KNOWN,
    bulge: gradeIn(row, 'bulging', 0, 1),
    herniation: gradeIn(row, 'herniation', 0, 1),
    listhesis: gradeIn(row, 'spondylolisthesis', 0, 1),
    narrowing: gradeIn(row, 'narrowing', 0, 1),
    pfirrmann: gradeIn(row, 'pfirrmann', 1, 5),
  }
}

/** Centre of a disc's pixels inside its box (pixels of the mask picture, both ends included). */
function centroidInBox(labels: ImagePixels, disc: CsvRow): ImagePoint | undefined {
  let sumColumn = 0
  let sumRow = 0
  let count = 0
  for (
    let row = requiredNumberIn(disc, 'y0');
    row <= Math.min(requiredNumberIn(disc, 'y1'), labels.rows - 1);
    row++
  )
    for (
      let column = requiredNumberIn(disc, 'x0');
      column <= Math.min(requiredNumberIn(disc, 'x1'), labels.columns - 1);
      column++
    ) {
      if (labels.data[row * labels.columns + column] !== DISC_VALUE) continue
      sumColumn += column
      sumRow += row
      count++
    }
  return count > 0 ? [sumColumn / count, sumRow / count] : undefined
}

function stem(file: string): string {
  return file.replace(/\.[a-z]+$/, '')
}

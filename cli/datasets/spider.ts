import { join } from 'node:path'
import type { View } from '../../src/analysis/view/render-view.ts'
import { DISCS } from '../../src/analysis/geometry/spine-curve.ts'
import type { Disc } from '../../src/analysis/geometry/spine-curve.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import { cell, numberIn, readCsv } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { groupBy } from './group-by.ts'
import { readLabelMask } from './draw-masks.ts'
import { pointsOf } from './mendeley.ts'
import { pictureGeometry } from './picture-geometry.ts'
import { readGreyPicture } from './read-picture.ts'
import { NOTHING_KNOWN } from './sagittal-samples.ts'
import type { DiscLabels, SagittalCase, Slice } from './sagittal-samples.ts'
import { asSplit, POINT_STATES } from './sample.ts'
import type { CaseSource } from './sample.ts'
import { trustedDiscs } from './trusted-discs.ts'
import type { MarkedDisc } from './trusted-discs.ts'

/** SPIDER (van der Graaf et al. 2024). Native pixel size of a T2 SPACE series, mm; about right wherever it is not given. */
const SPACE_HEIGHT_MM = 300
/** Label values of vertebra, disc and canal in the mask pictures. */
const LABEL_VALUES = [76, 29, 150]
const DISC_VALUE = 29
/** Slices on either side of a patient's middle one that are worth crops of every disc. */
const CROP_REACH = 4
/** A slice with less canal than this share of its pixels lies off the canal and may show foramina. */
const CANAL_SHARE = 0.004

/** Middle slices of T1, T2 and T2 SPACE series with disc boxes and gradings. */
export async function spiderMidCases(folder: string): Promise<CaseSource<SagittalCase>> {
  const pictures = await readCsv(join(folder, 'index.csv'))
  const discs = await readCsv(join(folder, 'discs.csv'))
  const trusted = discs.filter(
    (row) => cell(row, 'regular') === '1' && cell(row, 'count_eq_num_discs') === '1',
  )
  const discsOf = groupBy(trusted, (row) => stem(cell(row, 'file')))
  const usable = pictures.filter(
    (row) => !cell(row, 'flags').includes('probably_squashed') && discsOf.has(stem(cell(row, 'file'))),
  )
  return {
    dataset: 'spider-mid',
    units: usable.map((row) => ({
      key: cell(row, 'file'),
      split: asSplit(cell(row, 'split')),
      read: async () => [await readMiddle(folder, row, discsOf.get(stem(cell(row, 'file'))) ?? [])],
    })),
  }
}

async function readMiddle(folder: string, row: CsvRow, discs: readonly CsvRow[]): Promise<SagittalCase> {
  const file = `${stem(cell(row, 'file'))}.webp`
  const contrast = cell(row, 'seq') === 't1' ? 1 : 2
  const slice = await readSlice(join(folder, 'images', file), `spider-mid/${file}`, row, contrast)
  const { columns, rows } = slice.source.pixels
  const centres = new Map<Disc, ImagePoint>()
  const labels = new Map<Disc, DiscLabels>()
  for (const disc of discs) {
    const name = discFromBottom(numberIn(disc, 'ivd_from_bottom'))
    if (name === undefined) continue
    const x = (numberIn(disc, 'x0') + numberIn(disc, 'x1')) / 2
    const y = (numberIn(disc, 'y0') + numberIn(disc, 'y1')) / 2
    centres.set(name, [x * columns - 0.5, y * rows - 0.5])
    if (contrast === 2) labels.set(name, labelsOf(disc))
  }
  return { slice, points: pointsOf(centres), centres, labels, masksOf: undefined }
}

/** T2 SPACE slices through the spine with masks of vertebrae, discs and canal. */
export async function spiderT2Cases(folder: string): Promise<CaseSource<SagittalCase>> {
  const pictures = await readCsv(join(folder, 'index.csv'))
  const discs = await readCsv(join(folder, 'discs.csv'))
  const counted = discs
    .filter((row) => cell(row, 'count_ok') === '1')
    .map((row) => ({ row, ...markedDisc(row) }))
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
      split: asSplit(cell(slices[0] as CsvRow, 'split')),
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

function markedDisc(row: CsvRow): MarkedDisc {
  const middleOf = (from: string, to: string) => (numberIn(row, from) + numberIn(row, to)) / 2
  return {
    slice: numberIn(row, 'slice'),
    count: numberIn(row, 'ivd'),
    middle: [middleOf('x0', 'x1'), middleOf('y0', 'y1')],
    areaPx: numberIn(row, 'area'),
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
  const onMidline = numberIn(row, 'frac_canal') >= CANAL_SHARE
  const graded = onMidline && Math.abs(numberIn(row, 'slice') - middle) <= CROP_REACH
  const centres = new Map<Disc, ImagePoint>()
  const labels = new Map<Disc, DiscLabels>()
  for (const disc of discs) {
    const name = discFromBottom(numberIn(disc, 'ivd'))
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
    source: { pixels, inverted: false },
    geometry: pictureGeometry('sagittal', pixels.columns, pixels.rows, spacingMm, spacingMm),
    file,
    patient: cell(row, 'patient'),
    split: asSplit(cell(row, 'split')),
    contrast,
  }
}

/** The slice with the most canal in it. */
function middleSlice(slices: readonly CsvRow[]): number {
  const best = slices.reduce((a, b) => (numberIn(b, 'frac_canal') > numberIn(a, 'frac_canal') ? b : a))
  return numberIn(best, 'slice')
}

/** Discs are counted from the bottom: 1 is L5/S1. */
function discFromBottom(count: number): Disc | undefined {
  return DISCS[DISCS.length - count]
}

function labelsOf(row: CsvRow): DiscLabels {
  return {
    ...NOTHING_KNOWN,
    bulge: known(row, 'bulging'),
    herniation: known(row, 'herniation'),
    listhesis: known(row, 'spondylolisthesis'),
    narrowing: known(row, 'narrowing'),
    pfirrmann: known(row, 'pfirrmann'),
  }
}

function known(row: CsvRow, column: string): number {
  const value = numberIn(row, column)
  return Number.isNaN(value) ? -1 : value
}

/** Centre of a disc's pixels inside its box (pixels of the mask picture, both ends included). */
function centroidInBox(labels: ImagePixels, disc: CsvRow): ImagePoint | undefined {
  let sumColumn = 0
  let sumRow = 0
  let count = 0
  for (let row = numberIn(disc, 'y0'); row <= Math.min(numberIn(disc, 'y1'), labels.rows - 1); row++)
    for (
      let column = numberIn(disc, 'x0');
      column <= Math.min(numberIn(disc, 'x1'), labels.columns - 1);
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

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { applyAffine } from '../../src/analysis/geometry/affine.ts'
import { imageToPlane, planeToImage } from '../../src/analysis/geometry/anatomical-plane.ts'
import { imagesOfRole } from '../../src/analysis/view/read-slices.ts'
import type { PlacedImage } from '../../src/analysis/view/read-slices.ts'
import { USUALLY_BEHIND } from '../../src/analysis/locate/canal-mask.ts'
import { DISC_GAPS, DISCS, pointInFrame, spineFrames } from '../../src/analysis/geometry/spine-curve.ts'
import type { Disc } from '../../src/analysis/geometry/spine-curve.ts'
import { CONDITIONS, sideOf } from '../../src/domain/condition.ts'
import type { Condition, Side } from '../../src/domain/condition.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import { distanceToPlane, imageToPatient } from '../../src/domain/image-geometry.ts'
import { LEVEL_NAMES, LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import { GRADE_NAMES, GRADES } from '../../src/domain/severity.ts'
import { folderSources } from '../folder-source.ts'
import { axialSamples } from '../datasets/axial-samples.ts'
import { cell, choiceIn, DataError, readCsv, requiredChoiceIn, requiredNumberIn } from '../datasets/csv.ts'
import type { CsvRow } from '../datasets/csv.ts'
import { groupBy } from '../datasets/group-by.ts'
import { axialCases, foraminalCase, markOn, nearestImages } from './marked-levels.ts'
import type { MarkedRecesses } from './marked-levels.ts'
import { openStudy } from './open-study.ts'
import type { OpenStudy } from './open-study.ts'
import { foraminalSamples } from '../datasets/rsna-foraminal.ts'
import { discSamples, NOTHING_KNOWN } from '../datasets/sagittal-samples.ts'
import type { DiscLabels } from '../datasets/sagittal-samples.ts'
import type { Sample, Source, Split } from '../datasets/sample.ts'

/** A slice that passes a foramen this far off still shows it: half of the usual distance of slices, and a little. */
const CARRIED_WITHIN_MM = 3

/**
 * RSNA 2024 as Kaggle delivers it: train.csv, train_label_coordinates.csv and train_images/<study>/<series>/<n>.dcm, read
 * by the app's own intake and series. Studies without images or labels are passed over.
 */
export async function rsnaLayoutSource(folder: string): Promise<Source> {
  const grades = await readCsv(join(folder, 'train.csv'))
  const points = await readCsv(join(folder, 'train_label_coordinates.csv'))
  const pointsOf = groupBy(points, (row) => cell(row, 'study_id'))
  const descriptions = await readCsv(join(folder, 'train_series_descriptions.csv'))
  const described = new Set(descriptions.map(describedSeries))
  const studies = grades.flatMap((row) => {
    const study = cell(row, 'study_id')
    const images = join(folder, 'train_images', study)
    const marks = (pointsOf.get(study) ?? []).map(readMark).filter((mark) => mark !== undefined)
    return existsSync(images) && marks.length > 0 ? [{ study, images, row, marks }] : []
  })
  const undescribed = await Promise.all(
    studies.map(async ({ study, images, marks }) => {
      const series = new Set([...(await folderNames(images)), ...marks.map((mark) => mark.series)])
      return [...series].map((name) => `${study}/${name}`).filter((name) => !described.has(name))
    }),
  )
  refuseUndescribed(undescribed.flat())
  return {
    dataset: 'rsna',
    units: studies.map(({ study, images, row, marks }) => ({
      key: study,
      samples: () => studySamples(images, study, row, marks),
    })),
  }
}

const DESCRIPTIONS = ['Sagittal T1', 'Sagittal T2/STIR', 'Axial T2'] as const
/** Names that a message lists before it only counts. */
const MOST_NAMED = 20

/** `<study>/<series>` of a row whose description is one that the competition knows. */
function describedSeries(row: CsvRow): string {
  requiredChoiceIn(row, 'series_description', DESCRIPTIONS)
  return `${cell(row, 'study_id')}/${cell(row, 'series_id')}`
}

async function folderNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** The app tells what a series shows by its images, not by the CSV: a series that the CSV lacks means that the two do not belong together. */
function refuseUndescribed(series: readonly string[]): void {
  if (series.length === 0) return
  const more = series.length > MOST_NAMED ? ` and ${series.length - MOST_NAMED} more` : ''
  throw new DataError(
    'prepare.undescribed-series',
    `train_series_descriptions.csv lacks ${series.slice(0, MOST_NAMED).join(', ')}${more} (study/series); take the CSV files and images of one download`,
  )
}

/** The split that data/README.md gives to a study id; its last tenth, kept for acceptance, counts as test here. */
export function splitOf(study: string): Split {
  const digest = createHash('sha256').update(study).digest('hex')
  const share = Number(BigInt(`0x${digest}`) % 100n)
  if (share < 70) return 'train'
  return share < 80 ? 'val' : 'test'
}

/** One row of train_label_coordinates.csv. */
type Mark = {
  readonly series: string
  readonly instance: string
  readonly condition: Condition
  readonly level: Level
  readonly point: ImagePoint
}

/** The names that train_label_coordinates.csv writes. */
const CONDITION_TITLES = CONDITIONS.map((condition) =>
  condition.replaceAll('_', ' ').replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
)
const LEVEL_TITLES = LEVELS.map((level) => LEVEL_NAMES[level])

/** Undefined where the condition or the level is blank. */
function readMark(row: CsvRow): Mark | undefined {
  const condition = CONDITIONS[choiceIn(row, 'condition', CONDITION_TITLES)]
  const level = LEVELS[choiceIn(row, 'level', LEVEL_TITLES)]
  if (condition === undefined || level === undefined) return undefined
  const point: ImagePoint = [requiredNumberIn(row, 'x'), requiredNumberIn(row, 'y')]
  return { series: cell(row, 'series_id'), instance: cell(row, 'instance_number'), condition, level, point }
}

type Marked = Mark & { readonly placed: PlacedImage; readonly side: Side; readonly grade: number }

async function studySamples(
  images: string,
  patient: string,
  grades: CsvRow,
  marks: readonly Mark[],
): Promise<Sample[]> {
  const origin = { folder: `rsna/${patient}`, patient, split: splitOf(patient) }
  const study = await openStudy(await folderSources(images), origin)
  const byPath = new Map<string, PlacedImage>()
  for (const stack of study.studies.flatMap(({ stacks }) => stacks))
    for (const [order, image] of stack.images.entries()) byPath.set(image.path, { stack, image, order })
  const marked = marks.flatMap((mark): Marked[] => {
    const placed = byPath.get(`${mark.series}/${mark.instance}.dcm`)
    const side = sideOf(mark.condition) ?? 'left'
    return placed ? [{ ...mark, placed, side, grade: gradeIn(grades, mark.condition, mark.level) }] : []
  })
  const of = (ending: string) => marked.filter(({ condition }) => condition.endsWith(ending))
  const foramina = of('foraminal_narrowing')
  return [
    ...(await foramenSamples(study, foramina, 1)),
    ...(await foramenSamples(study, carryToT2(study, foramina), 2)),
    ...(await canalSamples(study, of('canal_stenosis'))),
    ...(await recessSamples(study, grades, of('subarticular_stenosis'))),
  ]
}

function gradeIn(grades: CsvRow, condition: Condition, level: Level): number {
  return choiceIn(
    grades,
    `${condition}_${level}`,
    GRADES.map((name) => GRADE_NAMES[name]),
  )
}

/** Foramina are marked on T1; on T2 each lies where it lies in the patient, if a slice passes there. */
function carryToT2({ studies }: OpenStudy, marks: readonly Marked[]): Marked[] {
  const images = studies.flatMap((study) => imagesOfRole(study, study.roles, 'sagittal_t2'))
  return marks.flatMap((mark) => {
    const point = imageToPatient(mark.placed.image.geometry, mark.point)
    const [nearest] = nearestImages(images, [point])
    if (nearest === undefined) return []
    const awayMm = Math.abs(distanceToPlane(nearest.image.geometry, point))
    return awayMm > CARRIED_WITHIN_MM ? [] : [{ ...mark, ...markOn(nearest, point) }]
  })
}

async function foramenSamples(
  study: OpenStudy,
  marks: readonly Marked[],
  contrast: 1 | 2,
): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const here of groupBy(marks, ({ placed }) => placed.image.id).values()) {
    const { placed, side } = here[0] as Marked
    samples.push(...foraminalSamples(await foraminalCase(study, { placed, side, contrast }, marks, here)))
  }
  return samples
}

/** RSNA marks the canal, not the disc: the disc's centre is taken to lie as far before it as usual. */
async function canalSamples(study: OpenStudy, marks: readonly Marked[]): Promise<Sample[]> {
  const planePoints = DISCS.map((disc) => {
    const mark = marks.find(({ level }) => level === disc)
    return mark && imageToPlane(mark.placed.image.geometry, 'sagittal', mark.point)
  })
  const frames = spineFrames(planePoints, DISC_GAPS)
  const samples: Sample[] = []
  for (const here of groupBy(marks, ({ placed }) => placed.image.id).values()) {
    const slice = await study.readSlice((here[0] as Marked).placed, 2)
    const centres = new Map<Disc, ImagePoint>()
    for (const [index, disc] of DISCS.entries()) {
      const frame = frames?.[index]
      if (frame === undefined) continue
      const centre = pointInFrame(frame, -USUALLY_BEHIND, 0)
      centres.set(disc, applyAffine(planeToImage(slice.geometry, 'sagittal'), centre))
    }
    const labels = new Map<Disc, DiscLabels>()
    for (const { level, grade } of here) if (grade >= 0) labels.set(level, { ...NOTHING_KNOWN, canal: grade })
    samples.push(...discSamples(slice, centres, labels))
  }
  return samples
}

/** Both recesses of a level must be marked, if need be on neighbouring images: a lone one does not tell where the canal is. */
async function recessSamples(study: OpenStudy, grades: CsvRow, marks: readonly Marked[]): Promise<Sample[]> {
  const levels = LEVELS.flatMap((level): MarkedRecesses[] => {
    const right = marks.find((mark) => mark.level === level && mark.side === 'right')
    const left = marks.find((mark) => mark.level === level && mark.side === 'left')
    if (right === undefined || left === undefined || right.placed.stack !== left.placed.stack) return []
    const canalCentre: ImagePoint = [
      (right.point[0] + left.point[0]) / 2,
      (right.point[1] + left.point[1]) / 2,
    ]
    const canal = gradeIn(grades, 'spinal_canal_stenosis', level)
    return [{ level, right, left, canalCentre, grades: { canal, right: right.grade, left: left.grade } }]
  })
  return (await axialCases(study, levels)).flatMap(axialSamples)
}

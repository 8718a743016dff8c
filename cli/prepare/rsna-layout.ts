import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyAffine } from '../../src/analysis/affine.ts'
import { imageToPlane, planeToImage } from '../../src/analysis/anatomical-plane.ts'
import type { PlanePoint } from '../../src/analysis/anatomical-plane.ts'
import { neighboursOf } from '../../src/analysis/choose-axial-images.ts'
import type { PlacedImage } from '../../src/analysis/read-slices.ts'
import type { ViewSource } from '../../src/analysis/render-view.ts'
import { CANAL_BEHIND, pointInFrame } from '../../src/analysis/site-levels.ts'
import { DISC_GAPS, DISCS, FORAMEN_GAPS, medianOf, spineFrames } from '../../src/analysis/spine-curve.ts'
import type { Disc, SpineFrame } from '../../src/analysis/spine-curve.ts'
import { CONDITIONS, SIDES } from '../../src/domain/condition.ts'
import type { Condition, Side } from '../../src/domain/condition.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import { LEVEL_NAMES, LEVELS } from '../../src/domain/level.ts'
import type { Level } from '../../src/domain/level.ts'
import { GRADE_NAMES, GRADES } from '../../src/domain/severity.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import { createStudyReader } from '../../src/worker/study-reader.ts'
import type { StudyReader } from '../../src/worker/study-reader.ts'
import { folderSources } from '../folder-source.ts'
import { codecs } from '../node-codecs.ts'
import { axialSamples } from './axial-samples.ts'
import { cell, numberIn, parseCsv } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { groupBy } from './group-by.ts'
import { foraminalSamples } from './rsna-foraminal.ts'
import { discSamples, NOTHING_KNOWN } from './sagittal-samples.ts'
import type { DiscLabels, MarkedPoint, Slice } from './sagittal-samples.ts'
import { emptyMask } from './draw-masks.ts'
import { MASK_UNKNOWN, POINT_STATES } from './sample.ts'
import type { Sample, Source, Split } from './sample.ts'

const { signal } = new AbortController()

/**
 * RSNA 2024 as Kaggle delivers it: train.csv, train_label_coordinates.csv and train_images/<study>/<series>/<n>.dcm, read
 * by the app's own intake and series. Studies without images or labels are passed over.
 */
export async function rsnaLayoutSource(folder: string): Promise<Source> {
  const grades = parseCsv(await readFile(join(folder, 'train.csv'), 'utf8'))
  const points = parseCsv(await readFile(join(folder, 'train_label_coordinates.csv'), 'utf8'))
  const pointsOf = groupBy(points, (row) => cell(row, 'study_id'))
  return {
    dataset: 'rsna',
    units: grades.flatMap((row) => {
      const study = cell(row, 'study_id')
      const images = join(folder, 'train_images', study)
      const marks = (pointsOf.get(study) ?? []).map(readMark).filter((mark) => mark !== undefined)
      if (!existsSync(images) || marks.length === 0) return []
      return [{ key: study, samples: () => studySamples(images, study, row, marks) }]
    }),
  }
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

function readMark(row: CsvRow): Mark | undefined {
  const name = cell(row, 'condition').toLowerCase().replaceAll(' ', '_')
  const condition = CONDITIONS.find((known) => known === name)
  const level = LEVELS.find((known) => LEVEL_NAMES[known] === cell(row, 'level'))
  if (condition === undefined || level === undefined) return undefined
  const point: ImagePoint = [numberIn(row, 'x'), numberIn(row, 'y')]
  return { series: cell(row, 'series_id'), instance: cell(row, 'instance_number'), condition, level, point }
}

type Marked = Mark & { readonly placed: PlacedImage; readonly grade: number }

async function studySamples(
  images: string,
  study: string,
  grades: CsvRow,
  marks: readonly Mark[],
): Promise<Sample[]> {
  const reader = createStudyReader(codecs, () => performance.now())
  const opened = await reader.open(signal, await folderSources(images), () => undefined)
  if (!opened.ok) throw new Error(opened.diagnostic.code)
  const byPath = new Map<string, PlacedImage>()
  for (const stack of opened.value.studies.flatMap(({ stacks }) => stacks))
    for (const [order, image] of stack.images.entries()) byPath.set(image.path, { stack, image, order })
  const marked = marks.flatMap((mark): Marked[] => {
    const placed = byPath.get(`${mark.series}/${mark.instance}.dcm`)
    const grade = GRADES.findIndex(
      (name) => GRADE_NAMES[name] === cell(grades, `${mark.condition}_${mark.level}`),
    )
    return placed ? [{ ...mark, placed, grade }] : []
  })
  const of = (ending: string) => marked.filter(({ condition }) => condition.endsWith(ending))
  return [
    ...(await foramenSamples(reader, study, of('foraminal_narrowing'))),
    ...(await canalSamples(reader, study, of('canal_stenosis'))),
    ...(await recessSamples(reader, study, grades, of('subarticular_stenosis'))),
  ]
}

async function foramenSamples(
  reader: StudyReader,
  study: string,
  marks: readonly Marked[],
): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const here of groupBy(marks, ({ placed }) => placed.image.id).values()) {
    const slice = await readSlice(reader, study, here[0] as Marked, 1)
    const side = sideIn((here[0] as Marked).condition)
    const graded = here.filter(({ grade }) => grade >= 0)
    const foramina = graded.flatMap(({ level, condition, grade, point }) => {
      const frame = foramenFrame(slice, marks, condition, level, point)
      return frame ? [{ level, side: sideIn(condition), grade, frame }] : []
    })
    const near = marks.filter(
      ({ condition, placed }) =>
        sideIn(condition) === side && Math.abs(placed.order - (here[0] as Marked).placed.order) <= 1,
    )
    const points = LEVELS.map((level): MarkedPoint => {
      const own = here.find((mark) => mark.level === level)
      if (own) return { point: own.point, state: POINT_STATES.present }
      const beside = near.find((mark) => mark.level === level)
      if (beside) return { point: beside.point, state: POINT_STATES.nearby }
      return { point: undefined, state: POINT_STATES.unknown }
    })
    const unknown = DISCS.map((): MarkedPoint => ({ point: undefined, state: POINT_STATES.unknown }))
    samples.push(...foraminalSamples({ slice, points: [...unknown, ...points], foramina, weight: 1 }))
  }
  return samples
}

/** The frame through the foramina of the same side, levels missing there from the other side. */
function foramenFrame(
  { geometry }: Slice,
  marks: readonly Marked[],
  condition: Condition,
  level: Level,
  point: ImagePoint,
): SpineFrame | undefined {
  const points = LEVELS.map((other): PlanePoint | undefined => {
    if (other === level) return imageToPlane(geometry, 'sagittal', point)
    const there = marks.filter((mark) => mark.level === other)
    const mark = there.find((same) => same.condition === condition) ?? there[0]
    return mark && imageToPlane(mark.placed.image.geometry, 'sagittal', mark.point)
  })
  return spineFrames(points, FORAMEN_GAPS)?.[LEVELS.indexOf(level)]
}

/** RSNA marks the canal, not the disc: the disc's centre is taken to lie as far before it as usual. */
async function canalSamples(reader: StudyReader, study: string, marks: readonly Marked[]): Promise<Sample[]> {
  const planePoints = DISCS.map((disc) => {
    const mark = marks.find(({ level }) => level === disc)
    return mark && imageToPlane(mark.placed.image.geometry, 'sagittal', mark.point)
  })
  const frames = spineFrames(planePoints, DISC_GAPS)
  const samples: Sample[] = []
  for (const here of groupBy(marks, ({ placed }) => placed.image.id).values()) {
    const slice = await readSlice(reader, study, here[0] as Marked, 2)
    const centres = new Map<Disc, ImagePoint>()
    for (const [index, disc] of DISCS.entries()) {
      const frame = frames?.[index]
      if (frame === undefined) continue
      const centre = pointInFrame(frame, -CANAL_BEHIND, 0)
      centres.set(disc, applyAffine(planeToImage(slice.geometry, 'sagittal'), centre))
    }
    const labels = new Map<Disc, DiscLabels>()
    for (const { level, grade } of here) if (grade >= 0) labels.set(level, { ...NOTHING_KNOWN, canal: grade })
    samples.push(...discSamples(slice, centres, labels, (view) => emptyMask(view, MASK_UNKNOWN), 1))
  }
  return samples
}

/** Both recesses of a level must be marked, if need be on neighbouring images: a lone one does not tell where the canal is. */
async function recessSamples(
  reader: StudyReader,
  study: string,
  grades: CsvRow,
  marks: readonly Marked[],
): Promise<Sample[]> {
  const pairs = LEVELS.flatMap((level) => {
    const right = marks.find((mark) => mark.level === level && sideIn(mark.condition) === 'right')
    const left = marks.find((mark) => mark.level === level && sideIn(mark.condition) === 'left')
    return right && left && right.placed.stack === left.placed.stack ? [{ level, right, left }] : []
  })
  if (pairs.length === 0) return []
  const spanMm = medianOf(pairs.map(({ right, left }) => spanOf(right, left)))
  const samples: Sample[] = []
  for (const { level, right, left } of pairs) {
    const { image } = right.placed
    const sources: ViewSource[] = []
    for (const placed of neighboursOf(right.placed))
      sources.push({
        pixels: await readPixels(reader, placed.image.id),
        inverted: placed.image.inverted,
      })
    const gradeOf = (condition: Condition) =>
      GRADES.findIndex((name) => GRADE_NAMES[name] === cell(grades, `${condition}_${level}`))
    samples.push(
      ...axialSamples({
        level,
        patient: study,
        split: splitOf(study),
        file: `rsna/${study}/${image.path}`,
        sources,
        geometry: image.geometry,
        recesses: { right: right.point, left: left.point },
        canalCentre: [(right.point[0] + left.point[0]) / 2, (right.point[1] + left.point[1]) / 2],
        spanMm,
        grades: {
          canal: gradeOf('spinal_canal_stenosis'),
          right: gradeOf('right_subarticular_stenosis'),
          left: gradeOf('left_subarticular_stenosis'),
        },
      }),
    )
  }
  return samples
}

function spanOf(right: Marked, left: Marked): number {
  const a = imageToPlane(right.placed.image.geometry, 'axial', right.point)
  const b = imageToPlane(left.placed.image.geometry, 'axial', left.point)
  return Math.hypot(b[0] - a[0], b[1] - a[1])
}

async function readSlice(
  reader: StudyReader,
  study: string,
  { placed: { image } }: Marked,
  contrast: 1 | 2,
): Promise<Slice> {
  return {
    source: { pixels: await readPixels(reader, image.id), inverted: image.inverted },
    geometry: image.geometry,
    file: `rsna/${study}/${image.path}`,
    patient: study,
    split: splitOf(study),
    contrast,
  }
}

async function readPixels(reader: StudyReader, imageId: string): Promise<ImagePixels> {
  const pixels = await reader.pixels(signal, imageId)
  if (!pixels.ok) throw new Error(`${pixels.diagnostic.code}: ${imageId}`)
  return pixels.value
}

function sideIn(condition: Condition): Side {
  return SIDES.find((side) => condition.startsWith(side)) ?? 'left'
}

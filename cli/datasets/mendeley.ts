import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyAffine, invertAffine } from '../../src/analysis/geometry/affine.ts'
import type { Point2 } from '../../src/analysis/geometry/affine.ts'
import type { View } from '../../src/analysis/view/render-view.ts'
import { DISCS } from '../../src/analysis/geometry/spine-curve.ts'
import type { Disc } from '../../src/analysis/geometry/spine-curve.ts'
import type { ImagePoint } from '../../src/domain/geometry.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { cell, choiceIn, gradeIn, readCsv, requiredChoiceIn, requiredNumberIn } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { groupBy } from './group-by.ts'
import { emptyMask, fillPolygon } from './draw-masks.ts'
import type { MaskView } from './draw-masks.ts'
import { pictureGeometry } from './picture-geometry.ts'
import { readGreyPicture } from './read-picture.ts'
import { registerPictures } from './register-pictures.ts'
import { NOTHING_KNOWN } from './sagittal-samples.ts'
import type { DiscLabels, MarkedPoint, SagittalCase, Slice } from './sagittal-samples.ts'
import { splitIn, MASK_UNKNOWN, POINT_STATES } from './sample.ts'
import type { CaseSource } from './sample.ts'

/** Mid-sagittal T1 and T2 pairs of Sudirman et al. 2019 with disc boxes, vertebra polygons and readings. */
const SPACING_MM = 0.6875
/** Discs beyond those that the localizer knows are marked too. */
const MARKED_DISCS = ['t9_t10', 't10_t11', ...DISCS, 's1_s2'] as const
const COMPRESSION = ['none', 'mild', 'severe']
const VERTEBRA = 0
/** Behind a vertebral body there is no bone for at least 8 mm: the canal. In pixels of the pictures. */
const KNOWN_BEHIND_PX = 8 / SPACING_MM
type Polygons = Readonly<Record<string, readonly Point2[]>>

export async function mendeleyCases(folder: string): Promise<CaseSource<SagittalCase>> {
  const studies = await readCsv(join(folder, 'index.csv'))
  const discs = await readCsv(join(folder, 'discs.csv'))
  const polygons = JSON.parse(await readFile(join(folder, 'vertebrae.json'), 'utf8')) as Record<
    string,
    Polygons
  >
  const discsOf = groupBy(discs.filter(isTrusted), (row) => cell(row, 'key'))
  return {
    dataset: 'mendeley-sag',
    units: studies.map((study) => {
      const key = cell(study, 'key')
      const read = () => readStudy(folder, study, discsOf.get(key) ?? [], polygons[key] ?? {})
      return { key, split: splitIn(study), read }
    }),
  }
}

/** Rows whose level two independent counts agree on. */
function isTrusted(row: CsvRow): boolean {
  return levelIn(row) === cell(row, 'level_by_index') && requiredChoiceIn(row, 'regular', ['0', '1']) === '1'
}

function levelIn(row: CsvRow): (typeof MARKED_DISCS)[number] {
  return requiredChoiceIn(row, 'level', MARKED_DISCS)
}

async function readStudy(
  folder: string,
  study: CsvRow,
  discs: readonly CsvRow[],
  polygons: Polygons,
): Promise<SagittalCase[]> {
  const [t2, t1] = await Promise.all([readColumn(folder, study, 't2'), readColumn(folder, study, 't1')])
  const cases: SagittalCase[] = []
  for (const { file, pixels, contrast } of [t1, t2].flatMap((picture) => picture ?? [])) {
    const { columns, rows } = pixels
    const slice: Slice = {
      source: pixels,
      geometry: pictureGeometry('sagittal', columns, rows, SPACING_MM, SPACING_MM),
      file: `mendeley-sag/${file}`,
      patient: cell(study, 'patient'),
      split: splitIn(study),
      contrast,
    }
    // Boxes and outlines were drawn on T2; some patients moved before T1, by up to 23 mm, and their labels with them.
    const [across, down] = contrast === 1 && t2 ? registerPictures(t2.pixels, pixels) : [0, 0]
    const toPixels = ([x, y]: Point2): ImagePoint => [x * columns - 0.5 + across, y * rows - 0.5 + down]
    const outlines = new Map(Object.entries(polygons).map(([name, line]) => [name, line.map(toPixels)]))
    const centres = centresOf(discs, toPixels)
    const labels = contrast === 2 ? labelsOf(discs) : new Map<Disc, DiscLabels>()
    const masksOf = (view: View) => vertebraMask(view, outlines)
    cases.push({ slice, points: pointsOf(centres), centres, labels, masksOf })
  }
  return cases
}

async function readColumn(folder: string, study: CsvRow, column: 't1' | 't2') {
  const file = cell(study, column)
  if (file === '') return undefined
  const contrast = column === 't1' ? (1 as const) : (2 as const)
  return { file, contrast, pixels: await readGreyPicture(join(folder, file)) }
}

function centresOf(discs: readonly CsvRow[], toPixels: (point: Point2) => ImagePoint): Map<Disc, ImagePoint> {
  const centres = new Map<Disc, ImagePoint>()
  for (const row of discs) {
    const disc = DISCS.find((name) => name === levelIn(row))
    const x = (requiredNumberIn(row, 'x0') + requiredNumberIn(row, 'x1')) / 2
    const y = (requiredNumberIn(row, 'y0') + requiredNumberIn(row, 'y1')) / 2
    if (disc !== undefined) centres.set(disc, toPixels([x, y]))
  }
  return centres
}

/** A middle slice: its discs, and no foramen anywhere. */
export function pointsOf(centres: ReadonlyMap<Disc, ImagePoint>): MarkedPoint[] {
  const discs = DISCS.map((disc) => {
    const point = centres.get(disc)
    return { point, state: point ? POINT_STATES.present : POINT_STATES.unknown }
  })
  return [...discs, ...LEVELS.map(() => ({ point: undefined, state: POINT_STATES.absent }))]
}

function labelsOf(discs: readonly CsvRow[]): Map<Disc, DiscLabels> {
  const labels = new Map<Disc, DiscLabels>()
  for (const row of discs) {
    const disc = DISCS.find((name) => name === levelIn(row))
    if (disc === undefined) continue
    labels.set(disc, {
      ...NOTHING_KNOWN,
      compression: choiceIn(row, 'text_compression', COMPRESSION),
      stenosis: gradeIn(row, 'stenosis_box', 0, 1),
      bulge: gradeIn(row, 'bulge', 0, 1),
      listhesis: gradeIn(row, 'listhesis', 0, 1),
      degeneration: gradeIn(row, 'ddd', 0, 1),
      pfirrmann: gradeIn(row, 'pfirrmann', 1, 5),
    })
  }
  return labels
}

/**
 * The bodies of L1 to L5 are outlined. T12 and above are visible but not outlined, S1 only in part, and the arches behind the
 * canal not at all, which SPIDER's masks count to the vertebra: unknown there, and unknown throughout where a vertebra is
 * missing. Disc and canal are not outlined. Columns of the view run to posterior.
 */
export function vertebraMask(view: View, outlines: ReadonlyMap<string, readonly ImagePoint[]>): MaskView {
  const mask = emptyMask(view, MASK_UNKNOWN)
  const lumbar = ['L1', 'L2', 'L3', 'L4', 'L5'].map((name) => outlines.get(name))
  const sacrum = outlines.get('S1')
  if (lumbar.includes(undefined) || sacrum === undefined) return mask
  const channels = mask.shape[2] as number
  const fromImage = invertAffine(view.toImage)
  const rowsOf = (line: readonly ImagePoint[]) => line.map((corner) => applyAffine(fromImage, corner)[1])
  const top = Math.min(...rowsOf(lumbar[0] as readonly ImagePoint[]))
  for (let row = Math.max(0, Math.ceil(top)); row < view.rows; row++)
    for (let column = 0; column < view.columns; column++)
      mask.data[(row * view.columns + column) * channels + VERTEBRA] = 0
  fillPolygon(mask, view.toImage, VERTEBRA, sacrum, MASK_UNKNOWN)
  for (const line of lumbar) fillPolygon(mask, view.toImage, VERTEBRA, line as readonly ImagePoint[], 1)
  forgetArches(mask, KNOWN_BEHIND_PX / Math.hypot(view.toImage[0], view.toImage[3]))
  return mask
}

/** What lies more than `knownBehind` pixels behind the bodies is unknown; a row between two bodies goes by the one above. */
function forgetArches({ data, shape }: MaskView, knownBehind: number): void {
  const [rows = 0, columns = 0, channels = 0] = shape
  let rear: number | undefined
  for (let row = 0; row < rows; row++) {
    const at = (column: number) => (row * columns + column) * channels + VERTEBRA
    for (let column = columns - 1; column >= 0; column--)
      if (data[at(column)] === 1) {
        rear = column
        break
      }
    if (rear === undefined) continue
    for (let column = Math.ceil(rear + knownBehind); column < columns; column++)
      data[at(column)] = MASK_UNKNOWN
  }
}

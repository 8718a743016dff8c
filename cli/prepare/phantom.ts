import { chooseAxialImage } from '../../src/analysis/locate/choose-axial-images.ts'
import { imagesOfRole } from '../../src/analysis/view/read-slices.ts'
import type { PlacedImage } from '../../src/analysis/view/read-slices.ts'
import type { Disc } from '../../src/analysis/geometry/spine-curve.ts'
import { SIDES } from '../../src/domain/condition.ts'
import type { Condition, Side } from '../../src/domain/condition.ts'
import { normalize, subtract } from '../../src/domain/geometry.ts'
import type { ImagePoint, PatientPoint } from '../../src/domain/geometry.ts'
import { patientToImage } from '../../src/domain/image-geometry.ts'
import { GRADES } from '../../src/domain/severity.ts'
import { SERIES_ROLES } from '../../src/domain/study.ts'
import type { SeriesRole } from '../../src/domain/study.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import type { LevelTruth } from '../../src/phantom/phantom-truth.ts'
import { simulateStudy } from '../../src/phantom/simulate-study.ts'
import type { SimulatedStudy } from '../../src/phantom/simulate-study.ts'
import { axialSamples } from '../datasets/axial-samples.ts'
import type { AxialCase } from '../datasets/axial-samples.ts'
import { axialCases, foraminalCase, markOn, nearestImages } from './marked-levels.ts'
import type { Mark, MarkedForamen, MarkedRecesses } from './marked-levels.ts'
import { pointsOf } from '../datasets/mendeley.ts'
import { openStudy } from './open-study.ts'
import type { OpenStudy } from './open-study.ts'
import { foraminalSamples } from '../datasets/rsna-foraminal.ts'
import type { ForaminalCase } from '../datasets/rsna-foraminal.ts'
import { NOTHING_KNOWN, sagittalSamples } from '../datasets/sagittal-samples.ts'
import type { DiscLabels, SagittalCase } from '../datasets/sagittal-samples.ts'
import type { Sample, Source, Split } from '../datasets/sample.ts'
import { varyPhantom } from './vary-phantom.ts'

/** Seeds `from` to `to - 1`. */
export type SeedRange = { readonly from: number; readonly to: number }

type Images = Readonly<Record<SeriesRole, readonly PlacedImage[]>>

/** Slices of either contrast through the canal, and through the foramina of either side: eight a patient. */
const SLICES = 2
/** A forward slip that readers name a spondylolisthesis, and one of either direction that nobody does, mm. */
const LISTHESIS_MM = { least: 3, none: 1.5 }

/**
 * Simulated patients, one a seed. All of them train, beside real ones: no choice may rest on patients that nobody has seen.
 * With `spread`, for trying the pipeline without any real patient, two in ten are val and two in ten are test.
 */
export function phantomSource({ from, to }: SeedRange, spread = false): Source {
  const seeds = Array.from({ length: to - from }, (_, index) => from + index)
  return {
    dataset: 'phantom',
    edition: `seeds ${from} to ${to - 1}${spread ? ', in all splits' : ''}`,
    units: seeds.map((seed) => ({
      key: String(seed),
      samples: () => phantomSamples(simulateStudy(varyPhantom(seed)), spread ? splitOfSeed(seed) : 'train'),
    })),
  }
}

function splitOfSeed(seed: number): Split {
  if (seed % 5 === 3) return 'val'
  return seed % 5 === 4 ? 'test' : 'train'
}

/** Reads a simulated study as the app would and labels its images by the truth. */
export async function phantomSamples(
  { files, truth }: SimulatedStudy,
  split: Split = 'train',
): Promise<Sample[]> {
  const origin = { folder: 'phantom', patient: `phantom-${truth.seed}`, split }
  const study = await openStudy(
    files.map(({ path, bytes }) => bytesSource(path, bytes)),
    origin,
  )
  const images = imagesByRole(study)
  const sagittal = await sagittalCases(study, images, truth.levels)
  const foraminal = await foraminalCases(study, images.sagittal_t1, truth.levels)
  const axial = await axialCases(study, markRecesses(images.axial_t2, truth.levels))
  return [
    ...sagittal.flatMap(sagittalSamples),
    ...foraminal.flatMap(foraminalSamples),
    ...axial.flatMap(axialSamples),
  ]
}

function imagesByRole({ studies: [study] }: OpenStudy): Images {
  if (study === undefined) throw new Error('a simulated study without images')
  const images = SERIES_ROLES.map((role) => [role, imagesOfRole(study, study.roles, role)] as const)
  return Object.fromEntries(images) as Images
}

/** The middle slices of both contrasts; discs are graded on T2 (or STIR), as in the app. */
async function sagittalCases(
  study: OpenStudy,
  images: Images,
  levels: readonly LevelTruth[],
): Promise<SagittalCase[]> {
  const canal = levels.map(({ pointsMm }) => pointsMm.spinal_canal_stenosis)
  const cases: SagittalCase[] = []
  for (const [role, contrast] of [
    ['sagittal_t2', 2],
    ['sagittal_t1', 1],
  ] as const)
    for (const placed of nearestImages(images[role], canal).slice(0, SLICES)) {
      const slice = await study.readSlice(placed, contrast)
      const centres = new Map<Disc, ImagePoint>(
        levels.map(({ level, centreMm }) => [level, patientToImage(slice.geometry, centreMm)]),
      )
      const labels = new Map<Disc, DiscLabels>(
        contrast === 2 ? levels.map((level) => [level.level, discLabels(level)]) : [],
      )
      cases.push({ slice, points: pointsOf(centres), centres, labels, masksOf: undefined })
    }
  return cases
}

function discLabels(level: LevelTruth): DiscLabels {
  const { listhesisMm } = level.measurements
  const slipped = listhesisMm >= LISTHESIS_MM.least ? 1 : Math.abs(listhesisMm) < LISTHESIS_MM.none ? 0 : -1
  return { ...NOTHING_KNOWN, canal: gradeOf(level, 'spinal_canal_stenosis'), listhesis: slipped }
}

/** Each foramen is marked on the slice nearest to it, and graded on that slice's neighbour too. */
async function foraminalCases(
  study: OpenStudy,
  images: readonly PlacedImage[],
  levels: readonly LevelTruth[],
): Promise<ForaminalCase[]> {
  const sides = SIDES.map((side) => {
    const pointOf = ({ pointsMm }: LevelTruth) => pointsMm[`${side}_neural_foraminal_narrowing`]
    const slices = nearestImages(images, levels.map(pointOf)).slice(0, SLICES)
    const on = (level: LevelTruth, among: readonly PlacedImage[]): MarkedForamen => ({
      ...markNearest(among, pointOf(level)),
      level: level.level,
      side,
      grade: gradeOf(level, `${side}_neural_foraminal_narrowing`),
    })
    return { side, slices, on }
  })
  const marks = sides.flatMap(({ slices, on }) => levels.map((level) => on(level, slices)))
  const cases: ForaminalCase[] = []
  for (const { side, slices, on } of sides)
    for (const placed of slices) {
      const shown = levels.map((level) => on(level, [placed]))
      cases.push(await foraminalCase(study, { placed, side, contrast: 1 }, marks, shown))
    }
  return cases
}

/** Each level on the axial image that the app would choose. */
function markRecesses(images: readonly PlacedImage[], levels: readonly LevelTruth[]): MarkedRecesses[] {
  return levels.map((level, index) => {
    const above = levels[index - 1] ?? level
    const below = levels[index + 1] ?? level
    const canal = level.pointsMm.spinal_canal_stenosis
    const chosen = chooseAxialImage(images, canal, normalize(subtract(below.centreMm, above.centreMm)))
    if (chosen === undefined) throw new Error(`no axial image at ${level.level}`)
    const { image } = chosen
    const recess = (side: Side): Mark => markOn(image, level.pointsMm[`${side}_subarticular_stenosis`])
    const grades: AxialCase['grades'] = {
      canal: gradeOf(level, 'spinal_canal_stenosis'),
      right: gradeOf(level, 'right_subarticular_stenosis'),
      left: gradeOf(level, 'left_subarticular_stenosis'),
    }
    return {
      level: level.level,
      right: recess('right'),
      left: recess('left'),
      canalCentre: markOn(image, canal).point,
      grades,
    }
  })
}

function markNearest(images: readonly PlacedImage[], point: PatientPoint): Mark {
  const [nearest] = nearestImages(images, [point])
  if (nearest === undefined) throw new Error('no image to mark a point on')
  return markOn(nearest, point)
}

/** Index into GRADES. */
function gradeOf({ grades }: LevelTruth, condition: Condition): number {
  return GRADES.indexOf(grades[condition])
}

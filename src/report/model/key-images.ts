import type { BoxPx } from '../../domain/geometry.ts'
import { directionLetters } from '../../domain/patient-direction.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { asRead } from '../../domain/finding.ts'
import { compareGrades } from '../../domain/severity.ts'
import type { Grade } from '../../domain/severity.ts'
import type { Study, StudyImage } from '../../domain/study.ts'
import { gradeOf } from './cell-standing.ts'
import { imageTitle } from './image-title.ts'
import type { ReportCell, ReportLevel, ReportModel } from './report-model.ts'
import { placeOf } from '../sentences/statement.ts'

/** Draws an image in greys, 0 to 255, row by row; undefined when its pixels cannot be read any more. */
export type RenderGrey = (image: StudyImage) => Promise<Uint8ClampedArray | undefined>

/** A whole image for the report, already windowed, with the boxes to draw on it. */
export type KeyImage = {
  readonly imageId: string
  /** For example `Sagittal T2, image 9 of 18`. */
  readonly title: string
  readonly columns: number
  readonly rows: number
  /** What rows and columns run towards in the patient, as PatientOrientation: `P`, `F`. */
  readonly orientation: readonly [row: string, column: string]
  /** Grey values 0 to 255, row by row. */
  readonly grey: Uint8Array | Uint8ClampedArray
  /** Distance between rows, then between columns, mm. */
  readonly spacingMm: readonly [row: number, column: number]
  readonly boxes: readonly KeyBox[]
}

export type KeyBox = {
  readonly boxPx: BoxPx
  readonly label: string
  readonly grade?: Grade
  /** Read on a neighbouring image of the same stack: drawn dashed. */
  readonly isElsewhere?: boolean
}

/**
 * The images that show the findings: the one that most discs were found on, for each narrowed level the one that its worst grade
 * was read on, and those that the reader marked. The first one first, the others in the order of the study.
 */
export function keyImageIds(
  study: Study,
  levels: readonly ReportLevel[],
  marked: readonly string[],
): readonly string[] {
  const lead = leadImage(levels)
  const read = levels.flatMap(({ cells }) => worstNarrowed(cells)?.evidence.imageId ?? [])
  const wanted = new Set([...(lead === undefined ? [] : [lead]), ...read, ...marked])
  const all = study.stacks.flatMap(({ images }) => images.map(({ id }) => id))
  return all.filter((id) => wanted.has(id)).sort((a, b) => Number(b === lead) - Number(a === lead))
}

/** The key images with their pixels; one whose pixels cannot be read any more is left out. */
export async function keyImagesOf(
  study: Study,
  model: Pick<ReportModel, 'keyImages' | 'levels'>,
  render: RenderGrey,
): Promise<readonly KeyImage[]> {
  const images: KeyImage[] = []
  const byId = new Map(
    study.stacks.flatMap((stack) => stack.images.map((image) => [image.id, image] as const)),
  )
  for (const image of model.keyImages.flatMap((id) => byId.get(id) ?? [])) {
    const grey = await render(image)
    if (grey === undefined) continue
    const { columns, rows, rowSpacingMm, columnSpacingMm, columnDirection, rowDirection } = image.geometry
    images.push({
      imageId: image.id,
      title: imageTitle(study, image.id) ?? image.id,
      columns,
      rows,
      orientation: [directionLetters(columnDirection), directionLetters(rowDirection)],
      grey,
      spacingMm: [rowSpacingMm, columnSpacingMm],
      boxes: boxesOn(image.id, study, model.levels),
    })
  }
  return images
}

/** On an image that discs were found on, the discs; on any other, the regions of narrowed cells that were read there. */
function boxesOn(imageId: string, study: Study, levels: readonly ReportLevel[]): readonly KeyBox[] {
  const isLead = leadImage(levels) === imageId
  const stack = study.stacks.find(({ images }) => images.some(({ id }) => id === imageId))
  const discs = levels.flatMap(({ level, located, cells }): KeyBox[] => {
    if (located === undefined) return []
    const isHere = located.imageId === imageId
    if (!isHere && !(isLead && located.stackId === stack?.id)) return []
    const worst = worstGrade(cells)
    return [
      {
        boxPx: located.boxPx,
        label: LEVEL_NAMES[level],
        ...(worst !== undefined && { grade: worst }),
        ...(!isHere && { isElsewhere: true }),
      },
    ]
  })
  if (discs.length > 0) return discs
  const read = levels.flatMap(({ level, cells }) =>
    cells.flatMap((cell): KeyBox[] => {
      const shown = narrowed(cell)
      if (shown === undefined || shown.evidence.imageId !== imageId) return []
      const label = `${LEVEL_NAMES[level]} ${placeOf(cell.condition)}`
      return [{ boxPx: shown.evidence.boxPx, label, grade: shown.grade }]
    }),
  )
  return mergeEqual(read)
}

/** One crop can be read for several places: its box is drawn once, in the worst grade, and named by its level alone. */
function mergeEqual(boxes: readonly KeyBox[]): readonly KeyBox[] {
  const places = [...new Set(boxes.map(({ boxPx }) => boxPx.join()))]
  return places.map((place) => {
    const same = boxes.filter(({ boxPx }) => boxPx.join() === place)
    const [worst] = same.toSorted((a, b) => compareGrades(b.grade ?? 'normal_mild', a.grade ?? 'normal_mild'))
    return same.length === 1 ? same[0]! : { ...worst!, label: worst!.label.split(' ')[0]! }
  })
}

function leadImage(levels: readonly ReportLevel[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { located } of levels)
    if (located !== undefined) counts.set(located.imageId, (counts.get(located.imageId) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}

function worstGrade(cells: readonly ReportCell[]): Grade | undefined {
  return cells
    .flatMap(({ standing }) => gradeOf(standing) ?? [])
    .sort(compareGrades)
    .at(-1)
}

function worstNarrowed(cells: readonly ReportCell[]) {
  return cells.flatMap((cell) => narrowed(cell) ?? []).sort((a, b) => compareGrades(b.grade, a.grade))[0]
}

/** The evidence of a cell whose reported grade is moderate or severe; undefined for any other, or when no network read it. */
function narrowed({ standing, assessment }: ReportCell) {
  const grade = gradeOf(standing)
  const evidence = asRead(assessment)?.evidence
  if (grade === undefined || grade === 'normal_mild' || evidence === undefined) return undefined
  return { grade, evidence }
}

import type { Decisions } from '../domain/decision.ts'
import { cellKey } from '../domain/decision.ts'
import type { Analysis } from '../domain/finding.ts'
import { LEVEL_NAMES } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import { compareGrades, isGrade } from '../domain/severity.ts'
import type { Grade } from '../domain/severity.ts'
import type { Stack, Study, StudyImage } from '../domain/study.ts'
import type { KeyImage } from './pdf-pictures.ts'
import { ROLE_NAMES } from './report-words.ts'

/** Draws an image in greys, 0 to 255, row by row; undefined when its pixels cannot be read any more. */
export type RenderGrey = (image: StudyImage) => Promise<Uint8ClampedArray | undefined>

/**
 * The images for the report: the one that most levels were read on, then those that the reader marked, each with the boxes of
 * the levels found on it in their worst grade. The reader's grade stands before the model's.
 */
export async function keyImagesOf(
  study: Study,
  analysis: Analysis,
  decisions: Decisions,
  marked: readonly string[],
  render: RenderGrey,
): Promise<readonly KeyImage[]> {
  const ids = new Set([...commonest(analysis.levels.map(({ imageId }) => imageId)), ...marked])
  const images: KeyImage[] = []
  for (const stack of study.stacks) {
    for (const [index, image] of stack.images.entries()) {
      if (!ids.has(image.id)) continue
      const grey = await render(image)
      if (!grey) continue
      const { columns, rows, rowSpacingMm, columnSpacingMm } = image.geometry
      const title = `${stackName(study, stack)}, image ${index + 1} of ${stack.images.length}`
      const boxes = analysis.levels
        .filter(({ imageId }) => imageId === image.id)
        .map(({ level, boxPx }) => ({
          boxPx,
          label: LEVEL_NAMES[level],
          ...worstGrade(level, analysis, decisions),
        }))
      images.push({ title, columns, rows, grey, pixelAspect: rowSpacingMm / columnSpacingMm, boxes })
    }
  }
  return images
}

function stackName(study: Study, stack: Stack): string {
  const choice = study.roles.find(({ stackIds }) => stackIds.includes(stack.id))
  return choice ? ROLE_NAMES[choice.role] : stack.description || stack.plane
}

function commonest(ids: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 1)
    .map(([id]) => id)
}

function worstGrade(level: Level, { findings }: Analysis, decisions: Decisions): { readonly grade?: Grade } {
  const grades = findings
    .filter((finding) => finding.level === level)
    .map(({ condition, assessment }) => {
      const decided = decisions[cellKey(level, condition)]?.grade
      return decided ?? (assessment.kind === 'graded' ? assessment.proposed : undefined)
    })
    .filter(isGrade)
    .sort(compareGrades)
  const worst = grades.at(-1)
  return worst ? { grade: worst } : {}
}

import { LEVEL_NAMES } from '../../domain/level.ts'
import type { ReportTemplate } from '../../domain/report-template.ts'
import { compareGrades } from '../../domain/severity.ts'
import type { Grade } from '../../domain/severity.ts'
import { gradeOf } from '../model/cell-standing.ts'
import { canalMeasures, inReadingOrder, narrowedSentences } from './level-sentences.ts'
import type { ReportCell, ReportLevel } from '../model/report-model.ts'
import { placeOf } from './statement.ts'

/**
 * The impression, one line a level: the level with the worst grade first, of equals the one whose canal has it. Then what the
 * reader has yet to decide, and how much nobody graded.
 */
export function impressionOf(levels: readonly ReportLevel[], template: ReportTemplate): readonly string[] {
  const narrowed = levels
    .flatMap((level) => {
      const worst = worstNarrowing(level.cells)
      return worst === undefined ? [] : [{ ...level, worst, isCanal: isCanalAt(level.cells, worst) }]
    })
    .sort((a, b) => compareGrades(b.worst, a.worst) || Number(b.isCanal) - Number(a.isCanal))
  const cells = levels.flatMap((level) => inReadingOrder(level.cells, template))
  const uncertain = cells.filter(({ standing }) => standing.kind === 'uncertain')
  const open = cells.filter(
    ({ standing }) => standing.kind === 'not-assessed' || standing.kind === 'set-aside',
  )
  return [
    ...narrowed.map((level) => levelLine(level, template)),
    ...(narrowed.length === 0 ? [template.phrases.nothing_narrowed] : []),
    ...(uncertain.length === 0
      ? []
      : [`Uncertain, for the reader to decide: ${uncertainPlaces(levels, template)}.`]),
    ...(open.length === 0
      ? []
      : [`${open.length} of ${cells.length} cells are not assessed; they are listed below with the reason.`]),
  ]
}

function levelLine({ level, cells, measurements }: ReportLevel, template: ReportTemplate): string {
  const canal = cells.find(({ condition }) => condition === 'spinal_canal_stenosis')
  const canalGrade = canal && gradeOf(canal.standing)
  const measures =
    template.measurements && canalGrade !== undefined && canalGrade !== 'normal_mild'
      ? canalMeasures(measurements)
      : []
  return `${LEVEL_NAMES[level]}: ${[...narrowedSentences(cells, template), ...measures].join(' ')}`
}

function worstNarrowing(cells: readonly ReportCell[]): Grade | undefined {
  return cells
    .flatMap(({ standing }) => gradeOf(standing) ?? [])
    .filter((grade) => grade !== 'normal_mild')
    .sort(compareGrades)
    .at(-1)
}

function isCanalAt(cells: readonly ReportCell[], grade: Grade): boolean {
  return cells.some(
    ({ condition, standing }) => condition === 'spinal_canal_stenosis' && gradeOf(standing) === grade,
  )
}

/** `L2/L3 right neural foramen; L3/L4 spinal canal, left subarticular zone`. */
function uncertainPlaces(levels: readonly ReportLevel[], template: ReportTemplate): string {
  return levels
    .flatMap(({ level, cells }) => {
      const places = inReadingOrder(cells, template)
        .filter(({ standing }) => standing.kind === 'uncertain')
        .map(({ condition }) => placeOf(condition))
      return places.length === 0 ? [] : [`${LEVEL_NAMES[level]} ${places.join(', ')}`]
    })
    .join('; ')
}

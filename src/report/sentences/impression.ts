import type { Measurement } from '../../domain/finding.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import type { ReportTemplate } from '../../domain/report-template.ts'
import { compareGrades } from '../../domain/severity.ts'
import type { Grade } from '../../domain/severity.ts'
import { gradeOf } from '../model/cell-standing.ts'
import { canalMeasures, inReadingOrder, narrowedSentences } from './level-sentences.ts'
import type { ReportCell, ReportLevel, Standing } from '../model/report-model.ts'
import { measurementsInWords } from './report-words.ts'
import { percent, placeOf } from './statement.ts'

/**
 * The impression. What is open stands first: the places without a conclusion, then those that the reader declared not assessed.
 * Then one line a level that is narrowed, the worst grade first, of equals the one whose canal has it. Then where the model does
 * not exclude a graver grade. Last what is no more than mild, with the number of places and who graded them: it speaks of no other
 * place.
 */
export function impressionOf(levels: readonly ReportLevel[], template: ReportTemplate): readonly string[] {
  const narrowed = levels
    .flatMap((level) => {
      const worst = worstNarrowing(level.cells)
      return worst === undefined ? [] : [{ ...level, worst, isCanal: isCanalAt(level.cells, worst) }]
    })
    .sort((a, b) => compareGrades(b.worst, a.worst) || Number(b.isCanal) - Number(a.isCanal))
  return [
    ...openLine(levels, template),
    ...placesLine('Declared not assessed by the reader', levels, template, ({ standing }) =>
      standing.kind === 'set-aside' ? '' : undefined,
    ),
    ...narrowed.map((level) => levelLine(level, template)),
    ...placesLine('Severe not excluded by the model', levels, template, ({ standing }) =>
      standing.kind === 'proposed' && standing.notExcluded?.grade === 'severe'
        ? ` (${percent(standing.notExcluded.probability)})`
        : undefined,
    ),
    ...mildLine(levels, template),
  ]
}

/** `No automated conclusion for 24 of 25 places; a reader is needed. Uncertain: ...` */
function openLine(levels: readonly ReportLevel[], template: ReportTemplate): readonly string[] {
  const cells = levels.flatMap((level) => level.cells)
  const count = (kind: Standing['kind']) => cells.filter(({ standing }) => standing.kind === kind).length
  const [uncertain, notAssessed] = [count('uncertain'), count('not-assessed')]
  if (uncertain + notAssessed === 0) return []
  const lead = `No automated conclusion for ${uncertain + notAssessed} of ${cells.length} places; a reader is needed.`
  const unsure = placesLine('Uncertain', levels, template, (cell, { measurements }) => {
    if (cell.standing.kind !== 'uncertain') return undefined
    const measures = cell.condition === 'spinal_canal_stenosis' ? canalDiameter(measurements, template) : ''
    return measures === '' ? '' : ` (${measures})`
  })
  const open = notAssessed === 0 ? [] : [`Not assessed: ${notAssessed}, listed below with the reason.`]
  return [[lead, ...unsure, ...open].join(' ')]
}

/** How many places are no more than mild: of the reader's, and of the model's that exclude every graver grade. */
function mildLine(levels: readonly ReportLevel[], { phrases }: ReportTemplate): readonly string[] {
  const cells = levels.flatMap((level) => level.cells)
  const byReader = cells.filter(
    ({ standing }) => standing.kind === 'decided' && standing.grade === 'normal_mild',
  ).length
  const byModel = cells.filter(
    ({ standing }) =>
      standing.kind === 'proposed' && standing.grade === 'normal_mild' && standing.notExcluded === undefined,
  ).length
  const hands = [
    ...(byReader === 0 ? [] : [`${byReader} decided by a reader`]),
    ...(byModel === 0 ? [] : [`${byModel} graded by the model alone, not yet reviewed`]),
  ]
  if (hands.length === 0) return []
  return [`${phrases.none_narrowed} at ${byReader + byModel} of ${cells.length} places: ${hands.join('; ')}.`]
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

/**
 * The places for which `remarkOn` gives a remark, perhaps an empty one, as one sentence:
 * `Uncertain: L2/L3 right neural foramen; L3/L4 spinal canal, left subarticular zone.`
 */
function placesLine(
  lead: string,
  levels: readonly ReportLevel[],
  template: ReportTemplate,
  remarkOn: (cell: ReportCell, level: ReportLevel) => string | undefined,
): readonly string[] {
  const named = levels.flatMap((level) => {
    const places = inReadingOrder(level.cells, template).flatMap((cell) => {
      const remark = remarkOn(cell, level)
      return remark === undefined ? [] : [`${placeOf(cell.condition)}${remark}`]
    })
    return places.length === 0 ? [] : [`${LEVEL_NAMES[level.level]} ${places.join(', ')}`]
  })
  return named.length === 0 ? [] : [`${lead}: ${named.join('; ')}.`]
}

function canalDiameter(measurements: readonly Measurement[], template: ReportTemplate): string {
  const diameter = measurements.filter(({ name }) => name === 'canal_ap_diameter')
  return template.measurements ? measurementsInWords(diameter).join('') : ''
}

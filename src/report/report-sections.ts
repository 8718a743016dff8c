import { CONDITIONS } from '../domain/condition.ts'
import type { Condition } from '../domain/condition.ts'
import { LEVEL_NAMES, LEVELS } from '../domain/level.ts'
import { compareGrades } from '../domain/severity.ts'
import type { Grade } from '../domain/severity.ts'
import { gradeOf } from './cell-standing.ts'
import type { ReportCell, ReportLevel, ReportModel, ReportSections } from './report-model.ts'
import { discFindingInWords, measurementInWords, ROLE_NAMES, validationInWords } from './report-words.ts'
import { attributionOf, percent, placeOf, statementOf } from './statement.ts'

export const RESEARCH_USE =
  'Research use only. Not a medical device. Made by software that can be wrong; not for clinical decisions.'

/** Within a level: the canal, then the recesses, then the foramina; right before left, as on an axial image. */
const READING_ORDER = [
  'spinal_canal_stenosis',
  'right_subarticular_stenosis',
  'left_subarticular_stenosis',
  'right_neural_foraminal_narrowing',
  'left_neural_foraminal_narrowing',
] as const satisfies readonly Condition[]

const CELL_COUNT = LEVELS.length * CONDITIONS.length

type Facts = Omit<ReportModel, 'sections'>

/** The report in sentences, in a radiologist's order. Each sentence about a grade says whose grade it is. */
export function sectionsOf(facts: Facts): ReportSections {
  return {
    title: 'MRI of the lumbar spine: stenosis grades by level',
    researchUse: RESEARCH_USE,
    status: statusOf(facts),
    technique: techniqueOf(facts),
    findings: facts.levels.map((level) => ({ level: level.level, sentences: levelSentences(level) })),
    impression: impressionOf(facts.levels),
    notAssessed: notAssessedOf(facts.levels),
    warnings: facts.diagnostics
      .filter((diagnostic) => diagnostic.severity !== 'info')
      .map(({ message, code }) => `${message} (${code})`),
    model: modelOf(facts),
    validation: validationInWords(facts.pack.evaluation),
  }
}

function statusOf({ counts, reader }: Facts): string {
  const by = reader === undefined ? 'the reader' : `the reader (${reader})`
  return (
    `Of ${CELL_COUNT} cells, ${counts.decided} are decided by ${by}, ${counts.proposed} graded by the model and not yet ` +
    `reviewed, ${counts.uncertain} uncertain and ${counts.notAssessed} not assessed.`
  )
}

function techniqueOf({ series }: Facts): string[] {
  const used = series.flatMap((one) => (one.role === null ? [] : [{ ...one, role: one.role }]))
  const sentences = used.map(({ role, description, images, stacks, why }) => {
    const named = description === '' ? 'without description' : `"${description}"`
    const parts = stacks === 1 ? `${images} images` : `${images} images in ${stacks} stacks`
    const because = why.length === 0 ? '' : `; chosen because ${why.join(', ')}`
    return `${ROLE_NAMES[role]}: series ${named}, ${parts}${because}.`
  })
  const missing = Object.entries(ROLE_NAMES).filter(([role]) => !used.some((one) => one.role === role))
  const absent = missing.map(([, name]) => `${name}: no such series in the study.`)
  return [...sentences, ...absent]
}

/** Moderate and Severe each in a sentence, worst first; the mild ones together; then measurements and notes. */
function levelSentences({ cells, located, measurements, discFindings }: ReportLevel): string[] {
  const ordered = READING_ORDER.map((condition) => cells.find((cell) => cell.condition === condition)).filter(
    (cell) => cell !== undefined,
  )
  const narrowed = ordered
    .filter((cell) => isNarrowed(cell))
    .sort((a, b) => compareGrades(gradeOf(b.standing) ?? 'normal_mild', gradeOf(a.standing) ?? 'normal_mild'))
  const uncertain = ordered.filter((cell) => cell.standing.kind === 'uncertain')
  const mild = ordered.filter((cell) => gradeOf(cell.standing) === 'normal_mild')
  const open = ordered.filter((cell) => gradeOf(cell.standing) === undefined && !uncertain.includes(cell))
  return [
    ...(located === undefined ? ['The disc was not found by the model.'] : []),
    ...[...narrowed, ...uncertain].map((cell) => `${statementOf(cell)}.`),
    ...mildSentence(mild),
    ...listSentence('Not assessed', open),
    ...(measurements.length === 0
      ? []
      : [`Measured by the model: ${measurements.map(measurementInWords).join(', ')}.`]),
    ...(discFindings.length === 0
      ? []
      : [`Disc, model only: ${discFindings.map(discFindingInWords).join(', ')}.`]),
    ...ordered.flatMap(({ decision, condition }) =>
      decision?.note === undefined || decision.note.trim() === ''
        ? []
        : [`Reader's note on the ${placeOf(condition)}: ${oneLine(decision.note)}`],
    ),
  ]
}

function impressionOf(levels: readonly ReportLevel[]): string[] {
  const items = (['severe', 'moderate'] as const).flatMap((grade) => impressionItems(levels, grade))
  const cells = levels.flatMap((level) => level.cells)
  const uncertain = cells.filter((cell) => cell.standing.kind === 'uncertain')
  const open = cells.filter(
    (cell) => gradeOf(cell.standing) === undefined && cell.standing.kind !== 'uncertain',
  )
  return [
    ...(items.length > 0
      ? items
      : ['No moderate or severe stenosis or foraminal narrowing is graded at the assessed places.']),
    ...(uncertain.length === 0
      ? []
      : [`Uncertain, for the reader to decide: ${uncertain.map(placeAtLevel).join('; ')}.`]),
    ...(open.length === 0
      ? []
      : [`${open.length} of ${cells.length} cells are not assessed; they are listed below with the reason.`]),
  ]
}

/** One item a level; levels whose canal is narrowed come first. */
function impressionItems(levels: readonly ReportLevel[], grade: Grade): string[] {
  return levels
    .map(({ level, cells }) => ({
      level,
      cells: READING_ORDER.flatMap((condition) =>
        cells.filter((cell) => cell.condition === condition && gradeOf(cell.standing) === grade),
      ),
    }))
    .filter(({ cells }) => cells.length > 0)
    .sort((a, b) => canalFirst(a.cells) - canalFirst(b.cells))
    .map(({ level, cells }) => `${LEVEL_NAMES[level]}: ${cells.map(statementOf).join('. ')}.`)
}

function canalFirst(cells: readonly ReportCell[]): number {
  return cells.some((cell) => cell.condition === 'spinal_canal_stenosis') ? 0 : 1
}

/** Cells that nobody graded, level by level; those with one reason share a sentence. */
function notAssessedOf(levels: readonly ReportLevel[]): string[] {
  return levels.flatMap(({ level, cells }) => {
    const open = READING_ORDER.flatMap((condition) =>
      cells.filter((cell) => cell.condition === condition),
    ).filter(({ standing }) => standing.kind === 'not-assessed' || standing.kind === 'set-aside')
    const reasons = [...new Set(open.map(attributionOf))]
    return reasons.map((reason) => {
      const places = open
        .filter((cell) => attributionOf(cell) === reason)
        .map((cell) => placeOf(cell.condition))
      return `${LEVEL_NAMES[level]} ${places.join(', ')}: ${reason}.`
    })
  })
}

function modelOf({ engine, pack }: Facts): string[] {
  return [
    `Model pack ${pack.name} ${pack.version} (${pack.id}), sha256 ${pack.sha256}.`,
    `Ran on ${engine.backend} (${engine.adapter}), preprocessing version ${engine.preprocessingVersion}, Cauda ${engine.appVersion}.`,
    'Percentages are the model\'s calibrated probability of the grade named. "Not yet reviewed" is the model alone; "confirmed", "changed" and "graded by reader" are the reader\'s decision.',
  ]
}

/** The mild cells that nobody has looked at share one attribution; those that a reader decided say so one by one. */
function mildSentence(cells: readonly ReportCell[]): string[] {
  const unread = cells.flatMap(({ condition, standing }) =>
    standing.kind === 'proposed' ? [`${placeOf(condition)} ${percent(standing.probability)}`] : [],
  )
  const decided = cells.filter((cell) => cell.standing.kind === 'decided')
  return [
    ...listSentence('No more than mild', decided),
    ...(unread.length === 0 ? [] : [`No more than mild (model, not yet reviewed): ${unread.join(', ')}.`]),
  ]
}

function listSentence(lead: string, cells: readonly ReportCell[]): string[] {
  if (cells.length === 0) return []
  return [
    `${lead}: ${cells.map((cell) => `${placeOf(cell.condition)} (${attributionOf(cell)})`).join('; ')}.`,
  ]
}

function placeAtLevel(cell: ReportCell): string {
  return `${LEVEL_NAMES[cell.level]} ${placeOf(cell.condition)} (${attributionOf(cell)})`
}

function isNarrowed({ standing }: ReportCell): boolean {
  const grade = gradeOf(standing)
  return grade === 'moderate' || grade === 'severe'
}

function oneLine(note: string): string {
  return note.replace(/\s+/gu, ' ').trim()
}

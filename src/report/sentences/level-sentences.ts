import { groupOf, sideOf } from '../../domain/condition.ts'
import type { Measurement } from '../../domain/finding.ts'
import type { ReportTemplate } from '../../domain/report-template.ts'
import { compareGrades } from '../../domain/severity.ts'
import { gradeOf } from '../model/cell-standing.ts'
import type { ReportCell, ReportLevel } from '../model/report-model.ts'
import { discFindingInWords, measurementsInWords } from './report-words.ts'
import {
  attributionOf,
  attributionParts,
  capitalised,
  placeOf,
  probabilitiesInWords,
  statementOf,
  statementOfBoth,
} from './statement.ts'

/** A disc finding that is more likely than not. */
const LIKELY = 0.5

/** Moderate and Severe each in a sentence, worst first; then what is uncertain, mild, open; then measurements and notes. */
export function levelSentences(level: ReportLevel, template: ReportTemplate): readonly string[] {
  const ordered = inReadingOrder(level.cells, template)
  const uncertain = ordered.filter(({ standing }) => standing.kind === 'uncertain')
  const open = ordered.filter((cell) => gradeOf(cell.standing) === undefined && !uncertain.includes(cell))
  return [
    ...(level.located === undefined ? ['The disc was not found by the model.'] : []),
    ...narrowedSentences(ordered, template),
    ...uncertainSentence(uncertain, template),
    ...mildSentences(ordered, template),
    ...openSentence(open, template),
    ...(template.measurements ? measurementSentence(level.measurements) : []),
    ...discFindingSentence(level, template),
    ...ordered.flatMap(({ note, condition }) =>
      note === undefined || note.trim() === ''
        ? []
        : [`Reader's note on the ${placeOf(condition)}: ${oneLine(note)}`],
    ),
  ]
}

/** What is graded moderate or severe, worst first, both sides in one sentence where they stand alike. */
export function narrowedSentences(cells: readonly ReportCell[], template: ReportTemplate): readonly string[] {
  const narrowed = inReadingOrder(cells, template)
    .flatMap((cell) => {
      const grade = gradeOf(cell.standing)
      return grade === undefined || grade === 'normal_mild' ? [] : [{ cell, grade }]
    })
    .sort((a, b) => compareGrades(b.grade, a.grade))
    .map(({ cell }) => cell)
  return sentencesOf(narrowed, template)
}

/** The cells of a level in the order in which the template has them read. */
export function inReadingOrder(
  cells: readonly ReportCell[],
  { groups, firstSide }: ReportTemplate,
): readonly ReportCell[] {
  const place = ({ condition }: ReportCell): number =>
    2 * groups.indexOf(groupOf(condition)) + (sideOf(condition) === firstSide ? 0 : 1)
  return [...cells].sort((a, b) => place(a) - place(b))
}

/** Canal measures worth reading beside a narrowed canal, for the impression. */
export function canalMeasures(measurements: readonly Measurement[]): readonly string[] {
  const words = measurementsInWords(
    measurements.filter(({ name }) => name === 'canal_ap_diameter' || name === 'csf_signal_ratio'),
  )
  return words.length === 0 ? [] : [`${capitalised(words.join(', '))}.`]
}

function sentencesOf(cells: readonly ReportCell[], template: ReportTemplate): readonly string[] {
  return cells.flatMap((cell) => {
    const other = cells.find((candidate) => isOtherSide(cell, candidate))
    if (other === undefined) return [`${statementOf(cell, template)}.`]
    const [right, left] = sideOf(cell.condition) === 'right' ? [cell, other] : [other, cell]
    return cells.indexOf(other) < cells.indexOf(cell) ? [] : [`${statementOfBoth(right, left, template)}.`]
  })
}

/** The same condition on the other side, standing alike by the same hand. */
function isOtherSide(a: ReportCell, b: ReportCell): boolean {
  return (
    a !== b &&
    groupOf(a.condition) !== 'canal' &&
    groupOf(a.condition) === groupOf(b.condition) &&
    gradeOf(a.standing) === gradeOf(b.standing) &&
    attributionParts(a).who === attributionParts(b).who
  )
}

/**
 * The mild places by the hand that graded them: each hand once, with all its places. Where the model does not exclude a graver
 * grade, that is part of the hand, and the places are named even in a brief report.
 */
function mildSentences(ordered: readonly ReportCell[], template: ReportTemplate): readonly string[] {
  const mild = ordered.filter(({ standing }) => gradeOf(standing) === 'normal_mild')
  const hands = [...new Set(mild.map((cell) => attributionParts(cell).who))]
  const lead = capitalised(template.phrases.normal_mild)
  const isExcluding = mild.every(
    ({ standing }) => standing.kind !== 'proposed' || standing.notExcluded === undefined,
  )
  if (template.mild === 'brief' && hands.length === 1 && mild.length > 1 && isExcluding) {
    const extent = mild.length === ordered.length ? 'throughout' : 'elsewhere'
    const isElsewhere = ordered.every(({ standing }) => gradeOf(standing) !== undefined)
    if (isElsewhere) return [`${lead} ${extent} (${hands[0] ?? ''}).`]
  }
  return hands.map((who) => {
    const places = mild
      .filter((cell) => attributionParts(cell).who === who)
      .map((cell) => placeWithShare(cell, template))
    return `${lead} (${who}): ${places.join(', ')}.`
  })
}

function placeWithShare(cell: ReportCell, { percentages }: ReportTemplate): string {
  const { assessment, condition } = cell
  if (!percentages || assessment.kind === 'not-assessed') return placeOf(condition)
  const { aside } = attributionParts(cell)
  const isPlain = cell.standing.kind === 'proposed' && cell.standing.notExcluded === undefined
  return `${placeOf(condition)} ${isPlain ? aside : `(${aside})`}`
}

/** One sentence for all that the model abstains on. */
function uncertainSentence(cells: readonly ReportCell[], { percentages }: ReportTemplate): readonly string[] {
  const places = cells.flatMap(({ condition, standing }) => {
    if (standing.kind !== 'uncertain') return []
    const shares = percentages ? ` (${probabilitiesInWords(standing.probabilities)})` : ''
    return [`${placeOf(condition)}${shares}`]
  })
  return places.length === 0 ? [] : [`Uncertain (model abstains, not yet reviewed): ${places.join(', ')}.`]
}

function openSentence(cells: readonly ReportCell[], template: ReportTemplate): readonly string[] {
  if (cells.length === 0) return []
  const places = cells.map((cell) => `${placeOf(cell.condition)} (${attributionOf(cell, template)})`)
  return [`Not assessed: ${places.join('; ')}.`]
}

function measurementSentence(measurements: readonly Measurement[]): readonly string[] {
  const words = measurementsInWords(measurements)
  return words.length === 0 ? [] : [`Measured by the model: ${words.join(', ')}.`]
}

function discFindingSentence({ discFindings }: ReportLevel, template: ReportTemplate): readonly string[] {
  const told = discFindings.filter(
    ({ name, value }) =>
      template.discFindings === 'all' || (template.discFindings === 'likely' && isWorthTelling(name, value)),
  )
  return told.length === 0 ? [] : [`Disc, model only: ${told.map(discFindingInWords).join(', ')}.`]
}

/** Stenosis has grades of its own. */
function isWorthTelling(name: string, value: number): boolean {
  return name === 'pfirrmann' || (name !== 'stenosis' && value >= LIKELY)
}

function oneLine(note: string): string {
  return note.replace(/\s+/gu, ' ').trim()
}

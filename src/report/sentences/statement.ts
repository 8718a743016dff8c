import { groupOf, sideOf } from '../../domain/condition.ts'
import type { Condition } from '../../domain/condition.ts'
import { DEFAULT_TEMPLATE, gradePhrase } from '../../domain/report-template.ts'
import type { ReportTemplate } from '../../domain/report-template.ts'
import { GRADE_NAMES, GRADES } from '../../domain/severity.ts'
import type { Grade, GradeProbabilities } from '../../domain/severity.ts'
import type { ReportCell, Standing } from '../model/report-model.ts'

/**
 * One cell as one sentence without its full stop: what is said, then in brackets who says it. The grade Normal/Mild is
 * "no more than mild", since none and mild are one label and cannot be told apart.
 */
export function statementOf(cell: ReportCell, template = DEFAULT_TEMPLATE): string {
  return `${assertionOf(cell, conditionInWords(cell.condition, template), template)} (${attributionOf(cell, template)})`
}

/** Both sides of one condition, which stand alike by the same hand, as one sentence without its full stop. */
export function statementOfBoth(right: ReportCell, left: ReportCell, template: ReportTemplate): string {
  const noun =
    groupOf(right.condition) === 'foraminal'
      ? template.phrases.foraminal_both
      : template.phrases.subarticular_both
  const { who, aside } = attributionParts(right)
  const other = attributionParts(left).aside
  const asides = aside === other ? aside : `right ${aside}, left ${other}`
  return `${assertionOf(right, noun, template)} (${template.percentages && asides !== '' ? `${who}; ${asides}` : who})`
}

/** The place that a condition is about: `spinal canal`, `right neural foramen`, `left subarticular zone`. */
export function placeOf(condition: Condition): string {
  const group = groupOf(condition)
  if (group === 'canal') return 'spinal canal'
  const side = sideOf(condition) ?? ''
  return group === 'foraminal' ? `${side} neural foramen` : `${side} subarticular zone`
}

/** The condition as a noun: `spinal canal stenosis`, `narrowing of the right neural foramen`, `left subarticular stenosis`. */
function conditionInWords(condition: Condition, { phrases } = DEFAULT_TEMPLATE): string {
  return phrases[groupOf(condition)].replaceAll('{side}', sideOf(condition) ?? '')
}

/** Who says it: `model, not yet reviewed; 71 %`, `confirmed by reader; model 93 %`, `changed by reader from Moderate; model 64 %`. */
export function attributionOf(cell: ReportCell, { percentages } = DEFAULT_TEMPLATE): string {
  const { who, aside } = attributionParts(cell)
  return percentages && aside !== '' ? `${who}; ${aside}` : who
}

/** Who says it, and what the model's figures are beside it. */
export function attributionParts(cell: ReportCell): { readonly who: string; readonly aside: string } {
  const { standing, decision } = cell
  switch (standing.kind) {
    case 'proposed':
      return proposalParts(standing)
    case 'uncertain':
      return { who: 'model abstains, not yet reviewed', aside: probabilitiesInWords(standing.probabilities) }
    case 'not-assessed':
      return { who: standing.why, aside: '' }
    case 'set-aside':
      return { who: `set aside by ${readerOf(standing)}`, aside: modelAside(cell, undefined) }
    case 'decided':
      return {
        who: decisionInWords(standing, decision?.proposed),
        aside: modelAside(cell, standing.change === 'added' ? undefined : decision?.proposed),
      }
  }
}

function proposalParts({ probability, notExcluded }: Extract<Standing, { kind: 'proposed' }>) {
  const who = 'model, not yet reviewed'
  if (notExcluded === undefined) return { who, aside: percent(probability) }
  const graver = GRADE_NAMES[notExcluded.grade]
  return {
    who: `${who}, ${graver} not excluded`,
    aside: `${percent(probability)}, ${graver} ${percent(notExcluded.probability)}`,
  }
}

/** A probability as a whole percentage that never claims certainty: `<1 %` and `>99 %` at the ends. */
export function percent(probability: number): string {
  const rounded = Math.round(probability * 100)
  if (rounded >= 100) return '>99 %'
  return rounded <= 0 ? '<1 %' : `${rounded} %`
}

function decisionInWords(
  standing: Extract<Standing, { kind: 'decided' }>,
  proposed: Grade | undefined,
): string {
  const by = readerOf(standing)
  if (standing.change === 'added' || proposed === undefined) return `graded by ${by}`
  return standing.change === 'confirmed'
    ? `confirmed by ${by}`
    : `changed by ${by} from ${GRADE_NAMES[proposed]}`
}

/** `reader` for the one who makes the report, `Dr. Ada Lind on 2026-03-12` for another. */
function readerOf({ another }: Extract<Standing, { kind: 'decided' | 'set-aside' }>): string {
  return another === undefined ? 'reader' : `${another.reader} on ${another.at.slice(0, 10)}`
}

function assertionOf({ condition, standing }: ReportCell, noun: string, template: ReportTemplate): string {
  switch (standing.kind) {
    case 'decided':
    case 'proposed':
      return capitalised(`${gradePhrase(template, standing.grade)} ${noun}`)
    case 'uncertain':
      return `Uncertain: ${noun}`
    case 'set-aside':
    case 'not-assessed':
      return `Not assessed: ${placeOf(condition)}`
  }
}

/** What the model says beside a reader's decision; its grade is named where it is not the one already named. */
function modelAside({ assessment }: ReportCell, named: Grade | undefined): string {
  switch (assessment.kind) {
    case 'not-assessed':
      return 'not assessed by the model'
    case 'uncertain':
      return 'model uncertain'
    case 'graded': {
      const { proposed, probabilities } = assessment
      const grade = proposed === named ? '' : `${GRADE_NAMES[proposed]} `
      return `model ${grade}${percent(probabilities[proposed])}`
    }
  }
}

/** `Normal/Mild 46 %, Moderate 49 %, Severe 5 %` */
export function probabilitiesInWords(probabilities: GradeProbabilities): string {
  return GRADES.map((grade) => `${GRADE_NAMES[grade]} ${percent(probabilities[grade])}`).join(', ')
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

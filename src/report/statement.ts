import { groupOf, sideOf } from '../domain/condition.ts'
import type { Condition } from '../domain/condition.ts'
import { GRADE_NAMES } from '../domain/severity.ts'
import type { Grade } from '../domain/severity.ts'
import type { ReportCell } from './report-model.ts'

/**
 * One cell as one sentence without its full stop: what is said, then in brackets who says it. The grade Normal/Mild is
 * "no more than mild", since none and mild are one label and cannot be told apart.
 */
export function statementOf(cell: ReportCell): string {
  return `${assertionOf(cell)} (${attributionOf(cell)})`
}

/** The place that a condition is about: `spinal canal`, `right neural foramen`, `left subarticular zone`. */
export function placeOf(condition: Condition): string {
  const group = groupOf(condition)
  if (group === 'canal') return 'spinal canal'
  const side = sideOf(condition) ?? ''
  return group === 'foraminal' ? `${side} neural foramen` : `${side} subarticular zone`
}

/** The condition as a noun: `spinal canal stenosis`, `narrowing of the right neural foramen`, `left subarticular stenosis`. */
export function conditionInWords(condition: Condition): string {
  const group = groupOf(condition)
  if (group === 'foraminal') return `narrowing of the ${placeOf(condition)}`
  return group === 'canal' ? 'spinal canal stenosis' : `${sideOf(condition) ?? ''} subarticular stenosis`
}

/** Who says it: `model, not yet reviewed; 71 %`, `confirmed by reader; model 93 %`, `changed by reader from Moderate; model 64 %`. */
export function attributionOf(cell: ReportCell): string {
  const { standing, decision } = cell
  switch (standing.kind) {
    case 'proposed':
      return `model, not yet reviewed; ${percent(standing.probability)}`
    case 'uncertain':
      return `model abstains; ${percent(standing.probability)}; not yet reviewed`
    case 'not-assessed':
      return standing.why
    case 'set-aside':
      return `set aside by reader; ${modelAside(cell, undefined)}`
    case 'decided':
      if (standing.change === 'added') return `graded by reader; ${modelAside(cell, undefined)}`
      if (standing.change === 'confirmed')
        return `confirmed by reader; ${modelAside(cell, decision?.proposed)}`
      return `changed by reader from ${GRADE_NAMES[decision?.proposed ?? standing.grade]}; ${modelAside(cell, decision?.proposed)}`
  }
}

/** A probability as a whole percentage that never claims certainty: `<1 %` and `>99 %` at the ends. */
export function percent(probability: number): string {
  const rounded = Math.round(probability * 100)
  if (rounded >= 100) return '>99 %'
  return rounded <= 0 ? '<1 %' : `${rounded} %`
}

function assertionOf({ condition, standing }: ReportCell): string {
  switch (standing.kind) {
    case 'decided':
    case 'proposed':
      return `${gradeAdjective(standing.grade)} ${conditionInWords(condition)}`
    case 'uncertain':
      return `Uncertain: ${conditionInWords(condition)}, leading grade ${GRADE_NAMES[standing.leading]}`
    case 'set-aside':
    case 'not-assessed':
      return `Not assessed: ${placeOf(condition)}`
  }
}

function gradeAdjective(grade: Grade): string {
  return grade === 'normal_mild' ? 'No more than mild' : GRADE_NAMES[grade]
}

/** What the model says beside a reader's decision; its grade is named where it is not the one already named. */
function modelAside({ assessment }: ReportCell, named: Grade | undefined): string {
  if (assessment.kind === 'not-assessed') return 'not assessed by the model'
  const certainty = assessment.uncertain ? 'model uncertain' : 'model'
  const grade = assessment.proposed === named ? '' : `${GRADE_NAMES[assessment.proposed]} `
  return `${certainty} ${grade}${percent(assessment.probabilities[assessment.proposed])}`
}

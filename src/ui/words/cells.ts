import type { Condition } from '../../domain/condition.ts'
import { diagnose } from '../../domain/diagnostic.ts'
import type { NotAssessedReason } from '../../domain/finding.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { GRADE_NAMES } from '../../domain/severity.ts'
import type { Cell } from '../../review/cells.ts'
import { wordDiagnostic } from './diagnostics.ts'
import { percent } from './numbers.ts'
import { ROLE_NAMES } from './series.ts'

export const CONDITION_NAMES = {
  spinal_canal_stenosis: 'spinal canal stenosis',
  left_neural_foraminal_narrowing: 'left neural foraminal narrowing',
  right_neural_foraminal_narrowing: 'right neural foraminal narrowing',
  left_subarticular_stenosis: 'left subarticular stenosis',
  right_subarticular_stenosis: 'right subarticular stenosis',
} as const satisfies Record<Condition, string>

/** Column heads of the grid: two short lines each. */
export const CONDITION_HEADS = {
  right_neural_foraminal_narrowing: ['R', 'foramen'],
  right_subarticular_stenosis: ['R', 'recess'],
  spinal_canal_stenosis: ['', 'Canal'],
  left_subarticular_stenosis: ['L', 'recess'],
  left_neural_foraminal_narrowing: ['L', 'foramen'],
} as const satisfies Record<Condition, readonly [string, string]>

/** A cell's accessible name, as SURFACE.md writes it: `L4/L5 spinal canal stenosis: Severe, 93 %, confirmed by reader`. */
export function cellName(cell: Cell, isAnalysing: boolean): string {
  const place = `${LEVEL_NAMES[cell.level]} ${CONDITION_NAMES[cell.condition]}`
  return `${place}: ${[standing(cell, isAnalysing), outcome(cell)].filter((part) => part !== '').join(', ')}`
}

function standing(cell: Cell, isAnalysing: boolean): string {
  const { decision, proposal } = cell
  const proposed = proposal?.kind === 'graded' && !cell.hidden ? proposal : undefined
  if (decision === undefined) return cell.hidden ? 'Not yet graded' : proposalInWords(proposal, isAnalysing)
  if (decision.grade === 'not_assessed') return 'Not assessed'
  const confirms = proposed?.proposed === decision.grade
  return confirms
    ? `${GRADE_NAMES[decision.grade]}, ${percent(proposed.probabilities[decision.grade])}`
    : GRADE_NAMES[decision.grade]
}

function outcome({ decision, hidden }: Cell): string {
  if (decision === undefined) return ''
  if (hidden) return 'graded by reader'
  if (decision.grade === decision.proposed) return 'confirmed by reader'
  return `changed by reader from ${decision.proposed ? GRADE_NAMES[decision.proposed] : 'Not assessed'}`
}

/** What the model says of a cell: `Severe, 93 %`, `Uncertain, Moderate 41 %`, `Not assessed, no sagittal T1 series`. */
export function proposalInWords(proposal: Cell['proposal'], isAnalysing: boolean): string {
  if (proposal === undefined) return isAnalysing ? 'Being read' : 'Not read'
  if (proposal.kind === 'not-assessed') return `Not assessed, ${reasonInWords(proposal.reason)}`
  const { proposed, probabilities, uncertain } = proposal
  const share = percent(probabilities[proposed])
  return uncertain ? `Uncertain, ${GRADE_NAMES[proposed]} ${share}` : `${GRADE_NAMES[proposed]}, ${share}`
}

export function reasonInWords(reason: NotAssessedReason): string {
  switch (reason.kind) {
    case 'level-not-found':
      return 'the level was not found'
    case 'no-series':
      return `no ${inSentence(ROLE_NAMES[reason.role])} series`
    case 'not-covered':
      return `the ${inSentence(ROLE_NAMES[reason.role])} series does not cover the level`
    case 'no-network':
      return 'the model pack does not read this condition'
    case 'unreadable':
      return causeInWords(reason.code)
    case 'withheld':
      return `withheld: ${causeInWords(reason.code)}`
  }
}

/** A diagnostic's first sentence as a part of another, with its code. */
function causeInWords(code: string): string {
  const { what } = wordDiagnostic(diagnose(code, 'info'))
  return `${inSentence(what).replace(/\.$/, '')} (${code})`
}

/** `Sagittal T2` within a sentence: `sagittal T2`. */
export function inSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

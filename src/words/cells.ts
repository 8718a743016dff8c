import type { NotAssessedReason } from '../domain/finding.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import { LEVEL_NAMES } from '../domain/level.ts'
import type { Cell } from '../review/cells.ts'
import { wordDiagnostic } from './diagnostics.ts'
import { percent } from './numbers.ts'
import { WORDS } from './words.ts'

/** A cell's accessible name, as SURFACE.md writes it: `L4/L5 spinal canal stenosis: Severe, 93 %, confirmed by reader`. */
export function cellName(cell: Cell, isAnalysing: boolean): string {
  const place = `${LEVEL_NAMES[cell.level]} ${WORDS.conditions[cell.condition]}`
  return `${place}: ${[standing(cell, isAnalysing), outcome(cell)].filter((part) => part !== '').join(', ')}`
}

function standing(cell: Cell, isAnalysing: boolean): string {
  const { decision, proposal } = cell
  const proposed = proposal?.kind === 'graded' && !cell.hidden ? proposal : undefined
  if (decision === undefined)
    return cell.hidden ? WORDS.cells.notYetGraded : proposalInWords(proposal, isAnalysing)
  if (decision.grade === 'not_assessed') return WORDS.cells.notAssessed
  const confirms = proposed?.proposed === decision.grade
  return confirms
    ? `${WORDS.grades[decision.grade]}, ${percent(proposed.probabilities[decision.grade])}`
    : WORDS.grades[decision.grade]
}

function outcome({ decision, hidden }: Cell): string {
  if (decision === undefined) return ''
  if (hidden) return WORDS.cells.graded
  if (decision.grade === decision.proposed) return WORDS.cells.confirmed
  return WORDS.cells.changed(decision.proposed ? WORDS.grades[decision.proposed] : WORDS.cells.notAssessed)
}

/** What the model says of a cell: `Severe, 93 %`, `Uncertain, Moderate 41 %`, `Not assessed, no sagittal T1 series`. */
export function proposalInWords(proposal: Cell['proposal'], isAnalysing: boolean): string {
  if (proposal === undefined) return isAnalysing ? WORDS.cells.beingRead : WORDS.cells.notRead
  if (proposal.kind === 'not-assessed') return `${WORDS.cells.notAssessed}, ${reasonInWords(proposal.reason)}`
  const { proposed, probabilities, uncertain } = proposal
  const share = percent(probabilities[proposed])
  return uncertain
    ? `${WORDS.cells.uncertain}, ${WORDS.grades[proposed]} ${share}`
    : `${WORDS.grades[proposed]}, ${share}`
}

export function reasonInWords(reason: NotAssessedReason): string {
  const { reasons } = WORDS.cells
  switch (reason.kind) {
    case 'level-not-found':
      return reasons.levelNotFound
    case 'no-series':
      return reasons.noSeries(WORDS.roles[reason.role])
    case 'not-covered':
      return reasons.notCovered(WORDS.roles[reason.role])
    case 'no-network':
      return reasons.noNetwork
    case 'unreadable':
      return causeInWords(reason.because)
    case 'withheld':
      return reasons.withheld(causeInWords(reason.because))
  }
}

function causeInWords(because: Diagnostic): string {
  return WORDS.cells.cause(wordDiagnostic(because).what, because.code)
}

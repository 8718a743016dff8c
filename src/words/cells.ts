import { isByAnother, UNNAMED_READER } from '../domain/decision.ts'
import type { Decision } from '../domain/decision.ts'
import type { NotAssessedReason } from '../domain/finding.ts'
import type { Diagnostic } from '../domain/diagnostic.ts'
import { LEVEL_NAMES } from '../domain/level.ts'
import { GRADES } from '../domain/severity.ts'
import type { Grade, GradeProbabilities } from '../domain/severity.ts'
import type { Cell } from '../review/cells.ts'
import { wordDiagnostic } from './diagnostics.ts'
import { dateInWords } from './moments.ts'
import { percent } from './numbers.ts'
import { WORDS } from './words.ts'

/** A cell's accessible name, as SURFACE.md writes it: `L4/L5 spinal canal stenosis: Severe, 93 %, confirmed by reader`. */
export function cellName(cell: Cell, isAnalysing: boolean, reader?: string): string {
  const place = `${LEVEL_NAMES[cell.level]} ${WORDS.conditions[cell.condition]}`
  return `${place}: ${[standing(cell, isAnalysing), outcome(cell, reader)].filter((part) => part !== '').join(', ')}`
}

function standing(cell: Cell, isAnalysing: boolean): string {
  const { decision, proposal } = cell
  if (decision === undefined)
    return cell.hidden ? WORDS.cells.notYetGraded : proposalInWords(proposal, isAnalysing)
  if (decision.grade === 'not_assessed') return WORDS.cells.notAssessed
  const isProposed = !cell.hidden && proposal?.kind === 'graded' && proposal.proposed === decision.grade
  return isProposed ? gradeInWords(decision.grade, proposal.probabilities) : WORDS.grades[decision.grade]
}

function outcome({ decision, hidden }: Cell, reader: string | undefined): string {
  if (decision === undefined) return ''
  const by = isByAnother(decision, reader)
    ? WORDS.cells.byName(anotherInWords(decision))
    : WORDS.cells.byReader
  if (hidden || decision.proposed === undefined) return WORDS.cells.graded(by)
  if (decision.grade === decision.proposed) return WORDS.cells.confirmed(by)
  return WORDS.cells.changed(by, WORDS.grades[decision.proposed])
}

/** `Dr. Ada Lind, 12 Mar 2026` */
export function anotherInWords({ reader, at }: Pick<Decision, 'reader' | 'at'>): string {
  return `${reader === undefined || reader === UNNAMED_READER ? WORDS.cells.unnamedReader : reader}, ${dateInWords(at)}`
}

/**
 * What the model says of a cell: `Severe, 93 %`, `Uncertain, Normal/Mild 46 %, Moderate 49 %, Severe 5 %`,
 * `Not assessed, no sagittal T1 series`.
 */
export function proposalInWords(proposal: Cell['proposal'], isAnalysing: boolean): string {
  if (proposal === undefined) return isAnalysing ? WORDS.cells.beingRead : WORDS.cells.notRead
  switch (proposal.kind) {
    case 'graded':
      return gradeInWords(proposal.proposed, proposal.probabilities)
    case 'uncertain':
      return `${WORDS.cells.uncertain}, ${probabilitiesInWords(proposal.probabilities)}`
    case 'not-assessed':
      return `${WORDS.cells.notAssessed}, ${reasonInWords(proposal.reason)}`
  }
}

/** `Severe not excluded, 30 %`; empty where the model excludes every graver grade, or proposes nothing. */
export function notExcludedInWords(proposal: Cell['proposal']): string {
  if (proposal?.kind !== 'graded' || proposal.notExcluded === undefined) return ''
  const { notExcluded, probabilities } = proposal
  return `${WORDS.cells.notExcluded(WORDS.grades[notExcluded])}, ${percent(probabilities[notExcluded])}`
}

function gradeInWords(grade: Grade, probabilities: GradeProbabilities): string {
  return `${WORDS.grades[grade]}, ${percent(probabilities[grade])}`
}

/** `Normal/Mild 46 %, Moderate 49 %, Severe 5 %` */
function probabilitiesInWords(probabilities: GradeProbabilities): string {
  return GRADES.map((grade) => `${WORDS.grades[grade]} ${percent(probabilities[grade])}`).join(', ')
}

function reasonInWords(reason: NotAssessedReason): string {
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

import { asRead } from '../../domain/finding.ts'
import { SEVERE_NOT_EXCLUDED_FROM } from '../../domain/severity.ts'
import type { Grade } from '../../domain/severity.ts'
import type { Cell } from '../../review/cells.ts'
import './grade-mark.css'

/** Everything a mark can say. `none`: nothing to show yet. */
export type MarkKind = Grade | 'uncertain' | 'not_assessed' | 'hidden' | 'none'

/**
 * A grade as shape and colour, 12 x 12: Normal/Mild hollow, Moderate half filled, Severe filled; a dashed neutral outline where
 * the model abstains. The word stands beside it or in the name of what it marks.
 */
export function MarkShape({ kind }: { readonly kind: MarkKind }) {
  switch (kind) {
    case 'normal_mild':
    case 'moderate':
    case 'severe':
      return (
        <g className="mark" data-grade={kind}>
          <circle className="mark-outline" cx={6} cy={6} r={5} />
          {kind === 'moderate' && <path className="mark-fill" d="M6 1a5 5 0 0 0 0 10z" />}
          {kind === 'severe' && <circle className="mark-fill" cx={6} cy={6} r={5} />}
        </g>
      )
    case 'uncertain':
      return <circle className="mark-uncertain" cx={6} cy={6} r={5} />
    case 'not_assessed':
      return <path className="mark-dash" d="M2 6h8" />
    case 'hidden':
      return <circle className="mark-hidden" cx={6} cy={6} r={1.5} />
    case 'none':
      return null
  }
}

/** The mark of a cell: the reader's decision in a solid ring, else what the model says; a dot flags Severe that is not excluded. */
export function CellMark({ cell, size = 20 }: { readonly cell: Cell; readonly size?: number }) {
  const isDecided = cell.decision !== undefined
  return (
    <svg className="cell-mark" width={size} height={size} viewBox="-4 -4 20 20" aria-hidden="true">
      {isDecided && <circle className="mark-ring" cx={6} cy={6} r={8.5} />}
      <MarkShape kind={markOf(cell)} />
      {isSevereOpen(cell) && <circle className="mark-flag" cx={13} cy={-1} r={2} />}
    </svg>
  )
}

/** A grade's mark on its own, for legends and lists. */
export function GradeMark({ kind, size = 12 }: { readonly kind: MarkKind; readonly size?: number }) {
  return (
    <svg className="cell-mark" width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      <MarkShape kind={kind} />
    </svg>
  )
}

function markOf({ decision, proposal, hidden }: Cell): MarkKind {
  if (decision !== undefined) return decision.grade
  if (hidden) return 'hidden'
  if (proposal === undefined) return 'none'
  switch (proposal.kind) {
    case 'graded':
      return proposal.proposed
    case 'uncertain':
      return 'uncertain'
    case 'not-assessed':
      return 'not_assessed'
  }
}

/** Undecided, in view, not proposed as Severe, and Severe is not excluded. */
function isSevereOpen({ decision, proposal, hidden }: Cell): boolean {
  const read = asRead(proposal)
  if (decision !== undefined || hidden || read === undefined) return false
  return read.kind === 'graded'
    ? read.notExcluded === 'severe'
    : read.probabilities.severe >= SEVERE_NOT_EXCLUDED_FROM
}

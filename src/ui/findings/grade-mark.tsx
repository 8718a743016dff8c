import type { Grade } from '../../domain/severity.ts'
import { isUncertain } from '../../review/cells.ts'
import type { Cell } from '../../review/cells.ts'
import './grade-mark.css'

/** Everything a mark can say. `none`: nothing to show yet. */
export type MarkKind = Grade | 'not_assessed' | 'hidden' | 'none'

/**
 * A grade as shape and colour, 12 x 12: Normal/Mild hollow, Moderate half filled, Severe filled; dashed when the model abstains.
 * The word stands beside it or in the name of what it marks.
 */
export function MarkShape({
  kind,
  isUncertain = false,
}: {
  readonly kind: MarkKind
  readonly isUncertain?: boolean
}) {
  switch (kind) {
    case 'normal_mild':
    case 'moderate':
    case 'severe':
      return (
        <g className="mark" data-grade={kind} data-uncertain={isUncertain}>
          <circle className="mark-outline" cx={6} cy={6} r={5} />
          {kind === 'moderate' && !isUncertain && <path className="mark-fill" d="M6 1a5 5 0 0 0 0 10z" />}
          {kind === 'severe' && !isUncertain && <circle className="mark-fill" cx={6} cy={6} r={5} />}
        </g>
      )
    case 'not_assessed':
      return <path className="mark-dash" d="M2 6h8" />
    case 'hidden':
      return <circle className="mark-hidden" cx={6} cy={6} r={1.5} />
    case 'none':
      return null
  }
}

/** The mark of a cell: the reader's decision in a solid ring, else the model's proposal without one. */
export function CellMark({ cell, size = 20 }: { readonly cell: Cell; readonly size?: number }) {
  const isDecided = cell.decision !== undefined
  return (
    <svg className="cell-mark" width={size} height={size} viewBox="-4 -4 20 20" aria-hidden="true">
      {isDecided && <circle className="mark-ring" cx={6} cy={6} r={8.5} />}
      <MarkShape kind={markOf(cell)} isUncertain={isUncertain(cell)} />
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

export function markOf({ decision, proposal, hidden }: Cell): MarkKind {
  if (decision !== undefined) return decision.grade
  if (hidden) return 'hidden'
  if (proposal === undefined) return 'none'
  return proposal.kind === 'graded' ? proposal.proposed : 'not_assessed'
}

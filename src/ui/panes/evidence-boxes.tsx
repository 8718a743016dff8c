import { groupOf } from '../../domain/condition.ts'
import { asRead } from '../../domain/finding.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { standingGrade } from '../../review/cells.ts'
import type { Cell } from '../../review/cells.ts'
import { boxCorners } from '../../viewer/level-marks.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { pathThrough } from './shown.ts'
import type { Shown } from './shown.ts'
import { WORDS } from '../../words/words.ts'

/**
 * The regions on this image that moderate and severe grades rest on, and that of the selected cell, whatever its grade.
 * The canal's lies at its level's box and is drawn only when selected. A click selects the cell.
 */
export function EvidenceBoxes({ shown }: { readonly shown: Shown }) {
  const { session } = useDesk()
  const cells = useSessionState(session.select.cells)
  const selection = useSessionState((state) => state.selection)
  const here = cells.flatMap((cell) => {
    const evidence = evidenceOf(cell)
    return evidence?.imageId === shown.image.id ? [{ cell, evidence }] : []
  })
  return here.map(({ cell, evidence }) => {
    const isSelected = selection?.level === cell.level && selection.condition === cell.condition
    const grade = standingGrade(cell)
    const isNotable = (grade === 'moderate' || grade === 'severe') && groupOf(cell.condition) !== 'canal'
    if (!isSelected && !isNotable) return null
    return (
      <polygon
        key={cell.key}
        className="evidence-box"
        data-grade={grade ?? 'none'}
        data-selected={isSelected}
        points={pathThrough(shown, boxCorners(evidence.boxPx))}
        onClick={() => session.selectCell(cell.level, cell.condition)}
      >
        <title>{`${LEVEL_NAMES[cell.level]} ${WORDS.conditions[cell.condition]}`}</title>
      </polygon>
    )
  })
}

function evidenceOf({ proposal, hidden }: Cell) {
  return hidden ? undefined : asRead(proposal)?.evidence
}

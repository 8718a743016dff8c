import { asRead } from '../../domain/finding.ts'
import { touchesCell } from '../../domain/scope.ts'
import type { ScopeCheck } from '../../domain/scope.ts'
import type { Cell } from '../../review/cells.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { wordDiagnostic } from '../../words/diagnostics.ts'
import './scope-marks.css'

/** What speaks against reading this study with the model at all: it stands where the grades stand. */
export function StudyScope() {
  const { session } = useDesk()
  const scope = useSessionState(session.select.scope)
  return <Marks checks={scope.filter(({ touches }) => touches === 'all')} />
}

/** What speaks against the model's grade of one cell beside what is said of the whole study. */
export function CellScope({ cell }: { readonly cell: Cell }) {
  const { session } = useDesk()
  const scope = useSessionState(session.select.scope)
  if (asRead(cell.proposal) === undefined || cell.hidden) return null
  return <Marks checks={scope.filter((check) => check.touches !== 'all' && touchesCell(check, cell.key))} />
}

function Marks({ checks }: { readonly checks: readonly ScopeCheck[] }) {
  if (checks.length === 0) return null
  return (
    <ul className="scope-marks">
      {checks.map(({ diagnostic }) => {
        const { what, why, code } = wordDiagnostic(diagnostic)
        return (
          <li key={code} title={why}>
            {what} <code className="notice-code">{code}</code>
          </li>
        )
      })}
    </ul>
  )
}

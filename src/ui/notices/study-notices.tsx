import type { Diagnostic, DiagnosticCode } from '../../domain/diagnostic.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { panels } from '../shell/panels-store.ts'
import { wordDiagnostic } from '../../words/diagnostics.ts'
import { WORDS } from '../../words/words.ts'
import { CopyDiagnostics } from './copy-diagnostics.tsx'
import { DiagnosticNotice } from './diagnostic-notice.tsx'
import './study-notices.css'

/** Kept from a reader who grades before the model is seen. */
const SAYS_OF_GRADES: readonly DiagnosticCode[] = ['analysis.mostly-uncertain']

/** What is worth knowing of the study on screen: errors in full, warnings and notes in one list. */
export function StudyNotices() {
  const { session } = useDesk()
  const all = useSessionState(session.select.diagnostics)
  const isHidden = useSessionState((state) => session.select.cells(state).some(({ hidden }) => hidden))
  const diagnostics = isHidden ? all.filter(({ code }) => !SAYS_OF_GRADES.includes(code)) : all
  const skipped = useSessionState((state) => state.skipped.length)
  const saveFailure = useSessionState((state) => state.saveFailure)
  const errors = [...(saveFailure ? [saveFailure] : []), ...diagnostics.filter(isError)]
  const others = diagnostics.filter((diagnostic) => !isError(diagnostic))
  const isWarned = others.some(({ severity }) => severity === 'warning')
  return (
    <div className="study-notices">
      {errors.map((diagnostic) => (
        <DiagnosticNotice key={`${diagnostic.code}|${diagnostic.subject}`} diagnostic={diagnostic} />
      ))}
      {skipped > 0 && (
        <button type="button" className="button" data-quiet onClick={() => panels.show('skipped-files')}>
          {WORDS.rail.skipped(skipped)}
        </button>
      )}
      {others.length > 0 && (
        <details open={isWarned}>
          <summary>{WORDS.notices.more(others.length)}</summary>
          <ul>
            {others.map((diagnostic) => (
              <NoticeLine key={`${diagnostic.code}|${diagnostic.subject}`} diagnostic={diagnostic} />
            ))}
          </ul>
          <CopyDiagnostics of={others} />
        </details>
      )}
    </div>
  )
}

function NoticeLine({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  const { what, why, toDo, code } = wordDiagnostic(diagnostic)
  return (
    <li data-severity={diagnostic.severity}>
      {[what, why, toDo].filter((part) => part !== '').join(' ')} <code className="notice-code">{code}</code>
    </li>
  )
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}

import type { ReactNode } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { useDesk } from '../desk.ts'
import { WORDS } from '../../words/words.ts'
import { wordDiagnostic } from '../../words/diagnostics.ts'
import { CopyDiagnostics } from './copy-diagnostics.tsx'
import './diagnostic-notice.css'

type DiagnosticNoticeProps = {
  readonly diagnostic: Diagnostic
  /** More to do about it than to copy it. */
  readonly children?: ReactNode
}

/** A failure where the thing would have stood: what, why, what to do, the code in small type. */
export function DiagnosticNotice({ diagnostic, children }: DiagnosticNoticeProps) {
  const { helpdesk } = useDesk().site.settings
  const { what, why, toDo, code } = wordDiagnostic(diagnostic)
  return (
    <div className="notice" role="alert" data-severity={diagnostic.severity}>
      <p className="notice-what">{what}</p>
      {why !== '' && <p>{why}</p>}
      {toDo !== '' && <p>{toDo}</p>}
      {helpdesk !== undefined && <p>{WORDS.notices.helpdesk(helpdesk)}</p>}
      <div className="notice-foot">
        <code className="notice-code">{code}</code>
        <CopyDiagnostics of={[diagnostic]} />
        {children}
      </div>
    </div>
  )
}

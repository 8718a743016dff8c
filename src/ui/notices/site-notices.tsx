import { useEffect, useState } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { useDesk } from '../desk.ts'
import { DiagnosticNotice } from './diagnostic-notice.tsx'

/** What is wrong with the site's settings, its host or this browser, before any study is opened. */
export function SiteNotices() {
  const { site } = useDesk()
  const [diagnostics, setDiagnostics] = useState<readonly Diagnostic[]>([])
  useEffect(() => {
    void site.diagnostics.then(setDiagnostics)
  }, [site])
  return diagnostics.map((diagnostic) => <DiagnosticNotice key={diagnostic.code} diagnostic={diagnostic} />)
}

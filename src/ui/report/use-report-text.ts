import { useEffect, useState } from 'react'
import type { ReportText } from '../../domain/report-text.ts'
import { useDesk, usePreferences, useSessionState } from '../desk.ts'
import { reportChoices } from '../preferences.ts'

/** The report in words as it stands now; undefined until it is written. Every act of the reader writes it anew. */
export function useReportText(): ReportText | undefined {
  const { session } = useDesk()
  const preferences = usePreferences((chosen) => chosen)
  const document = useSessionState(({ history }) => history.present)
  const reading = useSessionState(session.select.reading)
  const diagnostics = useSessionState(session.select.diagnostics)
  const [text, setText] = useState<ReportText>()
  useEffect(() => {
    const reviewed = session.select.reviewedStudy(session.store.getState(), reportChoices(preferences))
    if (reviewed === undefined) return
    let isWanted = true
    session.ports.export.preview(reviewed).then((written) => {
      if (isWanted) setText(written)
    }, session.ports.onBug)
    return () => {
      isWanted = false
    }
  }, [session, preferences, document, reading, diagnostics])
  return text
}

import { useEffect, useState } from 'react'
import type { ReportText } from '../../domain/report-text.ts'
import { fail, succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { failureOf } from '../../review/failure-of.ts'
import { useDesk, usePreferences, useSessionState } from '../desk.ts'
import { reportChoices } from '../preferences.ts'

/** The report in words as it stands now, or why it cannot be written; undefined until either. Every act of the reader writes it anew. */
export function useReportText(): Result<ReportText> | undefined {
  const { session } = useDesk()
  const preferences = usePreferences((chosen) => chosen)
  const document = useSessionState(({ history }) => history.present)
  const reading = useSessionState(session.select.reading)
  const diagnostics = useSessionState(session.select.diagnostics)
  const [text, setText] = useState<Result<ReportText>>()
  useEffect(() => {
    const reviewed = session.select.reviewedStudy(session.store.getState(), reportChoices(preferences))
    if (reviewed === undefined) return
    let isWanted = true
    session.ports.export.preview(reviewed).then(
      (written) => {
        if (isWanted) setText(succeed(written))
      },
      (error: unknown) => {
        if (isWanted) setText(fail(failureOf(error, 'review.export-bug')))
        session.ports.onBug(error)
      },
    )
    return () => {
      isWanted = false
    }
  }, [session, preferences, document, reading, diagnostics])
  return text
}

import { useState } from 'react'
import { diagnose } from '../../domain/diagnostic.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { EXPORT_KINDS } from '../../review/reader-ports.ts'
import type { ExportKind } from '../../review/reader-ports.ts'
import { useDesk, usePreferences, useSessionState } from '../desk.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { Menu, MenuItem } from '../shell/menu.tsx'
import { WORDS } from '../words/words.ts'
import { offerDownload } from './offer-download.ts'

/** Writes the report in one of its formats and hands it to the browser to be saved. */
export function ExportMenu() {
  const { session } = useDesk()
  const isReady = useSessionState(({ reading }) => reading?.complete === true)
  const identifiers = usePreferences(({ isPatientBlanked }) => (isPatientBlanked ? 'omit' : 'include'))
  const [failure, setFailure] = useState<Diagnostic>()
  const [writing, setWriting] = useState<ExportKind>()

  const write = async (kind: ExportKind) => {
    const reviewed = session.select.reviewedStudy(session.store.getState(), identifiers)
    if (reviewed === undefined) return
    setWriting(kind)
    setFailure(undefined)
    try {
      offerDownload(await session.ports.export.export(kind, reviewed))
    } catch (error) {
      setFailure(
        diagnose('review.export-bug', 'error', WORDS.exports.kinds[kind], { message: String(error) }),
      )
      session.ports.onBug(error)
    }
    setWriting(undefined)
  }

  return (
    <div className="export">
      <Menu
        label={WORDS.exports.menu}
        isDisabled={!isReady}
        {...(!isReady && { explanation: WORDS.exports.notYet })}
      >
        {EXPORT_KINDS.map((kind) => (
          <MenuItem key={kind} onChoose={() => void write(kind)}>
            {WORDS.exports.kinds[kind]}
          </MenuItem>
        ))}
      </Menu>
      {writing && (
        <span className="visually-hidden">{WORDS.exports.writing(WORDS.exports.kinds[writing])}</span>
      )}
      {failure && (
        <div className="export-failure">
          <DiagnosticNotice diagnostic={failure}>
            <button type="button" className="button" data-quiet onClick={() => setFailure(undefined)}>
              {WORDS.notices.dismiss}
            </button>
          </DiagnosticNotice>
        </div>
      )}
    </div>
  )
}

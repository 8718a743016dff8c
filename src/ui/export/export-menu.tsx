import { useState } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { EXPORT_KINDS } from '../../domain/export-kind.ts'
import type { ExportKind } from '../../domain/export-kind.ts'
import { failureOf } from '../../review/failure-of.ts'
import { useDesk, usePreferences, useSessionState } from '../desk.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { reportChoices } from '../preferences.ts'
import { Menu, MenuItem, MenuToggle } from '../controls/menu.tsx'
import { panels } from '../shell/panels-store.ts'
import { WORDS } from '../../words/words.ts'
import { offerDownload } from './offer-download.ts'
import './export-menu.css'

/** The way out: the report to be read and worded, and its formats to be handed to the browser. */
export function ExportMenu() {
  const isReady = useSessionState(({ reading }) => reading?.complete === true)
  const { failure, writing, write, dismiss } = useExport()
  return (
    <div className="export">
      <button
        type="button"
        className="button"
        disabled={!isReady}
        title={isReady ? undefined : WORDS.report.notYet}
        onClick={() => panels.show('report')}
      >
        {WORDS.report.open}
      </button>
      <Menu
        label={WORDS.exports.menu}
        isDisabled={!isReady}
        {...(!isReady && { explanation: WORDS.exports.notYet })}
      >
        <Formats onChoose={write} />
      </Menu>
      {writing && (
        <span className="visually-hidden">{WORDS.exports.writing(WORDS.exports.kinds[writing])}</span>
      )}
      {failure && (
        <div className="export-failure">
          <DiagnosticNotice diagnostic={failure}>
            <button type="button" className="button" data-quiet onClick={dismiss}>
              {WORDS.notices.dismiss}
            </button>
          </DiagnosticNotice>
        </div>
      )}
    </div>
  )
}

/**
 * The formats; while the reading mode hides what the model says, the way to it instead. A format that would be written with
 * undecided cells, or for a reader without a name, is asked about first, in the menu.
 */
function Formats({ onChoose }: { readonly onChoose: (kind: ExportKind) => Promise<void> }) {
  const { session, preferences, site } = useDesk()
  const isHidden = useSessionState((state) => session.select.cells(state).some(({ hidden }) => hidden))
  const isOmitted = usePreferences((chosen) => reportChoices(chosen).identifiers === 'omit')
  const gaps = useGaps()
  const [asked, setAsked] = useState<ExportKind>()
  if (asked !== undefined) {
    return (
      <>
        <div className="menu-note" role="note">
          {gaps.join(' ')}
        </div>
        <MenuItem isFocused onChoose={() => void onChoose(asked)}>
          {WORDS.exports.anyway}
        </MenuItem>
        <MenuItem keepsOpen onChoose={() => setAsked(undefined)}>
          {WORDS.exports.back}
        </MenuItem>
      </>
    )
  }
  if (isHidden) {
    return (
      <>
        <div className="menu-note">{WORDS.exports.hidden}</div>
        <MenuItem onChoose={() => panels.show('report')}>{WORDS.report.open}</MenuItem>
      </>
    )
  }
  return (
    <>
      {(site.settings.exports ?? EXPORT_KINDS).map((kind) => (
        <MenuItem
          key={kind}
          keepsOpen={gaps.length > 0}
          onChoose={() => (gaps.length > 0 ? setAsked(kind) : void onChoose(kind))}
        >
          {WORDS.exports.kinds[kind]}
        </MenuItem>
      ))}
      {site.settings.omitIdentifiers === true ? (
        <div className="menu-note">{WORDS.exports.omitBySite}</div>
      ) : (
        <MenuToggle
          isChosen={isOmitted}
          onChoose={() =>
            preferences.setState(({ omitsIdentifiers }) => ({ omitsIdentifiers: !omitsIdentifiers }))
          }
        >
          <span>
            {WORDS.exports.omit}
            <span className="menu-explanation">{WORDS.exports.omitExplained}</span>
          </span>
        </MenuToggle>
      )}
    </>
  )
}

/** What the report will lack, each in a sentence: an export asks before it is written without. */
function useGaps(): readonly string[] {
  const { session } = useDesk()
  const undecided = useSessionState(
    (state) => session.select.cells(state).filter(({ decision }) => decision === undefined).length,
  )
  const isNamed = usePreferences(({ readerName }) => readerName.trim() !== '')
  return [
    ...(undecided === 0 ? [] : [WORDS.exports.undecided(undecided)]),
    ...(isNamed ? [] : [WORDS.exports.unnamed]),
  ]
}

function useExport() {
  const { session, preferences } = useDesk()
  const [failure, setFailure] = useState<Diagnostic>()
  const [writing, setWriting] = useState<ExportKind>()
  const write = async (kind: ExportKind) => {
    const choices = reportChoices(preferences.getState())
    const reviewed = session.select.reviewedStudy(session.store.getState(), choices)
    if (reviewed === undefined) return
    setWriting(kind)
    setFailure(undefined)
    try {
      const file = await session.ports.export.export(kind, reviewed)
      if (file.ok) offerDownload(file.value)
      else setFailure(file.diagnostic)
    } catch (error) {
      setFailure(failureOf(error, 'review.export-bug'))
      session.ports.onBug(error)
    }
    setWriting(undefined)
  }
  return { failure, writing, write, dismiss: () => setFailure(undefined) }
}

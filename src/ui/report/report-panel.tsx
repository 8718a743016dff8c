import { useDesk, usePreferences, useSessionState } from '../desk.ts'
import { SidePanel } from '../controls/side-panel.tsx'
import { WORDS } from '../../words/words.ts'
import { ReportPage } from './report-page.tsx'
import './report-panel.css'

/** The report beside the images, read and worded in place. While the reading mode hides what the model says, it asks first. */
export function ReportPanel() {
  const { session } = useDesk()
  const isReady = useSessionState(({ reading }) => reading?.complete === true)
  const hidden = useSessionState((state) => session.select.cells(state).filter((cell) => cell.hidden).length)
  return (
    <SidePanel title={WORDS.report.title} isWide>
      <ReaderName />
      {!isReady && <p className="quiet">{WORDS.report.notYet}</p>}
      {isReady && hidden > 0 && <Hidden cells={hidden} />}
      {isReady && hidden === 0 && <ReportPage />}
    </SidePanel>
  )
}

function ReaderName() {
  const { preferences } = useDesk()
  const name = usePreferences(({ readerName }) => readerName)
  return (
    <label className="reader-name">
      <span>{WORDS.report.reader}</span>
      <input
        type="text"
        value={name}
        maxLength={64}
        autoComplete="name"
        placeholder={WORDS.report.readerPlaceholder}
        onChange={(event) => preferences.setState({ readerName: event.currentTarget.value })}
      />
    </label>
  )
}

/** In blind reading the comparison begins; otherwise what was not graded yet is revealed, cell by cell in the log. */
function Hidden({ cells }: { readonly cells: number }) {
  const { session } = useDesk()
  const isBlind = useSessionState(({ mode }) => mode === 'blind')
  return (
    <div className="report-hidden">
      <p>{WORDS.report.hidden(cells)}</p>
      <button type="button" className="button" onClick={isBlind ? session.compare : session.revealAll}>
        {isBlind ? WORDS.mode.compare : WORDS.report.reveal}
      </button>
    </div>
  )
}

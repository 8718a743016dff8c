import { phaseOf } from '../../review/session-state.ts'
import { useDesk, usePanes, useSessionState } from '../desk.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { StudyNotices } from '../notices/study-notices.tsx'
import { SpineProfile } from '../profile/spine-profile.tsx'
import { WORDS } from '../../words/words.ts'
import { CellPanel } from './cell-panel.tsx'
import { EarlierWork } from './earlier-work.tsx'
import { FindingsGrid } from './findings-grid.tsx'
import { GridFoot } from './grid-foot.tsx'
import { RestoreOffer } from './restore-offer.tsx'
import { StudyScope } from './scope-marks.tsx'
import './findings-panel.css'

/** The right-hand column: the spine at a glance, the selected cell, the measures. */
export function FindingsPanel() {
  return (
    <aside className="findings" aria-label={WORDS.findings.side}>
      <EarlierWork />
      <RestoreOffer />
      <FindingsGrid />
      <StudyScope />
      <AnalysisState />
      <GridFoot />
      <CellPanel />
      <SpineProfile />
      <StudyNotices />
    </aside>
  )
}

/** Where the grades would stand: why there are none, and what to do. */
function AnalysisState() {
  const { session } = useDesk()
  const failure = useSessionState(({ analysisFailure }) => analysisFailure)
  const phase = useSessionState(phaseOf)
  const wasStopped = useSessionState(({ reading }) => reading !== undefined)
  const isOutdated = useSessionState(session.select.isOutdated)
  const isPlacing = usePanes(({ tool }) => tool === 'place')
  if (isPlacing) return <p className="analysis-state">{WORDS.levels.placing}</p>
  if (failure !== undefined) {
    return (
      <div className="analysis-state">
        <DiagnosticNotice diagnostic={failure} />
        <button type="button" className="button" onClick={session.analyse}>
          {WORDS.findings.analyse}
        </button>
      </div>
    )
  }
  if (phase === 'ready') {
    return (
      <div className="analysis-state" data-line>
        {wasStopped && <span className="quiet">{WORDS.findings.stopped}</span>}
        <button type="button" className="button" onClick={session.analyse}>
          {WORDS.findings.analyse}
        </button>
      </div>
    )
  }
  if (!isOutdated) return null
  return (
    <div className="analysis-state" data-line>
      <span className="quiet">{WORDS.findings.outdated}</span>
      <button type="button" className="button" onClick={session.analyseAtLevels}>
        {WORDS.findings.readAgain}
      </button>
    </div>
  )
}

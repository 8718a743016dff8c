import { phaseOf } from '../../review/session-state.ts'
import { useDesk, usePreferences, useSessionState } from '../desk.ts'
import { ErrorBoundary } from '../errors/error-boundary.tsx'
import { LoadedPart } from '../errors/loaded-part.tsx'
import { PageFailuresList } from '../notices/page-failures-list.tsx'
import { DropTarget } from '../files/drop-target.tsx'
import { useKeys } from '../keys/use-keys.ts'
import { StatusBar } from '../status/status-bar.tsx'
import { Toolbar } from '../toolbar/toolbar.tsx'
import { EmptyState } from './empty-state.tsx'
import { loadStudyDesk, studyDesk } from './load-study-desk.ts'
import { SidePanels } from './side-panels.tsx'
import './app-shell.css'

/** The whole page: a bar above, a study or the invitation to open one, a status line below. */
export function AppShell() {
  useKeys()
  const { session } = useDesk()
  const hasStudy = useSessionState(({ studyUid }) => studyUid !== undefined)
  const isEmpty = useSessionState((state) => state.studyUid === undefined && phaseOf(state) === 'empty')
  const hasRail = usePreferences(({ isRailFolded }) => !isRailFolded)
  const hasFindings = usePreferences(({ isFindingsFolded }) => !isFindingsFolded)
  return (
    <DropTarget>
      <Toolbar hasStudy={hasStudy} />
      <main className="desk" data-has-study={hasStudy} data-rail={hasRail} data-findings={hasFindings}>
        <ErrorBoundary onBug={session.ports.onBug}>
          {hasStudy ? <LoadedPart load={loadStudyDesk} here={studyDesk} /> : <EmptyState isIdle={isEmpty} />}
        </ErrorBoundary>
      </main>
      <StatusBar />
      <SidePanels />
      <PageFailuresList />
    </DropTarget>
  )
}

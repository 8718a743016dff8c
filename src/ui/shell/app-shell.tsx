import { phaseOf } from '../../review/session-state.ts'
import { usePreferences, useSessionState } from '../desk.ts'
import { DropTarget } from '../files/drop-target.tsx'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import { useKeys } from '../keys/use-keys.ts'
import { OpenFailure } from '../notices/open-failure.tsx'
import { PaneGrid } from '../panes/pane-grid.tsx'
import { SeriesRail } from '../rail/series-rail.tsx'
import { StatusBar } from '../status/status-bar.tsx'
import { Toolbar } from '../toolbar/toolbar.tsx'
import { EmptyState } from './empty-state.tsx'
import { SidePanels } from './side-panels.tsx'
import './app-shell.css'

/** The whole page: a bar above, series, images and findings side by side, a status line below. Panels beside the images fold away. */
export function AppShell() {
  useKeys()
  const hasStudy = useSessionState(({ studyUid }) => studyUid !== undefined)
  const isEmpty = useSessionState((state) => state.studyUid === undefined && phaseOf(state) === 'empty')
  const hasRail = usePreferences(({ isRailFolded }) => !isRailFolded)
  const hasFindings = usePreferences(({ isFindingsFolded }) => !isFindingsFolded)
  return (
    <DropTarget>
      <Toolbar hasStudy={hasStudy} />
      <main className="desk" data-has-study={hasStudy} data-rail={hasRail} data-findings={hasFindings}>
        {hasStudy ? (
          <>
            {hasRail && <SeriesRail />}
            <div className="desk-images">
              <OpenFailure />
              <PaneGrid />
            </div>
            {hasFindings && <FindingsPanel />}
          </>
        ) : (
          <EmptyState isIdle={isEmpty} />
        )}
      </main>
      <StatusBar />
      <SidePanels />
    </DropTarget>
  )
}

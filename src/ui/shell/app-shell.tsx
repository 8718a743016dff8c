import { phaseOf } from '../../review/session-state.ts'
import { useSessionState } from '../desk.ts'
import { DropTarget } from '../files/drop-target.tsx'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import { KeysOverlay } from '../help/keys-overlay.tsx'
import { useKeys } from '../keys/use-keys.ts'
import { OpenFailure } from '../notices/open-failure.tsx'
import { PaneGrid } from '../panes/pane-grid.tsx'
import { SeriesRail } from '../rail/series-rail.tsx'
import { StatusBar } from '../status/status-bar.tsx'
import { Toolbar } from '../toolbar/toolbar.tsx'
import { EmptyState } from './empty-state.tsx'
import { SidePanels } from './side-panels.tsx'
import './app-shell.css'

/** The whole page: a bar above, series, images and findings side by side, a status line below. */
export function AppShell() {
  useKeys()
  const hasStudy = useSessionState(({ studyUid }) => studyUid !== undefined)
  const isEmpty = useSessionState((state) => state.studyUid === undefined && phaseOf(state) === 'empty')
  return (
    <DropTarget>
      <Toolbar hasStudy={hasStudy} />
      <main className="desk" data-has-study={hasStudy}>
        {hasStudy ? (
          <>
            <SeriesRail />
            <div className="desk-images">
              <OpenFailure />
              <PaneGrid />
            </div>
            <FindingsPanel />
          </>
        ) : (
          <EmptyState isIdle={isEmpty} />
        )}
      </main>
      <StatusBar />
      <SidePanels />
      <KeysOverlay />
    </DropTarget>
  )
}

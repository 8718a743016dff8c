import { useDesk, usePreferences } from '../desk.ts'
import { ErrorBoundary } from '../errors/error-boundary.tsx'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import { OpenFailure } from '../notices/open-failure.tsx'
import { PaneGrid } from '../panes/pane-grid.tsx'
import { SeriesRail } from '../rail/series-rail.tsx'

/** What a study needs of the page: its series, its images and its findings side by side. Panels beside the images fold away. */
export function StudyDesk() {
  const { onBug } = useDesk().session.ports
  const hasRail = usePreferences(({ isRailFolded }) => !isRailFolded)
  const hasFindings = usePreferences(({ isFindingsFolded }) => !isFindingsFolded)
  return (
    <>
      {hasRail && (
        <ErrorBoundary onBug={onBug}>
          <SeriesRail />
        </ErrorBoundary>
      )}
      <div className="desk-images">
        <OpenFailure />
        <ErrorBoundary onBug={onBug}>
          <PaneGrid />
        </ErrorBoundary>
      </div>
      {hasFindings && (
        <ErrorBoundary onBug={onBug}>
          <FindingsPanel />
        </ErrorBoundary>
      )}
    </>
  )
}

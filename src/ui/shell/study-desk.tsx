import { usePreferences } from '../desk.ts'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import { OpenFailure } from '../notices/open-failure.tsx'
import { PaneGrid } from '../panes/pane-grid.tsx'
import { SeriesRail } from '../rail/series-rail.tsx'

/** What a study needs of the page: its series, its images and its findings side by side. Panels beside the images fold away. */
export function StudyDesk() {
  const hasRail = usePreferences(({ isRailFolded }) => !isRailFolded)
  const hasFindings = usePreferences(({ isFindingsFolded }) => !isFindingsFolded)
  return (
    <>
      {hasRail && <SeriesRail />}
      <div className="desk-images">
        <OpenFailure />
        <PaneGrid />
      </div>
      {hasFindings && <FindingsPanel />}
    </>
  )
}

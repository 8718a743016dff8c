import { useEffect, useState } from 'react'
import { phaseOf } from '../../review/session-state.ts'
import { usePreferences, useSessionState } from '../desk.ts'
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
  const hasStudy = useSessionState(({ studyUid }) => studyUid !== undefined)
  const isEmpty = useSessionState((state) => state.studyUid === undefined && phaseOf(state) === 'empty')
  const hasRail = usePreferences(({ isRailFolded }) => !isRailFolded)
  const hasFindings = usePreferences(({ isFindingsFolded }) => !isFindingsFolded)
  return (
    <DropTarget>
      <Toolbar hasStudy={hasStudy} />
      <main className="desk" data-has-study={hasStudy} data-rail={hasRail} data-findings={hasFindings}>
        {hasStudy ? <StudyDeskOnceLoaded /> : <EmptyState isIdle={isEmpty} />}
      </main>
      <StatusBar />
      <SidePanels />
    </DropTarget>
  )
}

/**
 * Not React's `lazy`: what a Suspense boundary reveals is held back for up to 300 ms after its fallback, and here that is the
 * first image.
 */
function StudyDeskOnceLoaded() {
  const [StudyDesk, setStudyDesk] = useState(() => studyDesk)
  useEffect(() => {
    if (StudyDesk === undefined) void loadStudyDesk().then((loaded) => setStudyDesk(() => loaded))
  }, [StudyDesk])
  return StudyDesk && <StudyDesk />
}

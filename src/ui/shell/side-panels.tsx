import { lazy, Suspense, useSyncExternalStore } from 'react'
import { ModelsPanel } from '../pack/models-panel.tsx'
import { SkippedFiles } from '../notices/skipped-files.tsx'
import { SavedStudies } from '../settings/saved-studies.tsx'
import { panels } from './panels-store.ts'
import type { PanelName } from './panels-store.ts'

// Loaded when first opened: the first screen needs none of them.
const ReportPanel = lazy(async () => ({ default: (await import('../report/report-panel.tsx')).ReportPanel }))
const KeysOverlay = lazy(async () => ({ default: (await import('../help/keys-overlay.tsx')).KeysOverlay }))
const AgreementPanel = lazy(async () => ({
  default: (await import('../agreement/agreement-panel.tsx')).AgreementPanel,
}))

/** The panel that lies over the findings for now, if any. It is not modal: the images stay in reach. */
export function SidePanels() {
  const open = useSyncExternalStore(panels.subscribe, panels.getState)
  return <Suspense>{panelOf(open)}</Suspense>
}

function panelOf(open: PanelName) {
  switch (open) {
    case 'models':
      return <ModelsPanel />
    case 'skipped-files':
      return <SkippedFiles />
    case 'saved-studies':
      return <SavedStudies />
    case 'report':
      return <ReportPanel />
    case 'agreement':
      return <AgreementPanel />
    case 'keys':
      return <KeysOverlay />
    case 'none':
      return null
  }
}

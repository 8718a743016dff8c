import { useSyncExternalStore } from 'react'
import { useDesk } from '../desk.ts'
import { ErrorBoundary } from '../errors/error-boundary.tsx'
import { LoadedPart } from '../errors/loaded-part.tsx'
import { ModelsPanel } from '../pack/models-panel.tsx'
import { SkippedFiles } from '../notices/skipped-files.tsx'
import { SavedStudies } from '../settings/saved-studies.tsx'
import { panels } from './panels-store.ts'
import type { PanelName } from './panels-store.ts'

// Loaded when first opened: the first screen needs none of them.
const loadReport = async () => (await import('../report/report-panel.tsx')).ReportPanel
const loadKeys = async () => (await import('../help/keys-overlay.tsx')).KeysOverlay
const loadAgreement = async () => (await import('../agreement/agreement-panel.tsx')).AgreementPanel

/** The panel that lies over the findings for now, if any. It is not modal: the images stay in reach. */
export function SidePanels() {
  const { session } = useDesk()
  const open = useSyncExternalStore(panels.subscribe, panels.getState)
  return (
    <ErrorBoundary key={open} onBug={session.ports.onBug} className="panel-failure" onClose={panels.close}>
      {panelOf(open)}
    </ErrorBoundary>
  )
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
      return <LoadedPart key="report" load={loadReport} className="panel-failure" onClose={panels.close} />
    case 'agreement':
      return (
        <LoadedPart key="agreement" load={loadAgreement} className="panel-failure" onClose={panels.close} />
      )
    case 'keys':
      return <LoadedPart key="keys" load={loadKeys} className="panel-failure" onClose={panels.close} />
    case 'none':
      return null
  }
}

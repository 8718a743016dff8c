import { lazy, Suspense, useSyncExternalStore } from 'react'
import { ModelsPanel } from '../pack/models-panel.tsx'
import { SkippedFiles } from '../notices/skipped-files.tsx'
import { SavedStudies } from '../settings/saved-studies.tsx'
import { panels } from './panels-store.ts'

// Loaded when first opened: the first screen does not need it.
const KeysOverlay = lazy(async () => ({ default: (await import('../help/keys-overlay.tsx')).KeysOverlay }))

/** The panel that lies over the findings for now, if any. It is not modal: the images stay in reach. */
export function SidePanels() {
  const open = useSyncExternalStore(panels.subscribe, panels.getState)
  switch (open) {
    case 'models':
      return <ModelsPanel />
    case 'skipped-files':
      return <SkippedFiles />
    case 'saved-studies':
      return <SavedStudies />
    case 'keys':
      return (
        <Suspense>
          <KeysOverlay />
        </Suspense>
      )
    case 'none':
      return null
  }
}

import { useDesk, usePanes, usePreferences } from '../desk.ts'
import { Pane } from './pane.tsx'
import { PANES_IN } from './layout.ts'
import './pane-grid.css'

/** The panes of the layout in use. */
export function PaneGrid() {
  const layout = usePanes((state) => state.layout)
  const sources = usePanes((state) => state.sources.length)
  // A study with fewer series than panes leaves no empty pane, unless the reader asked for that many.
  const asked = usePreferences((preferences) => preferences.layout === layout)
  const count = asked ? PANES_IN[layout] : Math.max(1, Math.min(PANES_IN[layout], sources))
  const isAlone = usePanes((state) => state.isAlone)
  const { panes } = useDesk()
  return (
    <div className="panes" data-layout={layout} data-count={count} data-alone={isAlone}>
      {panes.slots.slice(0, count).map((slot) => (
        <Pane key={slot} slot={slot} />
      ))}
    </div>
  )
}

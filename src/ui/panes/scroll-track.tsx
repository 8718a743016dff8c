import type { PointerEvent } from 'react'
import { useDesk, usePanes } from '../desk.ts'
import { sourceIn } from './panes-store.ts'

/** The bar at a pane's edge: where in the series the image lies; drag to go through it. Keys do the same (arrows, Home, End). */
export function ScrollTrack({ slot }: { readonly slot: number }) {
  const { panes } = useDesk()
  const index = usePanes((state) => state.slots[slot]?.index ?? 0)
  const count = usePanes((state) => sourceIn(state, slot)?.images.length ?? 0)
  if (count < 2) return null

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return
    const { top, height } = event.currentTarget.getBoundingClientRect()
    panes.goTo(slot, Math.round(((event.clientY - top) / height) * (count - 1)))
  }
  return (
    <div
      className="pane-track"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        panes.activate(slot)
        drag(event)
      }}
      onPointerMove={drag}
    >
      <div className="pane-thumb" style={{ insetBlockStart: `${(index / (count - 1)) * 100}%` }} />
    </div>
  )
}

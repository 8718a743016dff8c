import { crossLine } from '../../viewer/cross-line.ts'
import { usePanes } from '../desk.ts'
import { PANES_IN } from './layout.ts'
import { imageIn, sourceIn } from './panes-store.ts'
import type { Shown } from './shown.ts'

/** Where the images of the other panes of the same study cut this one; the active pane's line is the stronger one. */
export function CrossLines({ shown }: { readonly shown: Shown }) {
  const state = usePanes((panes) => panes)
  const lines = state.slots.slice(0, PANES_IN[state.layout]).flatMap((_, slot) => {
    const other = imageIn(state, slot)
    const isElsewhere = sourceIn(state, slot)?.study !== shown.study
    if (slot === shown.slot || other === undefined || isElsewhere) return []
    const line = crossLine(shown.image.geometry, other.geometry)
    return line ? [{ slot, line }] : []
  })
  return (
    <g className="cross-lines" aria-hidden="true">
      {lines.map(({ slot, line }) => {
        const [[x1, y1], [x2, y2]] = [
          shown.transform.imageToCanvas(line[0]),
          shown.transform.imageToCanvas(line[1]),
        ]
        return <line key={slot} data-active={slot === state.active} x1={x1} y1={y1} x2={x2} y2={y2} />
      })}
    </g>
  )
}

import { useSyncExternalStore } from 'react'
import type { AnnotationDraft } from '../../viewer/tools/tool.ts'
import { edgeLetters } from '../../viewer/orientation-letters.ts'
import { scaleBar } from '../../viewer/scale-bar.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import { usePanes } from '../desk.ts'
import { Annotations } from './annotations.tsx'
import { CrossLines } from './cross-lines.tsx'
import { EvidenceBoxes } from './evidence-boxes.tsx'
import { LevelBoxes } from './level-boxes.tsx'
import { LevelLabel } from './level-label.tsx'
import type { Tool } from './panes-store.ts'
import type { Shown } from './shown.ts'
import './pane-overlay.css'

/** With these in hand a click on a box selects it; the others need every point of the image. */
const SELECTING_TOOLS: readonly Tool[] = ['window', 'pan', 'zoom', 'scroll', 'magnifier']

type PaneOverlayProps = {
  readonly slot: number
  readonly viewport: Viewport
  readonly draft: AnnotationDraft | undefined
}

/** Everything drawn over an image, in the frame in which the image itself is drawn. */
export function PaneOverlay({ slot, viewport, draft }: PaneOverlayProps) {
  const state = useSyncExternalStore(viewport.subscribe, viewport.getState)
  const isHidden = usePanes(({ overlaysHidden }) => overlaysHidden)
  const canSelect = usePanes(({ tool }) => SELECTING_TOOLS.includes(tool))
  const { image, transform, size, window, pixels } = state
  if (image === undefined || transform === undefined || pixels === undefined) return null
  const shown: Shown = { slot, image, pixels, transform, size }
  const letters = edgeLetters(image.geometry, transform.matrix)
  const bar = scaleBar(transform.pixelsPerMm, Math.min(120, size.width / 4))
  return (
    <div className="overlay" hidden={isHidden} data-passive={!canSelect}>
      <svg className="overlay-svg" width={size.width} height={size.height}>
        <CrossLines shown={shown} />
        <LevelBoxes shown={shown} />
        <EvidenceBoxes shown={shown} />
        <Annotations shown={shown} draft={draft} />
        <g className="scale-bar" aria-hidden="true" transform={`translate(12 ${size.height - 14})`}>
          <path d={`M0.5 -4 V0.5 H${Math.round(bar.lengthPx) + 0.5} V-4`} />
          <text x={Math.round(bar.lengthPx) + 8} y={3}>
            {bar.label}
          </text>
        </g>
      </svg>
      <LevelLabel shown={shown} />
      <div aria-hidden="true">
        <span className="edge-letter" data-edge="left">
          {letters.left}
        </span>
        <span className="edge-letter" data-edge="right">
          {letters.right}
        </span>
        <span className="edge-letter" data-edge="top">
          {letters.top}
        </span>
        <span className="edge-letter" data-edge="bottom">
          {letters.bottom}
        </span>
        {window && (
          <span className="window-text">
            C {Math.round(window.center)} W {Math.round(window.width)}
          </span>
        )}
      </div>
    </div>
  )
}

import { useSyncExternalStore } from 'react'
import type { StudyImage } from '../../domain/study.ts'
import type { AnnotationDraft } from '../../viewer/tools/tool.ts'
import { edgeLetters } from '../../viewer/orientation-letters.ts'
import { scaleBar } from '../../viewer/scale-bar.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import { usePanes } from '../desk.ts'
import { AnnotationText } from './annotation-text.tsx'
import { Annotations } from './annotations.tsx'
import { CrossLines } from './cross-lines.tsx'
import { EvidenceBoxes } from './evidence-boxes.tsx'
import { LevelBoxes } from './level-boxes.tsx'
import { LevelLabel } from './level-label.tsx'
import type { PaneSource, WhichStudy } from './pane-sources.ts'
import { isSelecting } from './panes-store.ts'
import type { Shown } from './shown.ts'
import { SpineNames } from './spine-names.tsx'
import { WindowMenu } from './window-menu.tsx'
import './pane-overlay.css'

type PaneOverlayProps = {
  readonly slot: number
  readonly viewport: Viewport
  readonly draft: AnnotationDraft | undefined
}

/** Everything drawn over an image, in the frame in which the image itself is drawn. */
export function PaneOverlay({ slot, viewport, draft }: PaneOverlayProps) {
  const state = useSyncExternalStore(viewport.subscribe, viewport.getState)
  const isHidden = usePanes(({ overlaysHidden }) => overlaysHidden)
  const canSelect = usePanes(({ tool }) => isSelecting(tool))
  const study = usePanes(({ sources }) => studyOf(sources, state.image))
  const { image, transform, size, window, pixels } = state
  if (image === undefined || transform === undefined || pixels === undefined) return null
  const shown: Shown = { slot, study, image, pixels, transform, size }
  const letters = edgeLetters(image.geometry, transform.matrix)
  const bar = scaleBar(transform.pixelsPerMm, Math.min(120, size.width / 4))
  return (
    <div
      className="overlay"
      hidden={isHidden}
      data-passive={!canSelect}
      data-drawing={draft?.imageId === image.id}
    >
      <svg className="overlay-svg" width={size.width} height={size.height}>
        <CrossLines shown={shown} />
        <SpineNames shown={shown} hasBoxes={study === 'current'} />
        {study === 'current' && <LevelBoxes shown={shown} />}
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
      </div>
      {window && <WindowMenu viewport={viewport} window={window} image={image} pixels={pixels} />}
      <AnnotationText shown={shown} />
    </div>
  )
}

/** Whose image is on the pane; while another series is read, that may not yet be the one asked for. */
function studyOf(sources: readonly PaneSource[], image: StudyImage | undefined): WhichStudy {
  const source = image && sources.find(({ images }) => images.includes(image))
  return source?.study ?? 'current'
}

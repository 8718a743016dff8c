import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import type { CanvasPoint } from '../../viewer/matrix.ts'
import type { AnnotationDraft } from '../../viewer/tools/tool.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import { useDesk, usePanes } from '../desk.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { WORDS } from '../../words/words.ts'
import { CineBar } from './cine-bar.tsx'
import { Lens } from './lens.tsx'
import { PaneHead } from './pane-head.tsx'
import { PaneOverlay } from './pane-overlay.tsx'
import { sourceName } from './pane-sources.ts'
import { ScrollTrack } from './scroll-track.tsx'
import { imageIn, sourceIn } from './panes-store.ts'
import type { PanesState } from './panes-store.ts'
import { Tiles } from './tiles.tsx'
import { usePaneInput } from './use-pane-input.ts'
import { followPane } from './viewport-host.ts'
import './pane.css'

/** What a series dragged from the rail carries: its key. */
export const SERIES_DRAG = 'text/x-cauda-series'

/** One pane: an image, what is drawn over it, and the hands' way to both. Scrolling renders the overlay alone. */
export function Pane({ slot }: { readonly slot: number }) {
  const { panes } = useDesk()
  const region = useRef<HTMLElement>(null)
  const surface = useRef<HTMLDivElement>(null)
  const isActive = usePanes((state) => state.active === slot)
  const isTiled = usePanes(({ tiled }) => tiled === slot)
  const [draft, setDraft] = useState<AnnotationDraft>()
  const [lens, setLens] = useState<CanvasPoint>()
  const { viewport, failure } = useViewport(slot, surface)
  usePaneInput(slot, surface, viewport, { onDraft: setDraft, onLens: setLens })

  // The name changes with every image: it is set on the element, past React.
  useEffect(() => {
    const name = () => {
      if (region.current) region.current.ariaLabel = paneName(panes.store.getState(), slot)
    }
    name()
    return panes.store.subscribe(name)
  }, [panes, slot])

  return (
    <section
      ref={region}
      className="pane"
      role="region"
      data-slot={slot}
      data-active={isActive}
      data-tiled={isTiled}
      tabIndex={0}
      onFocus={() => panes.activate(slot)}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(SERIES_DRAG)) event.preventDefault()
      }}
      onDrop={(event) => {
        const key = event.dataTransfer.getData(SERIES_DRAG)
        if (key !== '') panes.assign(slot, key)
      }}
    >
      <div ref={surface} className="pane-surface">
        {viewport && !isTiled && <PaneOverlay slot={slot} viewport={viewport} draft={draft} />}
        {viewport && !isTiled && !failure && <Reading slot={slot} viewport={viewport} />}
        {viewport && lens && <Lens of={viewport} at={lens} />}
      </div>
      {viewport && isTiled && <Tiles slot={slot} viewport={viewport} />}
      <PaneHead slot={slot} />
      {!isTiled && <ScrollTrack slot={slot} />}
      <CineBar slot={slot} />
      {failure && (
        <div className="pane-failure">
          <DiagnosticNotice diagnostic={failure} />
        </div>
      )}
    </section>
  )
}

/** Stands where the image will be, once reading it takes long enough to be noticed. */
function Reading({ slot, viewport }: { readonly slot: number; readonly viewport: Viewport }) {
  const isAsked = usePanes((state) => imageIn(state, slot) !== undefined)
  const isShown = useSyncExternalStore(viewport.subscribe, () => viewport.getState().image !== undefined)
  return isAsked && !isShown && <p className="pane-reading">{WORDS.pane.loading}</p>
}

function paneName(state: PanesState, slot: number): string {
  const source = sourceIn(state, slot)
  const image = imageIn(state, slot)
  if (source === undefined || image === undefined) return WORDS.pane.series
  return WORDS.pane.image(sourceName(source), source.images.indexOf(image) + 1, source.images.length)
}

/** A viewport in `surface` that shows what the pane is asked to. The renderer is loaded with the first study. */
function useViewport(slot: number, surface: { readonly current: HTMLDivElement | null }) {
  const { panes, pixels, viewports, session } = useDesk()
  const [viewport, setViewport] = useState<Viewport>()
  const [failure, setFailure] = useState<Diagnostic>()

  useEffect(() => {
    const undo: (() => void)[] = []
    let isGone = false
    void import('../../viewer/viewport.ts').then(({ createViewport }) => {
      const element = surface.current
      if (isGone || element === null) return
      const made = createViewport(element)
      const { onBug } = session.ports
      undo.push(made.destroy, viewports.add(slot, made))
      undo.push(followPane(slot, panes, pixels, made, { onFailure: setFailure, onBug }))
      undo.push(made.subscribe(() => markFirstPixels(made)))
      setViewport(made)
    })
    return () => {
      isGone = true
      undo.reverse().forEach((step) => step())
      setViewport(undefined)
    }
  }, [slot, surface, panes, pixels, viewports, session])

  return { viewport, failure }
}

function markFirstPixels(viewport: Viewport): void {
  if (viewport.getState().drawnImageId === undefined) return
  if (performance.getEntriesByName('cauda:first-pixels').length === 0) performance.mark('cauda:first-pixels')
}

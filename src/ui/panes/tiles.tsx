import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import type { StudyImage } from '../../domain/study.ts'
import { labelOf, labelOn, spineLabels } from '../../viewer/level-marks.ts'
import type { SpineLabel } from '../../viewer/level-marks.ts'
import { OPENING_LOOK } from '../../viewer/view.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import { openingWindow } from '../../viewer/window-presets.ts'
import { useDesk, usePanes, useSessionState } from '../desk.ts'
import { wordDiagnostic } from '../../words/diagnostics.ts'
import { WORDS } from '../../words/words.ts'
import { NAMED_WITHIN_MM, isAxial } from './level-label.tsx'
import { sourceName } from './pane-sources.ts'
import { imageIn, sourceIn } from './panes-store.ts'
import { readImage } from './read-image.ts'
import { aspectRatio, paintImage } from './small-image.ts'
import './tiles.css'

/**
 * All images of a pane's series side by side, the one it shows marked, axial ones named for their level. A press goes to an
 * image in all panes; a second press, Enter or Escape shows it alone again. The arrow keys go from tile to tile.
 */
export function Tiles({ slot, viewport }: { readonly slot: number; readonly viewport: Viewport }) {
  const { panes } = useDesk()
  const source = usePanes((state) => sourceIn(state, slot))
  const shown = usePanes((state) => imageIn(state, slot))
  const spine = usePanes(({ spines }) => (source ? spines[source.study] : undefined))
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-selected=true]')
    current?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  if (source === undefined) return null

  const labels = spineLabels(spine ?? [])
  const leave = () => {
    panes.tile(undefined)
    list.current?.closest<HTMLElement>('.pane')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = tileStep(event.key, list.current)
    if (step !== undefined) panes.step(slot, step)
    else if (event.key === 'Enter' || event.key === 'Escape') leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={list}
      className="tiles"
      role="listbox"
      aria-label={WORDS.viewing.tiles.label(sourceName(source))}
      aria-activedescendant={shown && tileId(slot, shown)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {source.images.map((image, index) => (
        <Tile
          key={image.id}
          id={tileId(slot, image)}
          image={image}
          number={index + 1}
          level={levelOf(image, labels)}
          isShown={image === shown}
          viewport={viewport}
          onPress={() => (image === shown ? leave() : panes.goTo(slot, index))}
        />
      ))}
    </div>
  )
}

type TileProps = {
  readonly id: string
  readonly image: StudyImage
  readonly number: number
  readonly level: SpineLabel | undefined
  readonly isShown: boolean
  readonly viewport: Viewport
  readonly onPress: () => void
}

function Tile({ id, image, number, level, isShown, viewport, onPress }: TileProps) {
  const { pixels, session } = useDesk()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [failure, setFailure] = useState<Diagnostic>()
  const isKey = useSessionState(({ history }) => history.present.keyImages.includes(image.id))

  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const controller = new AbortController()
    const paint = async () => {
      const result = await readImage(controller.signal, pixels, image, session.ports.onBug)
      if (result === undefined) return
      setFailure(result.ok ? undefined : result.diagnostic)
      if (!result.ok) return
      const { window, inverted } = viewport.getState().image ? viewport.getState() : OPENING_LOOK
      paintImage(element, image, result.value, window ?? openingWindow(image, result.value), inverted)
    }
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      void paint()
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      controller.abort()
    }
  }, [pixels, image, viewport, session])

  return (
    <div id={id} className="tile" role="option" aria-selected={isShown} onClick={onPress}>
      <span className="visually-hidden">{WORDS.viewing.tiles.image(number, level?.name ?? '')}</span>
      <canvas ref={canvas} style={{ aspectRatio: aspectRatio(image) }} />
      {failure && <span className="tile-failure">{wordDiagnostic(failure).what}</span>}
      <span className="tile-number" aria-hidden="true">
        {number}
      </span>
      {level && (
        <span className="tile-level" data-kind={level.kind} aria-hidden="true">
          {level.name}
        </span>
      )}
      {isKey && (
        <span className="tile-key" aria-hidden="true">
          {WORDS.pane.key}
        </span>
      )}
    </div>
  )
}

function tileId(slot: number, image: StudyImage): string {
  return `tile-${slot}-${image.id}`
}

/** How many images an arrow key goes on: one, or a row. */
function tileStep(key: string, list: HTMLElement | null): number | undefined {
  const columns = list ? getComputedStyle(list).gridTemplateColumns.split(' ').length : 1
  switch (key) {
    case 'ArrowRight':
      return 1
    case 'ArrowLeft':
      return -1
    case 'ArrowDown':
      return columns
    case 'ArrowUp':
      return -columns
    case 'Home':
      return -Infinity
    case 'End':
      return Infinity
    default:
      return undefined
  }
}

function levelOf({ geometry }: StudyImage, labels: readonly SpineLabel[]): SpineLabel | undefined {
  const label = isAxial(geometry) ? labelOf(geometry, labels) : undefined
  const place = label && labelOn(geometry, label)
  return place && place.distanceMm <= NAMED_WITHIN_MM ? label : undefined
}

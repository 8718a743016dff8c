import { useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import type { Annotation } from '../../domain/annotation.ts'
import type { ImagePoint } from '../../domain/geometry.ts'
import { movePoints } from '../../viewer/tools/point-tool.ts'
import type { AnnotationDraft } from '../../viewer/tools/tool.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { WORDS } from '../../words/words.ts'
import { annotationName } from './annotation-lines.ts'
import { AnnotationShape } from './annotation-shape.tsx'
import { pointIn } from './point-in.ts'
import type { Shown } from './shown.ts'

/** What the reader drew on this image, and what is being drawn. */
export function Annotations({
  shown,
  draft,
}: {
  readonly shown: Shown
  readonly draft: AnnotationDraft | undefined
}) {
  const annotations = useSessionState(({ history }) => history.present.annotations)
  const here = annotations.filter(({ imageId }) => imageId === shown.image.id)
  return (
    <>
      {here.map((annotation) => (
        <DrawnAnnotation key={annotation.id} shown={shown} annotation={annotation} />
      ))}
      {draft?.imageId === shown.image.id && (
        <g className="annotation" data-draft="true" aria-hidden="true">
          <AnnotationShape shown={shown} annotation={draft} />
        </g>
      )}
    </>
  )
}

type Grip = number | 'all'

const NUDGES: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** Image pixels that an arrow key moves with Shift. */
const FAR_NUDGE = 10

/**
 * An annotation in reach of hand and keys: dragging a point moves it, dragging anything else moves the whole. With the focus
 * on it the arrow keys move what Space has chosen (the whole, then point by point), Enter writes on it, Backspace deletes it.
 */
function DrawnAnnotation({ shown, annotation }: { readonly shown: Shown; readonly annotation: Annotation }) {
  const { session, panes } = useDesk()
  const [chosen, setChosen] = useState<Grip>('all')
  const { moved, handlers } = useDrag(shown, annotation, session.draw)

  const onKeyDown = (event: KeyboardEvent) => {
    if (!act(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const act = ({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean => {
    if (ctrlKey || metaKey) return false
    const nudge = NUDGES[key]
    if (nudge !== undefined) {
      const by = shiftKey ? FAR_NUDGE : 1
      session.draw(movePoints(annotation, chosen, onScreen(shown, nudge, by), shown))
      return true
    }
    switch (key) {
      case ' ':
        setChosen(nextGrip(chosen, annotation.points.length))
        return true
      case 'Enter':
        panes.write(annotation.id)
        return true
      case 'Backspace':
      case 'Delete':
        session.erase(annotation.id)
        focusPane(shown.slot)
        return true
      case 'Escape':
        focusPane(shown.slot)
        return true
      default:
        return false
    }
  }

  return (
    <g
      className="annotation"
      role="button"
      aria-label={chosenName(annotation, chosen)}
      aria-description={WORDS.viewing.annotations.keys}
      data-annotation={annotation.id}
      data-chosen={chosen}
      tabIndex={0}
      onKeyDown={onKeyDown}
      {...handlers}
    >
      <AnnotationShape shown={shown} annotation={moved ?? annotation} />
      {chosen !== 'all' && <ChosenPoint shown={shown} point={annotation.points[chosen]} />}
    </g>
  )
}

function ChosenPoint({ shown, point }: { readonly shown: Shown; readonly point: ImagePoint | undefined }) {
  if (point === undefined) return null
  const [x, y] = shown.transform.imageToCanvas(point)
  return <circle className="annotation-chosen" cx={x} cy={y} r={6} />
}

/** Dragging shows where it would lie; letting go moves it, as one step of undo. */
function useDrag(shown: Shown, annotation: Annotation, onMoved: (annotation: Annotation) => void) {
  const [from, setFrom] = useState<{ readonly point: ImagePoint; readonly grip: Grip }>()
  const [moved, setMoved] = useState<Annotation>()
  const imagePoint = (event: PointerEvent<SVGGElement>): ImagePoint =>
    shown.transform.canvasToImage(pointIn(event.currentTarget.ownerSVGElement!, event))
  const end = () => {
    setFrom(undefined)
    setMoved(undefined)
  }
  const handlers = {
    onPointerDown: (event: PointerEvent<SVGGElement>) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      setFrom({ point: imagePoint(event), grip: gripUnder(event.target) })
    },
    onPointerMove: (event: PointerEvent<SVGGElement>) => {
      if (from === undefined) return
      const [column, row] = imagePoint(event)
      const by = [column - from.point[0], row - from.point[1]] as const
      setMoved(by[0] === 0 && by[1] === 0 ? undefined : movePoints(annotation, from.grip, by, shown))
    },
    onPointerUp: () => {
      if (moved !== undefined) onMoved(moved)
      end()
    },
    onPointerCancel: end,
  }
  return { moved, handlers }
}

function gripUnder(target: EventTarget): Grip {
  const grip = target instanceof SVGElement ? target.dataset['grip'] : undefined
  return grip === undefined ? 'all' : Number(grip)
}

function nextGrip(grip: Grip, points: number): Grip {
  const next = grip === 'all' ? 0 : grip + 1
  return next < points && points > 1 ? next : 'all'
}

function chosenName(annotation: Annotation, chosen: Grip): string {
  const name = annotationName(annotation)
  return chosen === 'all' ? name : `${name}, ${WORDS.viewing.annotations.point(chosen + 1)}`
}

/** The step along columns and rows that goes the way of the arrow on the screen, however the image is turned. */
function onScreen(
  { transform }: Shown,
  [x, y]: readonly [number, number],
  pixels: number,
): readonly [columns: number, rows: number] {
  const [from, to] = [transform.canvasToImage([0, 0]), transform.canvasToImage([x, y])]
  const [columns, rows] = [to[0] - from[0], to[1] - from[1]]
  return Math.abs(columns) > Math.abs(rows) ? [Math.sign(columns) * pixels, 0] : [0, Math.sign(rows) * pixels]
}

function focusPane(slot: number): void {
  document.querySelector<HTMLElement>(`.pane[data-slot="${slot}"]`)?.focus()
}

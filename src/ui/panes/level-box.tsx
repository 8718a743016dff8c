import { useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import type { LocatedLevel } from '../../domain/finding.ts'
import { subtract } from '../../domain/geometry.ts'
import type { ImagePoint, Vector3 } from '../../domain/geometry.ts'
import { imageToPatient } from '../../domain/image-geometry.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { gravestAt } from '../../review/cells.ts'
import type { Cell } from '../../review/cells.ts'
import type { BoxCorners } from '../../viewer/level-marks.ts'
import type { CanvasPoint } from '../../viewer/matrix.ts'
import { MarkShape } from '../findings/grade-mark.tsx'
import type { MarkKind } from '../findings/grade-mark.tsx'
import { WORDS } from '../../words/words.ts'
import type { TagPlace } from './level-tags.ts'
import { pointIn } from './point-in.ts'
import { pathThrough } from './shown.ts'
import type { Shown } from './shown.ts'

const TICK_PX = 6
const TAG_GAP_PX = 8
/** Room that a level's name takes in 11 px type, and the gap to its mark. */
const TAG_NAME_PX = 38
/** A press that moves less is a click. */
const DRAG_FROM_PX = 4

type LevelBoxProps = {
  readonly shown: Shown
  readonly level: LocatedLevel
  readonly corners: BoxCorners
  /** Where its name stands; undefined beside the pane. */
  readonly tag: TagPlace | undefined
  /** What stands below the name: what is special about the lumbosacral junction. */
  readonly note: string
  readonly cells: readonly Cell[]
  readonly isRead: boolean
  readonly isSelected: boolean
  readonly isOwn: boolean
  readonly onSelect: () => void
  /** The box was dragged, by so much in the patient, mm. */
  readonly onMove: (by: Vector3) => void
}

/** Steps on the screen, CSS pixels. */
const NUDGES: Readonly<Record<string, CanvasPoint>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const NUDGE_MM = 1

/** One level's box with its name and worst grade. A click selects the level, dragging its name moves it, and so do Shift and the arrow keys. */
export function LevelBox(props: LevelBoxProps) {
  const { shown, level, corners, tag, note, cells, isRead, isSelected, isOwn, onSelect, onMove } = props
  const name = LEVEL_NAMES[level.level]
  const grade: MarkKind = gravestAt(cells, level.level) ?? 'none'
  const { offset, handlers } = useDrag(shown, props)
  return (
    <g
      className="level-box"
      data-grade={grade}
      data-read={isRead}
      data-selected={isSelected}
      role={isOwn ? 'button' : undefined}
      aria-label={isOwn ? WORDS.pane.levelBox(name) : undefined}
      aria-pressed={isOwn ? isSelected : undefined}
      aria-hidden={isOwn ? undefined : true}
      tabIndex={isOwn ? 0 : undefined}
      transform={`translate(${offset[0]} ${offset[1]})`}
      onClick={handlers.onClick}
      onKeyDown={(event) => {
        const nudge = event.shiftKey ? NUDGES[event.key] : undefined
        if (nudge !== undefined) onMove(patientStep(shown, nudge))
        else if (event.key === 'Enter' || event.key === ' ') onSelect()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <polygon className="level-box-area" points={pathThrough(shown, corners)} />
      {isRead && <polygon className="level-box-line" points={pathThrough(shown, corners)} />}
      <path className="level-box-ticks" d={cornerTicks(shown, corners)} />
      {tag && (
        <g
          className="level-tag"
          onPointerDown={handlers.onPointerDown}
          onPointerMove={handlers.onPointerMove}
          onPointerUp={handlers.onPointerUp}
          onPointerCancel={handlers.onPointerCancel}
          transform={`translate(${tag.x + tag.direction * TAG_GAP_PX} ${tag.y})`}
        >
          <rect
            className="level-tag-area"
            x={tag.direction < 0 ? -TAG_NAME_PX - 14 : 0}
            y={-10}
            width={TAG_NAME_PX + 14}
            height={20}
          />
          <text className="level-tag-text" textAnchor={tag.direction < 0 ? 'end' : 'start'} y={4}>
            {name}
          </text>
          {note !== '' && (
            <text className="level-tag-note" textAnchor={tag.direction < 0 ? 'end' : 'start'} y={18}>
              {note}
            </text>
          )}
          {grade !== 'none' && (
            <g
              className="level-tag-mark"
              transform={`translate(${tag.direction * (TAG_NAME_PX + 6) - 6} -6)`}
            >
              <MarkShape kind={grade} />
            </g>
          )}
        </g>
      )}
    </g>
  )
}

/** Dragging shows where the box would lie; only letting go moves it, as one step of undo. */
function useDrag(shown: Shown, { onSelect, onMove }: Pick<LevelBoxProps, 'onSelect' | 'onMove'>) {
  const [from, setFrom] = useState<CanvasPoint>()
  const [offset, setOffset] = useState<CanvasPoint>([0, 0])
  // The click that ends a drag selects nothing. Screen readers click without any pointer.
  const wasDragged = useRef(false)

  const end = () => {
    setFrom(undefined)
    setOffset([0, 0])
  }
  const handlers = {
    onPointerDown: (event: PointerEvent<SVGGElement>) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      wasDragged.current = false
      setFrom(pointIn(event.currentTarget.ownerSVGElement!, event))
    },
    onPointerMove: (event: PointerEvent<SVGGElement>) => {
      if (from === undefined) return
      const [x, y] = pointIn(event.currentTarget.ownerSVGElement!, event)
      setOffset([x - from[0], y - from[1]])
    },
    onPointerUp: () => {
      if (from === undefined) return
      end()
      if (Math.hypot(...offset) < DRAG_FROM_PX) return
      wasDragged.current = true
      onMove(patientMove(shown, offset))
    },
    onPointerCancel: end,
    onClick: () => {
      if (!wasDragged.current) onSelect()
      wasDragged.current = false
    },
  }
  return { offset, handlers }
}

/** A way across the pane as one through the patient, mm. */
function patientMove({ transform, image }: Shown, by: CanvasPoint): Vector3 {
  const patientAt = (point: CanvasPoint) => imageToPatient(image.geometry, transform.canvasToImage(point))
  return subtract(patientAt(by), patientAt([0, 0]))
}

function patientStep(shown: Shown, [x, y]: CanvasPoint): Vector3 {
  const px = NUDGE_MM * shown.transform.pixelsPerMm
  return patientMove(shown, [x * px, y * px])
}

/** Short strokes along both edges at each corner. */
function cornerTicks({ transform }: Shown, corners: readonly ImagePoint[]): string {
  const points = corners.map((corner) => transform.imageToCanvas(corner))
  return points
    .flatMap((corner, index) =>
      [1, points.length - 1].map((step) => {
        const [x, y] = corner
        const [nextX, nextY] = points[(index + step) % points.length]!
        const reach = Math.min(TICK_PX / (Math.hypot(nextX - x, nextY - y) || 1), 0.5)
        return `M${x} ${y}L${x + (nextX - x) * reach} ${y + (nextY - y) * reach}`
      }),
    )
    .join('')
}

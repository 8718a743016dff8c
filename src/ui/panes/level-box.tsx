import { useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import type { LocatedLevel } from '../../domain/finding.ts'
import { subtract } from '../../domain/geometry.ts'
import type { ImagePoint, Vector3 } from '../../domain/geometry.ts'
import { imageToPatient } from '../../domain/image-geometry.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { isUncertain, standingGrade, worstCell } from '../../review/cells.ts'
import type { Cell } from '../../review/cells.ts'
import type { BoxCorners } from '../../viewer/level-marks.ts'
import type { CanvasPoint } from '../../viewer/matrix.ts'
import { MarkShape } from '../findings/grade-mark.tsx'
import type { MarkKind } from '../findings/grade-mark.tsx'
import { WORDS } from '../words/words.ts'
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
  readonly cells: readonly Cell[]
  readonly isRead: boolean
  readonly isSelected: boolean
  readonly isOwn: boolean
  readonly onSelect: () => void
  /** The box was dragged, by so much in the patient, mm. */
  readonly onMove: (by: Vector3) => void
}

/** One level's box with its name and worst grade. A click selects the level, dragging its name moves it. */
export function LevelBox(props: LevelBoxProps) {
  const { shown, level, corners, cells, isRead, isSelected, isOwn, onSelect } = props
  const name = LEVEL_NAMES[level.level]
  const worst = worstCell(cells, level.level)
  const grade: MarkKind = worst ? (standingGrade(worst) ?? 'none') : 'none'
  const anterior = anteriorEdge(shown, corners)
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
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        event.stopPropagation()
        onSelect()
      }}
    >
      <polygon className="level-box-area" points={pathThrough(shown, corners)} />
      {isRead && <polygon className="level-box-line" points={pathThrough(shown, corners)} />}
      <path className="level-box-ticks" d={cornerTicks(shown, corners)} />
      <g
        className="level-tag"
        onPointerDown={handlers.onPointerDown}
        onPointerMove={handlers.onPointerMove}
        onPointerUp={handlers.onPointerUp}
        onPointerCancel={handlers.onPointerCancel}
        transform={`translate(${anterior.x + anterior.direction * TAG_GAP_PX} ${anterior.y})`}
      >
        <rect
          className="level-tag-area"
          x={anterior.direction < 0 ? -TAG_NAME_PX - 14 : 0}
          y={-10}
          width={TAG_NAME_PX + 14}
          height={20}
        />
        <text className="level-tag-text" textAnchor={anterior.direction < 0 ? 'end' : 'start'} y={4}>
          {name}
        </text>
        {grade !== 'none' && (
          <g
            className="level-tag-mark"
            transform={`translate(${anterior.direction * (TAG_NAME_PX + 6) - 6} -6)`}
          >
            <MarkShape kind={grade} isUncertain={worst !== undefined && isUncertain(worst)} />
          </g>
        )}
      </g>
    </g>
  )
}

/** Dragging shows where the box would lie; only letting go moves it, as one step of undo. */
function useDrag(
  { transform, image }: Shown,
  { onSelect, onMove }: Pick<LevelBoxProps, 'onSelect' | 'onMove'>,
) {
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
      setFrom([event.clientX, event.clientY])
    },
    onPointerMove: (event: PointerEvent<SVGGElement>) => {
      if (from !== undefined) setOffset([event.clientX - from[0], event.clientY - from[1]])
    },
    onPointerUp: () => {
      if (from === undefined) return
      end()
      if (Math.hypot(...offset) < DRAG_FROM_PX) return
      wasDragged.current = true
      const patientAt = (point: CanvasPoint) => imageToPatient(image.geometry, transform.canvasToImage(point))
      onMove(subtract(patientAt(offset), patientAt([0, 0])))
    },
    onPointerCancel: end,
    onClick: () => {
      if (!wasDragged.current) onSelect()
      wasDragged.current = false
    },
  }
  return { offset, handlers }
}

/** The middle of the box's anterior edge on the pane, and the way out from it: -1 to the left, 1 to the right. */
function anteriorEdge({ transform, image }: Shown, corners: BoxCorners) {
  const canvas = corners.map((corner) => transform.imageToCanvas(corner))
  const posteriorness = corners.map((corner) => imageToPatient(image.geometry, corner)[1])
  const middle = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [anteriorY, x0] = [middle(posteriorness), middle(canvas.map(([x]) => x))]
  const front = canvas.filter((_, index) => posteriorness[index]! <= anteriorY)
  const x = middle(front.map(([column]) => column))
  const direction = x <= x0 ? -1 : 1
  const outermost = direction < 0 ? Math.min(...front.map(([c]) => c)) : Math.max(...front.map(([c]) => c))
  return { x: outermost, y: middle(front.map(([, row]) => row)), direction }
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

import type { LocatedLevel } from '../../domain/finding.ts'
import type { ImagePoint } from '../../domain/geometry.ts'
import { imageToPatient } from '../../domain/image-geometry.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import type { Study, StudyImage } from '../../domain/study.ts'
import { worstGrade } from '../../review/cells.ts'
import type { Cell } from '../../review/cells.ts'
import { boxCornersOn } from '../../viewer/level-marks.ts'
import type { BoxCorners } from '../../viewer/level-marks.ts'
import { useDesk, usePanes, useSessionState } from '../desk.ts'
import { MarkShape } from '../findings/grade-mark.tsx'
import type { MarkKind } from '../findings/grade-mark.tsx'
import { EN } from '../words/en.ts'
import { sourceIn } from './panes-store.ts'
import { pathThrough } from './shown.ts'
import type { Shown } from './shown.ts'

const TICK_PX = 6
const TAG_GAP_PX = 8
/** Room that a level's name takes in 11 px type, and the gap to its mark. */
const TAG_NAME_PX = 38

/** A box for each level on sagittal images: solid on the image that was read, its corners alone on the others. */
export function LevelBoxes({ shown }: { readonly shown: Shown }) {
  const { session } = useDesk()
  const levels = useSessionState(session.select.levels)
  const cells = useSessionState(session.select.cells)
  const study = useSessionState(session.select.study)
  const selected = useSessionState(({ selection }) => selection?.level)
  // One pane speaks for a level to keyboards and screen readers: the one that hangs the series it was found on.
  const isOwn = usePanes((state) => {
    const source = sourceIn(state, shown.slot)
    return levels.some(({ stackId }) => source?.stackIds.includes(stackId))
  })
  return levels.map((level) => {
    const found = study && imageOf(study, level)
    const corners = found && boxCornersOn(shown.image.geometry, level.boxPx, found.geometry)
    if (corners === undefined) return null
    return (
      <LevelBox
        key={level.level}
        shown={shown}
        level={level}
        corners={corners}
        cells={cells}
        isRead={level.imageId === shown.image.id}
        isSelected={level.level === selected}
        isOwn={isOwn}
        onSelect={() => session.selectLevel(level.level)}
      />
    )
  })
}

type LevelBoxProps = {
  readonly shown: Shown
  readonly level: LocatedLevel
  readonly corners: BoxCorners
  readonly cells: readonly Cell[]
  readonly isRead: boolean
  readonly isSelected: boolean
  readonly isOwn: boolean
  readonly onSelect: () => void
}

function LevelBox({ shown, level, corners, cells, isRead, isSelected, isOwn, onSelect }: LevelBoxProps) {
  const name = LEVEL_NAMES[level.level]
  const grade: MarkKind = worstGrade(cells, level.level) ?? 'none'
  const anterior = anteriorEdge(shown, corners)
  return (
    <g
      className="level-box"
      data-grade={grade}
      data-read={isRead}
      data-selected={isSelected}
      role={isOwn ? 'button' : undefined}
      aria-label={isOwn ? EN.pane.levelBox(name) : undefined}
      aria-pressed={isOwn ? isSelected : undefined}
      aria-hidden={isOwn ? undefined : true}
      tabIndex={isOwn ? 0 : undefined}
      onClick={onSelect}
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
        transform={`translate(${anterior.x + anterior.direction * TAG_GAP_PX} ${anterior.y})`}
      >
        <text className="level-tag-text" textAnchor={anterior.direction < 0 ? 'end' : 'start'} y={4}>
          {name}
        </text>
        {grade !== 'none' && (
          <g
            className="level-tag-mark"
            transform={`translate(${anterior.direction * (TAG_NAME_PX + 6) - 6} -6)`}
          >
            <MarkShape kind={grade} />
          </g>
        )}
      </g>
    </g>
  )
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

function imageOf(study: Study, level: LocatedLevel): StudyImage | undefined {
  return study.stacks.find(({ id }) => id === level.stackId)?.images.find(({ id }) => id === level.imageId)
}

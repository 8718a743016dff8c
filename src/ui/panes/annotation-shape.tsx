import type { ImagePoint } from '../../domain/geometry.ts'
import type { AnnotationDraft } from '../../viewer/tools/tool.ts'
import type { CanvasPoint } from '../../viewer/matrix.ts'
import { annotationLines } from './annotation-lines.ts'
import type { Shown } from './shown.ts'
import { textWidthPx } from './text-width.ts'

const LINE_PX = 14
const PADDING_PX = 4
const LABEL_OFF_PX = 10
const ARROW_HEAD_PX = 9
const ARROW_HALF_WIDTH_PX = 4
/** A finger needs more room than the eye. */
const GRIP_AREA_PX = 9

type ShapeProps = { readonly shown: Shown; readonly annotation: AnnotationDraft }

/** An annotation as it is drawn: its lines, a grip at each point, and what it says on a dark plate. */
export function AnnotationShape({ shown, annotation }: ShapeProps) {
  const points = annotation.points.map((point) => shown.transform.imageToCanvas(point))
  const path = outline(annotation, points)
  return (
    <>
      <path className="annotation-area" d={path} />
      <path className="annotation-shade" d={path} />
      <path className="annotation-line" d={path} />
      {points.map(([x, y], grip) => (
        <g key={grip}>
          <circle className="annotation-grip" cx={x} cy={y} r={3} />
          <circle className="annotation-grip-area" data-grip={grip} cx={x} cy={y} r={GRIP_AREA_PX} />
        </g>
      ))}
      <AnnotationLabel shown={shown} annotation={annotation} />
    </>
  )
}

/** Where the words of an annotation stand: right of its last point, on the pane. */
export function labelPlace(
  { transform, size }: Pick<Shown, 'transform' | 'size'>,
  points: readonly ImagePoint[],
  widthPx: number,
  heightPx: number,
): CanvasPoint {
  const last = points.at(-1)
  const [x, y] = last === undefined ? [0, 0] : transform.imageToCanvas(last)
  const within = (value: number, room: number): number => Math.max(2, Math.min(value, room - 2))
  const fitsRight = x + LABEL_OFF_PX + widthPx <= size.width
  const left = fitsRight ? x + LABEL_OFF_PX : x - LABEL_OFF_PX - widthPx
  return [within(left, size.width - widthPx), within(y - heightPx / 2, size.height - heightPx)]
}

function AnnotationLabel({ shown, annotation }: ShapeProps) {
  const lines = annotationLines(annotation)
  if (lines.length === 0 || annotation.points.length === 0) return null
  const width = Math.max(...lines.map(textWidthPx)) + 2 * PADDING_PX
  const height = lines.length * LINE_PX + PADDING_PX
  const [x, y] = labelPlace(shown, annotation.points, width, height)
  return (
    <g className="annotation-label" transform={`translate(${Math.round(x)} ${Math.round(y)})`}>
      <rect width={width} height={height} rx={3} />
      {lines.map((line, index) => (
        <text key={index} x={PADDING_PX} y={LINE_PX * (index + 1) - 2}>
          {line}
        </text>
      ))}
    </g>
  )
}

/** The lines of an annotation as an SVG path on the pane. */
function outline({ kind }: AnnotationDraft, points: readonly CanvasPoint[]): string {
  const [first, second, third, fourth] = points
  if (first === undefined || second === undefined) return ''
  switch (kind) {
    case 'probe':
      return ''
    case 'ellipse':
      return ellipse(first, second)
    case 'cobb':
      return line([first, second]) + (third ? line(fourth ? [third, fourth] : [third]) : '')
    case 'arrow':
      return line([first, second]) + arrowHead(first, second)
    case 'length':
    case 'angle':
      return line(points)
  }
}

function line(points: readonly CanvasPoint[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
}

function ellipse([x1, y1]: CanvasPoint, [x2, y2]: CanvasPoint): string {
  const [rx, ry] = [Math.abs(x2 - x1) / 2, Math.abs(y2 - y1) / 2]
  const [left, right, middle] = [Math.min(x1, x2), Math.max(x1, x2), (y1 + y2) / 2]
  return `M${left} ${middle}A${rx} ${ry} 0 1 1 ${right} ${middle}A${rx} ${ry} 0 1 1 ${left} ${middle}Z`
}

/** At the point that the arrow points at. */
function arrowHead([x, y]: CanvasPoint, from: CanvasPoint): string {
  const reach = Math.hypot(from[0] - x, from[1] - y) || 1
  const [ux, uy] = [(from[0] - x) / reach, (from[1] - y) / reach]
  const side = (sign: number): CanvasPoint => [
    x + ux * ARROW_HEAD_PX - sign * uy * ARROW_HALF_WIDTH_PX,
    y + uy * ARROW_HEAD_PX + sign * ux * ARROW_HALF_WIDTH_PX,
  ]
  return line([side(1), [x, y], side(-1)])
}

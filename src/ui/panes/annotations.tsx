import type { Annotation, Quantity } from '../../domain/annotation.ts'
import type { AnnotationDraft } from '../../viewer/tools/tool.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { WORDS } from '../words/words.ts'
import { pathThrough } from './shown.ts'
import type { Shown } from './shown.ts'

/** What the reader drew on this image, and what is being drawn. Focus one and press Delete to erase it. */
export function Annotations({
  shown,
  draft,
}: {
  readonly shown: Shown
  readonly draft: AnnotationDraft | undefined
}) {
  const { session } = useDesk()
  const annotations = useSessionState(({ history }) => history.present.annotations)
  const here = annotations.filter(({ imageId }) => imageId === shown.image.id)
  return (
    <>
      {here.map((annotation) => (
        <g
          key={annotation.id}
          className="annotation"
          role="button"
          aria-label={annotationName(annotation)}
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.key !== 'Delete' && event.key !== 'Backspace') return
            event.stopPropagation()
            session.erase(annotation.id)
          }}
        >
          <AnnotationShape shown={shown} annotation={annotation} />
        </g>
      ))}
      {draft?.imageId === shown.image.id && (
        <g className="annotation" data-draft="true" aria-hidden="true">
          <AnnotationShape shown={shown} annotation={draft} />
        </g>
      )}
    </>
  )
}

function AnnotationShape({
  shown,
  annotation,
}: {
  readonly shown: Shown
  readonly annotation: AnnotationDraft
}) {
  const { kind, points, quantities, text } = annotation
  const last = points.at(-1)
  if (last === undefined) return null
  const [x, y] = shown.transform.imageToCanvas(last)
  const lines = [...(text === '' ? [] : [text]), ...quantities.map(quantityInWords)]
  return (
    <>
      <Outline shown={shown} kind={kind} points={points} />
      {points.map((point, index) => {
        const [cx, cy] = shown.transform.imageToCanvas(point)
        return <circle key={index} className="annotation-grip" cx={cx} cy={cy} r={3} />
      })}
      <text className="annotation-text" x={x + 8} y={y}>
        {lines.map((line, index) => (
          <tspan key={line} x={x + 8} dy={index === 0 ? 0 : 14}>
            {line}
          </tspan>
        ))}
      </text>
    </>
  )
}

type OutlineProps = { readonly shown: Shown } & Pick<Annotation, 'kind' | 'points'>

function Outline({ shown, kind, points }: OutlineProps) {
  const [first, second, third, fourth] = points
  if (first === undefined || second === undefined) return null
  switch (kind) {
    case 'probe':
      return null
    case 'ellipse': {
      const [[x1, y1], [x2, y2]] = [
        shown.transform.imageToCanvas(first),
        shown.transform.imageToCanvas(second),
      ]
      return (
        <ellipse
          cx={(x1 + x2) / 2}
          cy={(y1 + y2) / 2}
          rx={Math.abs(x2 - x1) / 2}
          ry={Math.abs(y2 - y1) / 2}
        />
      )
    }
    case 'cobb':
      return (
        <>
          <polyline points={pathThrough(shown, [first, second])} />
          {third && fourth && <polyline points={pathThrough(shown, [third, fourth])} />}
        </>
      )
    case 'length':
    case 'angle':
    case 'arrow':
      return (
        <polyline
          points={pathThrough(shown, points)}
          markerStart={kind === 'arrow' ? 'url(#arrow)' : undefined}
        />
      )
  }
}

function annotationName({ kind, quantities }: AnnotationDraft): string {
  return [WORDS.annotations[kind], ...quantities.map(quantityInWords)].join(', ')
}

/** `12.3 ± 0.2 mm`, with the digits that the uncertainty allows. */
function quantityInWords({ name, value, unit, uncertainty }: Quantity): string {
  const label = WORDS.quantities[name]
  const digits = unit === '' ? 0 : 1
  const spread = uncertainty === undefined ? '' : ` ± ${uncertainty.toFixed(digits)}`
  return `${label === '' ? '' : `${label} `}${value.toFixed(digits)}${spread}${unit === '' ? '' : ` ${unit}`}`
}

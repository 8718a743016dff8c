import { ANNOTATION_POINTS } from '../../domain/annotation.ts'
import type { AnnotationKind } from '../../domain/annotation.ts'
import type { ImagePoint } from '../../domain/geometry.ts'
import type { CanvasPoint } from '../matrix.ts'
import { measure } from '../measure.ts'
import { pointOnImage } from './tool.ts'
import type { AnnotationDraft, Tool, ToolContext, ToolStep } from './tool.ts'

/** Points set so far on one image, and the press under way: where it began, and whether it set a point. */
export type Placing = {
  readonly imageId: string
  readonly points: readonly ImagePoint[]
  readonly press: { readonly at: CanvasPoint; readonly setsPoint: boolean } | undefined
}

/** A press that moves farther than this is a drag and sets a point at its end too. */
const DRAG_FROM_PX = 4

/**
 * Draws an annotation by setting its points one after the other: by clicks, by drags (which set both ends), or a mix of them.
 * The point in the air follows the pointer and is measured all the time. Going to another image starts afresh.
 */
export function pointTool(kind: AnnotationKind): Tool<Placing | undefined> {
  const needed = ANNOTATION_POINTS[kind]
  /** The first of two points is set by the press; any other by the release, so that it can be adjusted before. */
  const startsLine = (points: number): boolean => points % 2 === 0 && needed - points >= 2

  const show = (state: Placing, inAir: ImagePoint, context: ToolContext): ToolStep<Placing | undefined> => {
    const draft = draftOf(kind, [...state.points, inAir].slice(0, needed), context)
    return { state, actions: [{ kind: 'draft', draft }] }
  }

  const set = (state: Placing, point: ImagePoint, context: ToolContext): ToolStep<Placing | undefined> => {
    const points = [...state.points, point]
    if (points.length < needed) return show({ ...state, points }, point, context)
    const draft = draftOf(kind, points, context)
    return {
      state: undefined,
      actions: [
        { kind: 'draft', draft: undefined },
        { kind: 'annotate', draft },
      ],
    }
  }

  return {
    idle: undefined,
    step: (before, { phase, at }, context) => {
      const imageId = context.image.id
      const placing = before?.imageId === imageId ? before : undefined
      if (phase === 'cancel') {
        return { state: undefined, actions: before ? [{ kind: 'draft', draft: undefined }] : [] }
      }
      const point = pointOnImage(context, at)
      if (phase === 'down') {
        const points = placing?.points ?? []
        const setsPoint = startsLine(points.length)
        const state = { imageId, points, press: { at, setsPoint } }
        return setsPoint ? set(state, point, context) : show(state, point, context)
      }
      if (!placing) return { state: undefined, actions: [] }
      if (phase !== 'up') return show(placing, point, context)
      if (!placing.press) return { state: placing, actions: [] }
      const { press } = placing
      const isDrag = Math.hypot(at[0] - press.at[0], at[1] - press.at[1]) > DRAG_FROM_PX
      const released = { ...placing, press: undefined }
      return press.setsPoint && !isDrag ? show(released, point, context) : set(released, point, context)
    },
  }
}

/** The annotation with one point, or all of it, moved; measured anew. */
export function movePoints<Drawn extends AnnotationDraft>(
  annotation: Drawn,
  grip: number | 'all',
  by: readonly [columns: number, rows: number],
  context: Pick<ToolContext, 'image' | 'pixels'>,
): Drawn {
  const points = annotation.points.map(([column, row], index): ImagePoint => {
    return grip === 'all' || grip === index ? [column + by[0], row + by[1]] : [column, row]
  })
  const quantities = measure(annotation.kind, points, context.image.geometry, context.pixels)
  return { ...annotation, points, quantities }
}

function draftOf(kind: AnnotationKind, points: readonly ImagePoint[], context: ToolContext): AnnotationDraft {
  const isComplete = points.length === ANNOTATION_POINTS[kind]
  const { image, pixels } = context
  const quantities = isComplete ? measure(kind, points, image.geometry, pixels) : []
  return { kind, imageId: image.id, points, quantities, text: '' }
}

import type { Annotation } from '../../domain/annotation.ts'
import type { ImagePoint } from '../../domain/geometry.ts'
import type { GreyWindow } from '../../domain/grey-window.ts'
import type { ImagePixels, StudyImage } from '../../domain/study.ts'
import type { CanvasPoint } from '../matrix.ts'
import type { ViewTransform } from '../view.ts'

export type ToolName =
  | 'window'
  | 'pan'
  | 'zoom'
  | 'scroll'
  | 'magnifier'
  | 'probe'
  | 'length'
  | 'angle'
  | 'cobb'
  | 'ellipse'
  | 'arrow'

/** What the primary pointer did. `hover` is a move with nothing pressed; `cancel` is Escape, or a pointer taken away. */
export type ToolInput = {
  readonly phase: 'down' | 'move' | 'up' | 'hover' | 'cancel'
  /** From the top left corner of the viewport, CSS pixels. */
  readonly at: CanvasPoint
}

/** What a tool may know of the viewport that it is used on. */
export type ToolContext = {
  readonly image: StudyImage
  readonly pixels: ImagePixels
  readonly window: GreyWindow
  readonly transform: ViewTransform
}

export type AnnotationDraft = Omit<Annotation, 'id'>

/** What a tool asks for. `ui/` carries it out on the viewport, or hands it to the session. */
export type ToolAction =
  | { readonly kind: 'window'; readonly window: GreyWindow }
  | { readonly kind: 'pan'; readonly by: CanvasPoint }
  | { readonly kind: 'zoom'; readonly factor: number; readonly about: CanvasPoint }
  /** Whole images, positive to the end of the stack. */
  | { readonly kind: 'scroll'; readonly images: number }
  /** Where the lens is; undefined takes it away. */
  | { readonly kind: 'magnify'; readonly at: CanvasPoint | undefined }
  /** An annotation in the making, to be shown; undefined takes it away. */
  | { readonly kind: 'draft'; readonly draft: AnnotationDraft | undefined }
  /** A finished one, to be kept. */
  | { readonly kind: 'annotate'; readonly draft: AnnotationDraft }

/** A tool as a state machine: no page, no clock. */
export type Tool<State> = {
  readonly idle: State
  step(state: State, input: ToolInput, context: ToolContext): ToolStep<State>
}

export type ToolStep<State> = { readonly state: State; readonly actions: readonly ToolAction[] }

/** A tool in the reader's hand: a machine and its state. */
export type ToolRun = { handle(input: ToolInput, context: ToolContext): readonly ToolAction[] }

export function runTool<State>(tool: Tool<State>): ToolRun {
  let state = tool.idle
  return {
    handle: (input, context) => {
      const next = tool.step(state, input, context)
      state = next.state
      return next.actions
    },
  }
}

/** An image point under the pointer, kept on the image. */
export function pointOnImage({ image, transform }: ToolContext, at: CanvasPoint): ImagePoint {
  const { columns, rows } = image.geometry
  const [column, row] = transform.canvasToImage(at)
  const clamp = (value: number, size: number): number => Math.min(Math.max(value, -0.5), size - 0.5)
  return [clamp(column, columns), clamp(row, rows)]
}

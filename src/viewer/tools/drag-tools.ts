import type { CanvasPoint } from '../matrix.ts'
import { greySpread } from '../window-presets.ts'
import type { GreyWindow } from '../../domain/grey-window.ts'
import type { Tool, ToolAction, ToolContext } from './tool.ts'

/** A drag from where it began; what it started from is remembered, so that going back restores it exactly. */
export type Drag<Start> = { readonly from: CanvasPoint; readonly last: CanvasPoint; readonly start: Start }

/** CSS pixels of drag that carry the window across the spread of the image's values. */
const WINDOW_TRAVEL_PX = 600
/** CSS pixels of drag that enlarge e-fold. */
const ZOOM_TRAVEL_PX = 200
/** CSS pixels of drag for each image. */
const SCROLL_TRAVEL_PX = 12
const MIN_WIDTH_FRACTION = 0.002

/** To the right widens the window (less contrast); down raises its centre (darker). */
export const windowTool = dragTool<{ readonly window: GreyWindow; readonly spread: number }>(
  ({ window, pixels }) => ({ window, spread: greySpread(pixels) }),
  ({ from, start: { window, spread } }, at) => {
    const perPixel = spread / WINDOW_TRAVEL_PX
    const width = Math.max(window.width + (at[0] - from[0]) * perPixel, spread * MIN_WIDTH_FRACTION)
    const center = window.center + (at[1] - from[1]) * perPixel
    return [{ kind: 'window', window: { ...window, center, width } }]
  },
)

export const panTool = dragTool<undefined>(
  () => undefined,
  ({ last }, at) => [{ kind: 'pan', by: [at[0] - last[0], at[1] - last[1]] }],
)

/** Down enlarges, about the point where the drag began. */
export const zoomTool = dragTool<undefined>(
  () => undefined,
  ({ from, last }, at) => [
    { kind: 'zoom', factor: Math.exp((at[1] - last[1]) / ZOOM_TRAVEL_PX), about: from },
  ],
)

/** Down goes to the end of the stack. */
export const scrollTool = dragTool<undefined>(
  () => undefined,
  ({ from, last }, at) => {
    const steps = (y: number): number => Math.trunc((y - from[1]) / SCROLL_TRAVEL_PX)
    const images = steps(at[1]) - steps(last[1])
    return images === 0 ? [] : [{ kind: 'scroll', images }]
  },
)

/** The lens follows the pointer as long as it is down. */
export const magnifierTool: Tool<boolean> = {
  idle: false,
  step: (held, { phase, at }) => {
    if (phase === 'down' || (phase === 'move' && held))
      return { state: true, actions: [{ kind: 'magnify', at }] }
    const wasHeld = held && phase !== 'hover'
    return { state: false, actions: wasHeld ? [{ kind: 'magnify', at: undefined }] : [] }
  },
}

function dragTool<Start>(
  begin: (context: ToolContext) => Start,
  moved: (drag: Drag<Start>, at: CanvasPoint) => readonly ToolAction[],
): Tool<Drag<Start> | undefined> {
  return {
    idle: undefined,
    step: (drag, { phase, at }, context) => {
      if (phase === 'down') return { state: { from: at, last: at, start: begin(context) }, actions: [] }
      if (!drag || phase === 'hover' || phase === 'cancel') return { state: undefined, actions: [] }
      const isStill = at[0] === drag.last[0] && at[1] === drag.last[1]
      const actions = isStill ? [] : moved(drag, at)
      return { state: phase === 'up' ? undefined : { ...drag, last: at }, actions }
    },
  }
}

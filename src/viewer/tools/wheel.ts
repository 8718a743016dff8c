import type { CanvasPoint } from '../matrix.ts'
import type { ToolAction } from './tool.ts'

/** The part of a WheelEvent that counts, with its place on the viewport. */
export type WheelInput = {
  readonly deltaY: number
  /** 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number
  /** Browsers report a pinch on a trackpad as a wheel with Ctrl. */
  readonly ctrlKey: boolean
  readonly at: CanvasPoint
  /** Milliseconds, of any clock. */
  readonly time: number
}

/** Scroll not yet paid out as whole images. */
export type WheelState = { readonly left: number; readonly time: number }
export const WHEEL_AT_REST: WheelState = { left: 0, time: -Infinity }

/** A notch of a mouse wheel reports at least this many pixels at any zoom of the page; a trackpad far fewer at a time. */
const NOTCH_PX = 50
/** Pixels of a trackpad's movement for each image. */
const TRACKPAD_PX = 36
/** After a pause this long, what was left over is forgotten. */
const PAUSE_MS = 300
const ZOOM_PX = 150

/** A notch scrolls one image; small movements add up to one; with Ctrl it zooms about the pointer. */
export function stepWheel(
  state: WheelState,
  { deltaY, deltaMode, ctrlKey, at, time }: WheelInput,
): { readonly state: WheelState; readonly actions: readonly ToolAction[] } {
  if (ctrlKey) {
    const pixels = Math.max(-NOTCH_PX, Math.min(deltaY, NOTCH_PX))
    return {
      state: WHEEL_AT_REST,
      actions: [{ kind: 'zoom', factor: Math.exp(-pixels / ZOOM_PX), about: at }],
    }
  }
  const isNotch = deltaMode !== 0 || Math.abs(deltaY) >= NOTCH_PX
  const moved = isNotch ? Math.sign(deltaY) : deltaY / TRACKPAD_PX
  const goesOn = time - state.time < PAUSE_MS && state.left * moved >= 0 && !isNotch
  const total = (goesOn ? state.left : 0) + moved
  const images = Math.trunc(total + Math.sign(total) * 1e-9)
  return {
    state: { left: total - images, time },
    actions: images === 0 ? [] : [{ kind: 'scroll', images }],
  }
}

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

/** Movement that has not become whole images yet; negative while an image was shown ahead of its movement. */
export type WheelState = {
  /** In images, along `direction`. */
  readonly left: number
  /** Sign of the last movement. */
  readonly direction: number
  readonly time: number
}
export const WHEEL_AT_REST: WheelState = { left: 0, direction: 0, time: -Infinity }

/** A notch of most mouse wheels reports at least this many pixels at any zoom of the page; a trackpad far fewer at a time. */
const NOTCH_PX = 50
/**
 * A slow click of a free-spinning or accelerated wheel: 4 px on macOS to 22 px on Windows. A movement of the other axis on a
 * trackpad brings less.
 */
const LEAST_CLICK_PX = 3
/** Pixels of a trackpad's movement for each image. */
const TRACKPAD_PX = 36
/** A trackpad reports every 8 to 16 ms; an event that comes later than this begins a movement, or is a click of a wheel. */
const PAUSE_MS = 80
const ZOOM_PX = 150

/**
 * A notch of a wheel scrolls one image, however few pixels it reports. Small movements that follow each other closely, as
 * a trackpad's do, add up: the first shows an image at once, the next comes when the fingers have moved far enough for two.
 * With Ctrl the wheel zooms about the pointer.
 */
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
  const direction = Math.sign(deltaY)
  const size = Math.abs(deltaY)
  if (deltaMode !== 0 || size >= NOTCH_PX) {
    return { state: { left: 0, direction, time }, actions: scroll(direction) }
  }
  const goesOn = time - state.time < PAUSE_MS && direction === state.direction
  const total = (goesOn ? state.left : 0) + size / TRACKPAD_PX
  const isClick = !goesOn && size >= LEAST_CLICK_PX
  const images = isClick ? 1 : Math.max(0, Math.trunc(total + 1e-9))
  return { state: { left: total - images, direction, time }, actions: scroll(images * direction) }
}

function scroll(images: number): readonly ToolAction[] {
  return images === 0 ? [] : [{ kind: 'scroll', images }]
}

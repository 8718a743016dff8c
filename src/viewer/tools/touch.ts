import type { CanvasPoint } from '../matrix.ts'
import type { ToolAction } from './tool.ts'

/** One finger's event. */
export type TouchInput = {
  readonly phase: 'down' | 'move' | 'up' | 'cancel'
  /** PointerEvent.pointerId. */
  readonly finger: number
  readonly at: CanvasPoint
}

/**
 * Two fingers: `undecided` until they have moved enough to tell a pinch (zoom and pan) from a scroll (both the same way,
 * up or down); then it stays what it is until a finger leaves.
 */
export type TouchState = {
  readonly fingers: ReadonlyMap<number, CanvasPoint>
  readonly gesture:
    | { readonly kind: 'none' }
    | { readonly kind: 'undecided'; readonly from: Pair }
    | { readonly kind: 'pinch'; readonly last: Pair }
    | { readonly kind: 'scroll'; readonly fromY: number; readonly images: number }
}
export const NO_TOUCH: TouchState = { fingers: new Map(), gesture: { kind: 'none' } }

/** Middle of both fingers, and how far they are apart. */
type Pair = { readonly middle: CanvasPoint; readonly apart: number }

const DECIDE_AFTER_PX = 10
const SCROLL_TRAVEL_PX = 16

/** With fewer than two fingers nothing is asked for: one finger is the tool's own. */
export function stepTouch(
  state: TouchState,
  { phase, finger, at }: TouchInput,
): { readonly state: TouchState; readonly actions: readonly ToolAction[] } {
  const fingers = new Map(state.fingers)
  if (phase === 'up' || phase === 'cancel') fingers.delete(finger)
  else fingers.set(finger, at)
  const pair = pairOf(fingers)
  if (!pair) return { state: { fingers, gesture: { kind: 'none' } }, actions: [] }

  const { gesture } = state
  switch (gesture.kind) {
    case 'none':
      return { state: { fingers, gesture: { kind: 'undecided', from: pair } }, actions: [] }
    case 'undecided':
      return { state: { fingers, gesture: decide(gesture.from, pair) }, actions: [] }
    case 'pinch': {
      const by: CanvasPoint = [
        pair.middle[0] - gesture.last.middle[0],
        pair.middle[1] - gesture.last.middle[1],
      ]
      const factor = pair.apart / Math.max(gesture.last.apart, 1)
      const actions: readonly ToolAction[] = [
        { kind: 'pan', by },
        { kind: 'zoom', factor, about: pair.middle },
      ]
      return { state: { fingers, gesture: { kind: 'pinch', last: pair } }, actions }
    }
    case 'scroll': {
      const images = Math.trunc((pair.middle[1] - gesture.fromY) / SCROLL_TRAVEL_PX)
      const more = images - gesture.images
      const actions: readonly ToolAction[] = more === 0 ? [] : [{ kind: 'scroll', images: more }]
      return { state: { fingers, gesture: { ...gesture, images } }, actions }
    }
  }
}

function decide(from: Pair, now: Pair): TouchState['gesture'] {
  const spread = Math.abs(now.apart - from.apart)
  const [acrossX, acrossY] = [now.middle[0] - from.middle[0], now.middle[1] - from.middle[1]]
  if (Math.max(spread, Math.abs(acrossX), Math.abs(acrossY)) < DECIDE_AFTER_PX)
    return { kind: 'undecided', from }
  const isScroll = Math.abs(acrossY) > spread && Math.abs(acrossY) > Math.abs(acrossX)
  return isScroll ? { kind: 'scroll', fromY: from.middle[1], images: 0 } : { kind: 'pinch', last: now }
}

function pairOf(fingers: ReadonlyMap<number, CanvasPoint>): Pair | undefined {
  const [a, b, third] = fingers.values()
  if (!a || !b || third) return undefined
  return { middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], apart: Math.hypot(a[0] - b[0], a[1] - b[1]) }
}

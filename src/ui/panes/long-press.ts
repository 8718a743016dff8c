import type { CanvasPoint } from '../../viewer/matrix.ts'

const HOLD_MS = 500
/** A finger is never quite still. */
const STILL_WITHIN_PX = 10

/** Tells when a finger has stayed where it went down: what Shift and a press are to a mouse. */
export function longPress(onHeld: (at: CanvasPoint) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from: CanvasPoint = [0, 0]
  const end = () => clearTimeout(timer)
  return {
    down: (at: CanvasPoint) => {
      end()
      from = at
      timer = setTimeout(() => onHeld(at), HOLD_MS)
    },
    move: (at: CanvasPoint) => {
      if (Math.hypot(at[0] - from[0], at[1] - from[1]) > STILL_WITHIN_PX) end()
    },
    end,
  }
}

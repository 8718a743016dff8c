import type { Viewport } from '../../viewer/viewport.ts'

/** The viewports on screen by pane, for keys and the toolbar. */
export type ViewportRegistry = {
  get(slot: number): Viewport | undefined
  /** Enters a viewport; call the result when it goes. */
  add(slot: number, viewport: Viewport): () => void
}

export function createViewportRegistry(): ViewportRegistry {
  const bySlot = new Map<number, Viewport>()
  return {
    get: (slot) => bySlot.get(slot),
    add: (slot, viewport) => {
      bySlot.set(slot, viewport)
      return () => {
        if (bySlot.get(slot) === viewport) bySlot.delete(slot)
      }
    },
  }
}

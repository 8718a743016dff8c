import { actionOf } from '../keys/keymap.ts'
import type { Desk } from '../desk.ts'
import { sourceIn } from './panes-store.ts'

/** Keys that belong to the playing itself. */
const PLAYING_KEYS: readonly (string | undefined)[] = ['cine', 'zoom-in', 'zoom-out', 'hide-overlays']

/**
 * Plays the series of the pane in `cine`, to and fro, an image as soon as its time has come and its pixels are here. Any
 * press, key or turn of the wheel that is not about the playing stops it.
 */
export function playCine({
  panes,
  pixels,
  preferences,
}: Pick<Desk, 'panes' | 'pixels' | 'preferences'>): void {
  let frame: number | undefined
  let shownAt = 0
  let direction: 1 | -1 = 1

  const step = (now: number): void => {
    frame = requestAnimationFrame(step)
    const state = panes.store.getState()
    const source = state.cine === undefined ? undefined : sourceIn(state, state.cine)
    if (source === undefined || source.images.length < 2) {
      stop()
      return
    }
    const index = state.slots[state.cine!]!.index
    if (source.images[index + direction] === undefined) direction = direction === 1 ? -1 : 1
    const next = source.images[index + direction]!
    if (now - shownAt < 1000 / preferences.getState().cineRate - HALF_FRAME_MS) return
    if (pixels.peek(next.id) === undefined) return
    shownAt = now
    panes.step(state.cine!, direction)
  }

  const start = (slot: number): void => {
    const state = panes.store.getState()
    const images = sourceIn(state, slot)?.images ?? []
    const { index } = state.slots[slot]!
    direction = 1
    shownAt = 0
    pixels.prefetch([...images.slice(index), ...images.slice(0, index).toReversed()].map(({ id }) => id))
    frame ??= requestAnimationFrame(step)
    for (const kind of STOPPING) addEventListener(kind, onInput, { capture: true, passive: true })
  }

  const stop = (): void => {
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
    for (const kind of STOPPING) removeEventListener(kind, onInput, { capture: true })
    panes.play(undefined)
  }

  const onInput = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest('.cine') !== null) return
    if (event instanceof KeyboardEvent) {
      const action = actionOf(preferences.getState().keymap, event)
      if (PLAYING_KEYS.includes(action) || MODIFIERS.includes(event.key)) return
    }
    stop()
  }

  panes.store.subscribe((state, before) => {
    if (state.cine === before.cine) return
    if (state.cine === undefined) stop()
    else start(state.cine)
  })
}

const STOPPING = ['pointerdown', 'wheel', 'keydown'] as const
const MODIFIERS: readonly string[] = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock']
const HALF_FRAME_MS = 8

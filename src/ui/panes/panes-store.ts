import { createStore } from 'zustand/vanilla'
import type { StudyImage } from '../../domain/study.ts'
import type { Target } from '../../review/session-state.ts'
import type { ToolName } from '../../viewer/tools/tool.ts'
import { matchingImage, nearestImage } from '../../viewer/nearest-image.ts'
import { middleIndex, middleOf } from './pane-sources.ts'
import type { PaneSource } from './pane-sources.ts'

/** How panes lie; the first word of each is how many there are. */
export const LAYOUTS = ['single', 'pair', 'lead', 'triple', 'quad'] as const
export type Layout = (typeof LAYOUTS)[number]

export const PANES_IN = { single: 1, pair: 2, lead: 3, triple: 3, quad: 4 } as const satisfies Record<
  Layout,
  number
>

/**
 * What the main button does. With `locate` a press takes all panes to the point; with `place` presses on L1/L2 and then
 * on L5/S1 put all five levels in place.
 */
export type Tool = ToolName | 'locate' | 'place'

export type Slot = { readonly sourceKey: string | undefined; readonly index: number }

export type PanesState = {
  readonly layout: Layout
  readonly sources: readonly PaneSource[]
  readonly slots: readonly [Slot, Slot, Slot, Slot]
  /** The pane that keys and the toolbar act on. */
  readonly active: number
  readonly tool: Tool
  /** Panes of the same plane scroll together, by place in the patient. */
  readonly isLinked: boolean
  /** H is held down. */
  readonly overlaysHidden: boolean
  /** Where the reader last went; panes mark it for a moment. */
  readonly target: Target | undefined
}

export type Panes = ReturnType<typeof createPanes>

const NO_SLOT: Slot = { sourceKey: undefined, index: 0 }
const NO_SLOTS: PanesState['slots'] = [NO_SLOT, NO_SLOT, NO_SLOT, NO_SLOT]

/** L4/L5 lies about this far below the middle of a lumbar sagittal image, which is centred on L3. */
const L4_L5_BELOW_MIDDLE_MM = 40

/** What hangs where. One store outside React's tree, so that a wheel tick re-renders no more than what shows the image. */
export function createPanes(layout: Layout) {
  const store = createStore<PanesState>(() => ({
    layout,
    sources: [],
    slots: NO_SLOTS,
    active: 0,
    tool: 'window',
    isLinked: true,
    overlaysHidden: false,
    target: undefined,
  }))
  const { getState, setState } = store

  function goTo(slot: number, index: number): void {
    const state = getState()
    const source = sourceIn(state, slot)
    if (source === undefined) return
    const last = source.images.length - 1
    const next = { sourceKey: source.key, index: Math.min(Math.max(index, 0), last) }
    const shown = source.images[next.index]
    const follow = (other: Slot, place: number): Slot => {
      if (place === slot) return next
      const images = state.isLinked ? (sourceIn(state, place)?.images ?? []) : []
      const match = shown && matchingImage(images, shown.geometry)
      return match === undefined || match.index === other.index ? other : { ...other, index: match.index }
    }
    setSlots(state.slots.map(follow))
  }

  /** Sets the slots, if any of them changed. */
  function setSlots(slots: readonly Slot[]): void {
    const now = getState().slots
    if (
      slots.every(
        (slot, place) => slot.index === now[place]?.index && slot.sourceKey === now[place].sourceKey,
      )
    )
      return
    setState({ slots: slots as unknown as PanesState['slots'] })
  }

  return {
    store,
    /** The numbers of the panes, in hanging order. */
    slots: [0, 1, 2, 3] as const,
    goTo,
    step: (slot: number, by: number) => goTo(slot, (getState().slots[slot]?.index ?? 0) + by),

    /** Another study: hang it from the start. */
    hang: (sources: readonly PaneSource[]) =>
      setState({ sources, slots: hangingSlots(sources), active: 0, target: undefined }),

    /** The same study with other series behind its roles: what can stay stays. */
    rehang: (sources: readonly PaneSource[]) => {
      const before = getState()
      const slots = before.slots.map((slot, place) => {
        const image = imageIn(before, place)
        const source = sources.find(({ key }) => key === slot.sourceKey)
        if (source === undefined) return hangingSlots(sources)[place]
        const index = source.images.findIndex(({ id }) => id === image?.id)
        return { sourceKey: source.key, index: index < 0 ? middleIndex(source.images) : index }
      })
      setState({ sources, slots: slots as unknown as PanesState['slots'] })
    },

    /** Hangs a series in a pane. */
    assign: (slot: number, sourceKey: string) => {
      const source = getState().sources.find(({ key }) => key === sourceKey)
      if (source === undefined) return
      const hung = { sourceKey, index: openingIndex(source, getState().sources) }
      setSlots(getState().slots.map((other, place) => (place === slot ? hung : other)))
    },

    /** Takes every pane to the image that comes nearest to a patient point, and to `imageId` where a pane has it. */
    goToTarget: (target: Target) => {
      const { sources } = getState()
      const slots = getState().slots.map((slot) => {
        const source = sources.find(({ key }) => key === slot.sourceKey)
        if (source === undefined) return slot
        const named = source.images.findIndex(({ id }) => id === target.imageId)
        const index = named >= 0 ? named : (nearestImage(source.images, target.point)?.index ?? slot.index)
        return index === slot.index ? slot : { ...slot, index }
      })
      setState({ slots: slots as unknown as PanesState['slots'], target })
    },

    setLayout: (next: Layout) =>
      setState(({ active }) => ({ layout: next, active: Math.min(active, PANES_IN[next] - 1) })),
    activate: (slot: number) => {
      if (getState().active !== slot) setState({ active: slot })
    },
    setLinked: (isLinked: boolean) => setState({ isLinked }),
    setTool: (tool: Tool) => setState({ tool }),
    hideOverlays: (overlaysHidden: boolean) => {
      if (getState().overlaysHidden !== overlaysHidden) setState({ overlaysHidden })
    },
  }
}

export function sourceIn(state: PanesState, slot: number): PaneSource | undefined {
  const key = state.slots[slot]?.sourceKey
  return state.sources.find((source) => source.key === key)
}

/** The image that a pane shows or is about to show. */
export function imageIn(state: PanesState, slot: number): StudyImage | undefined {
  return sourceIn(state, slot)?.images[state.slots[slot]?.index ?? 0]
}

/** Sagittal T2 | sagittal T1 | axial T2, and the next series in the fourth; what is missing leaves no gap. */
function hangingSlots(sources: readonly PaneSource[]): PanesState['slots'] {
  const slot = (place: number): Slot => {
    const source = sources[place]
    return source === undefined ? NO_SLOT : { sourceKey: source.key, index: openingIndex(source, sources) }
  }
  return [slot(0), slot(1), slot(2), slot(3)]
}

/** Mid-sagittal; for axial images the one about where L4/L5 lies on the mid-sagittal image. */
function openingIndex(source: PaneSource, sources: readonly PaneSource[]): number {
  const middle = middleIndex(source.images)
  const sagittal = sources.find(({ role }) => role === 'sagittal_t2')
  const midSagittal = sagittal?.images[middleIndex(sagittal.images)]
  if (source.role !== 'axial_t2' || midSagittal === undefined) return middle
  const [x, y, z] = middleOf(midSagittal)
  const point = [x, y, z - L4_L5_BELOW_MIDDLE_MM] as const
  return nearestImage(source.images, point)?.index ?? middle
}

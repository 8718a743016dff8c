import { createStore } from 'zustand/vanilla'
import type { PatientPoint } from '../../domain/geometry.ts'
import type { StudyImage } from '../../domain/study.ts'
import type { Target } from '../../review/session-state.ts'
import type { ToolName } from '../../viewer/tools/tool.ts'
import type { Look } from '../../viewer/view.ts'
import { matchingImage, nearestImage } from '../../viewer/nearest-image.ts'
import { mapBetweenSpines } from '../../viewer/spine-map.ts'
import type { Spine } from '../../viewer/spine-map.ts'
import { PANES_IN } from './layout.ts'
import type { Layout, Slot, Slots } from './layout.ts'
import { hangingSlots, NO_SLOTS, openingIndex } from './hanging.ts'
import { middleOf } from '../../domain/reading-order.ts'
import { middleIndex } from './pane-sources.ts'
import type { PaneSource, WhichStudy } from './pane-sources.ts'

/**
 * What the main button does. With `locate` a press takes all panes to the point; with `place` presses on L1/L2 and then
 * on L5/S1 put all five levels in place.
 */
export type Tool = ToolName | 'locate' | 'place'

/** With these in hand a click on a box selects it; the others need every point of the image. */
export function isSelecting(tool: Tool): boolean {
  return ['window', 'pan', 'zoom', 'scroll', 'magnifier'].includes(tool)
}

export type PanesState = {
  readonly layout: Layout
  readonly sources: readonly PaneSource[]
  readonly slots: Slots
  /** The pane that keys and the toolbar act on. */
  readonly active: number
  /** The active pane has all the room; the others wait behind it. */
  readonly isAlone: boolean
  /** The pane that shows all images of its series side by side. */
  readonly tiled: number | undefined
  /** The pane whose series plays. */
  readonly cine: number | undefined
  readonly tool: Tool
  /** Panes of the same plane scroll together, by place in the patient. */
  readonly isLinked: boolean
  /** H is held down. */
  readonly overlaysHidden: boolean
  /** Where the reader last went. */
  readonly target: Target | undefined
  /** The annotation whose words are being typed. */
  readonly writing: string | undefined
  /** Where the discs of both studies lie: what links them. */
  readonly spines: Readonly<Record<WhichStudy, Spine>>
}

export type Panes = ReturnType<typeof createPanes>

/** What hangs where. One store outside React's tree, so that a wheel tick re-renders no more than what shows the image. */
export function createPanes(layout: Layout) {
  const store = createStore<PanesState>(() => ({
    layout,
    sources: [],
    slots: NO_SLOTS,
    active: 0,
    isAlone: false,
    tiled: undefined,
    cine: undefined,
    tool: 'window',
    isLinked: true,
    overlaysHidden: false,
    target: undefined,
    writing: undefined,
    spines: { current: [], prior: [] },
  }))
  const { getState, setState } = store
  const looks = new Map<string, Look>()
  /** The image that each series went with when another took its pane, until the reader goes elsewhere. */
  const leftAt = new Map<string, number>()

  function goTo(slot: number, index: number): void {
    const state = getState()
    const source = sourceIn(state, slot)
    if (source === undefined) return
    const last = source.images.length - 1
    const next = { sourceKey: source.key, index: Math.min(Math.max(index, 0), last) }
    const shown = source.images[next.index]
    const follow = (other: Slot, place: number): Slot => {
      if (place === slot) return next
      const followed = state.isLinked && shown ? sourceIn(state, place) : undefined
      const anchor = followed && shown && pointIn(state, followed.study, middleOf(shown), source.study)
      const match = anchor && matchingImage(followed.images, shown.geometry, anchor)
      return match === undefined || match.index === other.index ? other : { ...other, index: match.index }
    }
    setSlots(state.slots.map(follow))
  }

  /** Sets the slots, if any of them changed. */
  function setSlots(slots: readonly Slot[]): void {
    const now = getState().slots
    const isSame = slots.every(
      ({ index, sourceKey }, place) => index === now[place]?.index && sourceKey === now[place].sourceKey,
    )
    if (!isSame) setState({ slots: slots as unknown as PanesState['slots'] })
  }

  return {
    store,
    /** The numbers of the panes, in hanging order. */
    slots: [0, 1, 2, 3] as const,
    /** How each series was last looked at, by its key: it looks the same when it hangs again. */
    looks,
    goTo,
    step: (slot: number, by: number) => goTo(slot, (getState().slots[slot]?.index ?? 0) + by),

    /** Another study: hang it from the start. */
    hang: (sources: readonly PaneSource[]) => {
      looks.clear()
      leftAt.clear()
      setState({
        sources,
        slots: hangingSlots(sources),
        active: 0,
        isAlone: false,
        tiled: undefined,
        cine: undefined,
        target: undefined,
        writing: undefined,
      })
    },

    /** The same study with other series behind its roles, or a prior beside it: what can stay stays. */
    rehang: (sources: readonly PaneSource[]) => {
      leftAt.clear()
      const before = getState()
      const hasPrior = (state: readonly PaneSource[]) => state.some(({ study }) => study === 'prior')
      const fresh = hangingSlots(sources)
      const slots = before.slots.map((slot, place) => {
        const image = imageIn(before, place)
        const source = sources.find(({ key }) => key === slot.sourceKey)
        if (source === undefined) return fresh[place]
        const index = source.images.findIndex(({ id }) => id === image?.id)
        return { sourceKey: source.key, index: index < 0 ? middleIndex(source.images) : index }
      })
      const isOtherHanging = hasPrior(sources) !== hasPrior(before.sources)
      setState({ sources, slots: (isOtherHanging ? fresh : slots) as unknown as PanesState['slots'] })
    },

    /** Hangs a series in a pane: at the place that the pane shows where the planes allow, else where it was left. */
    assign: (slot: number, sourceKey: string) => {
      const state = getState()
      const source = state.sources.find(({ key }) => key === sourceKey)
      if (source === undefined || state.slots[slot]?.sourceKey === sourceKey) return
      const before = state.slots[slot]
      if (before?.sourceKey !== undefined) leftAt.set(before.sourceKey, before.index)
      const index = alikeIndex(state, slot, source) ?? leftAt.get(sourceKey) ?? targetIndex(state, source)
      const hung = { sourceKey, index: index ?? openingIndex(source, state.sources) }
      setSlots(getState().slots.map((other, place) => (place === slot ? hung : other)))
    },

    /**
     * Takes every pane to the image that comes nearest to a point of the current study, and to `imageId` where a pane has
     * it; a pane of the prior study to the corresponding place in it.
     */
    goToTarget: (target: Target) => {
      leftAt.clear()
      const state = getState()
      const slots = state.slots.map((slot) => {
        const source = state.sources.find(({ key }) => key === slot.sourceKey)
        if (source === undefined) return slot
        const named = source.images.findIndex(({ id }) => id === target.imageId)
        const point = pointIn(state, source.study, target.point)
        const nearest = point && nearestImage(source.images, point)?.index
        const index = named >= 0 ? named : (nearest ?? slot.index)
        return index === slot.index ? slot : { ...slot, index }
      })
      setState({ slots: slots as unknown as PanesState['slots'], target })
    },

    setLayout: (next: Layout) =>
      setState(({ active }) => ({
        layout: next,
        isAlone: false,
        active: Math.min(active, PANES_IN[next] - 1),
      })),
    activate: (slot: number) => {
      if (getState().active !== slot) setState({ active: slot })
    },
    setAlone: (isAlone: boolean) => setState({ isAlone }),
    tile: (tiled: number | undefined) => setState({ tiled }),
    play: (cine: number | undefined) => {
      if (getState().cine !== cine) setState({ cine })
    },
    setLinked: (isLinked: boolean) => setState({ isLinked }),
    setTool: (tool: Tool) => setState({ tool }),
    write: (writing: string | undefined) => setState({ writing }),
    setSpines: (spines: PanesState['spines']) => setState({ spines }),
    hideOverlays: (overlaysHidden: boolean) => {
      if (getState().overlaysHidden !== overlaysHidden) setState({ overlaysHidden })
    },
  }
}

/** Where a series shows the same place as the pane does now: T1 after T2. Undefined where their planes differ. */
function alikeIndex(state: PanesState, slot: number, source: PaneSource): number | undefined {
  const before = sourceIn(state, slot)
  const shown = imageIn(state, slot)
  if (before === undefined || shown === undefined) return undefined
  const place = pointIn(state, source.study, middleOf(shown), before.study)
  return place && matchingImage(source.images, shown.geometry, place)?.index
}

/** Where a series comes nearest to the point that the reader last went to. */
function targetIndex(state: PanesState, source: PaneSource): number | undefined {
  const point = state.target && pointIn(state, source.study, state.target.point)
  return point && nearestImage(source.images, point)?.index
}

export function sourceIn(state: PanesState, slot: number): PaneSource | undefined {
  const key = state.slots[slot]?.sourceKey
  return state.sources.find((source) => source.key === key)
}

/** The image that a pane shows or is about to show. */
export function imageIn(state: PanesState, slot: number): StudyImage | undefined {
  return sourceIn(state, slot)?.images[state.slots[slot]?.index ?? 0]
}

/** The place in one study that corresponds to a point of another; undefined where nothing links them. */
export function pointIn(
  { spines }: Pick<PanesState, 'spines'>,
  study: WhichStudy,
  point: PatientPoint,
  of: WhichStudy = 'current',
): PatientPoint | undefined {
  return study === of ? point : mapBetweenSpines(point, spines[of], spines[study])
}

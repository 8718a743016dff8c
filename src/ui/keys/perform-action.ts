import { presetWindow, WINDOW_PRESETS } from '../../viewer/window-presets.ts'
import type { ViewerAction } from './keymap.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import type { Desk } from '../desk.ts'
import { otherRate } from '../panes/cine-rates.ts'
import { LAYOUTS, PANES_IN } from '../panes/layout.ts'
import { imageIn, sourceIn } from '../panes/panes-store.ts'
import type { Tool } from '../panes/panes-store.ts'
import { panels } from '../shell/panels-store.ts'

const ZOOM_STEP = 1.25

/** Does what a key asks of the active pane or of the desk. False when there is nothing to do it to. */
export function performAction(desk: Desk, action: ViewerAction): boolean {
  const { panes, session, viewports, preferences } = desk
  const state = panes.store.getState()
  const slot = state.active
  const viewport = viewports.get(slot)
  const source = sourceIn(state, slot)
  if (action.startsWith('tool-')) {
    panes.setTool(action.slice('tool-'.length) as Tool)
    return true
  }
  if (action.startsWith('preset-')) return setPreset(viewport, Number(action.slice('preset-'.length)))
  switch (action) {
    case 'undo':
      session.undo()
      return true
    case 'redo':
      session.redo()
      return true
    case 'help':
      panels.show('keys')
      return true
    case 'cancel':
      panels.close()
      panes.tile(undefined)
      return false
    case 'open-folder':
      desk.pick('folder')
      return true
    case 'one-up':
      panes.setAlone(!state.isAlone)
      return true
    case 'tiles':
      panes.tile(state.tiled === slot ? undefined : slot)
      return source !== undefined
    case 'cine':
      panes.play(state.cine === undefined ? slot : undefined)
      return source !== undefined
    case 'next-layout': {
      const layout = LAYOUTS[(LAYOUTS.indexOf(state.layout) + 1) % LAYOUTS.length]!
      panes.setLayout(layout)
      preferences.setState({ layout })
      return true
    }
    case 'fold-series':
      preferences.setState(({ isRailFolded }) => ({ isRailFolded: !isRailFolded }))
      return true
    case 'fold-findings':
      preferences.setState(({ isFindingsFolded }) => ({ isFindingsFolded: !isFindingsFolded }))
      return true
    case 'next-annotation':
      return focusAnnotation(slot, 1)
    case 'previous-annotation':
      return focusAnnotation(slot, -1)
    case 'zoom-in':
    case 'zoom-out':
      if (state.cine === undefined) return viewport !== undefined && changeView(viewport, action)
      changeRate(desk, action === 'zoom-in' ? 1 : -1)
      return true
    case 'next-image':
      panes.step(slot, 1)
      return source !== undefined
    case 'previous-image':
      panes.step(slot, -1)
      return source !== undefined
    case 'first-image':
      panes.goTo(slot, 0)
      return source !== undefined
    case 'last-image':
      panes.goTo(slot, Infinity)
      return source !== undefined
    case 'next-viewport':
      return focusPane(panes, slot + 1)
    case 'previous-viewport':
      return focusPane(panes, slot - 1)
    case 'next-series':
      return changeSeries(desk, 1)
    case 'previous-series':
      return changeSeries(desk, -1)
    case 'key-image': {
      const image = imageIn(state, slot)
      if (image === undefined) return false
      const { keyImages } = session.store.getState().history.present
      session.markKeyImage(image.id, !keyImages.includes(image.id))
      return true
    }
    default:
      return viewport !== undefined && changeView(viewport, action)
  }
}

function changeView(viewport: Viewport, action: ViewerAction): boolean {
  switch (action) {
    case 'zoom-in':
      viewport.zoom(ZOOM_STEP)
      return true
    case 'zoom-out':
      viewport.zoom(1 / ZOOM_STEP)
      return true
    case 'fit':
      viewport.fit()
      return true
    case 'rotate-right':
      viewport.rotate(90)
      return true
    case 'rotate-left':
      viewport.rotate(-90)
      return true
    case 'flip-horizontal':
      viewport.flip('horizontal')
      return true
    case 'flip-vertical':
      viewport.flip('vertical')
      return true
    case 'invert':
      viewport.setInverted(!viewport.getState().inverted)
      return true
    case 'reset':
      viewport.reset()
      return true
    default:
      return false
  }
}

function setPreset(viewport: Viewport | undefined, number: number): boolean {
  const preset = WINDOW_PRESETS[number - 1]
  const { image, pixels } = viewport?.getState() ?? {}
  if (!viewport || !preset || !image || !pixels) return false
  viewport.setWindow(presetWindow(preset.id, image, pixels))
  return true
}

function focusPane(panes: Desk['panes'], slot: number): boolean {
  const { layout } = panes.store.getState()
  if (slot < 0 || slot >= PANES_IN[layout]) return false
  panes.activate(slot)
  document.querySelector<HTMLElement>(`.pane[data-slot="${slot}"]`)?.focus()
  return true
}

/** While a series plays, the keys that enlarge and reduce make it faster and slower. */
export function changeRate({ preferences }: Pick<Desk, 'preferences'>, step: 1 | -1): void {
  preferences.setState(({ cineRate }) => ({ cineRate: otherRate(cineRate, step) }))
}

/** Goes through the annotations on the image of a pane, with the focus. */
function focusAnnotation(slot: number, step: 1 | -1): boolean {
  const drawn = [...document.querySelectorAll<SVGElement>(`.pane[data-slot="${slot}"] .annotation[tabindex]`)]
  const place = drawn.findIndex((annotation) => annotation === document.activeElement)
  const next = place < 0 ? (step > 0 ? 0 : drawn.length - 1) : (place + step + drawn.length) % drawn.length
  drawn[next]?.focus()
  return drawn.length > 0
}

function changeSeries({ panes }: Desk, step: number): boolean {
  const { sources, slots, active } = panes.store.getState()
  const place = sources.findIndex(({ key }) => key === slots[active]?.sourceKey)
  const next = sources[place + step]
  if (next === undefined) return false
  panes.assign(active, next.key)
  return true
}

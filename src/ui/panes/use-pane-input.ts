import { useEffect } from 'react'
import type { RefObject } from 'react'
import type { PatientPoint } from '../../domain/geometry.ts'
import { imageToPatient } from '../../domain/image-geometry.ts'
import { interpolateLevels, placeLevelAt } from '../../review/place-levels.ts'
import type { CanvasPoint } from '../../viewer/matrix.ts'
import { takeTool } from '../../viewer/tools/toolbox.ts'
import type { AnnotationDraft, ToolAction, ToolContext, ToolInput, ToolRun } from '../../viewer/tools/tool.ts'
import { NO_TOUCH, stepTouch } from '../../viewer/tools/touch.ts'
import { stepWheel, WHEEL_AT_REST } from '../../viewer/tools/wheel.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import { useDesk } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { longPress } from './long-press.ts'
import { isSelecting, pointIn as placeIn, sourceIn } from './panes-store.ts'
import type { Tool } from './panes-store.ts'
import { pointIn } from './point-in.ts'

/** Which tool each mouse button has besides the main one, whose tool the reader chooses: 1 middle, 2 right. */
const BUTTON_TOOLS: Readonly<Record<number, Tool>> = { 1: 'pan', 2: 'zoom' }

/** What can be clicked on an image. */
const MARKS = '.level-box, .evidence-box'
/** What is moved by hand, or pressed, by itself. */
const OWN_HANDS = 'button, select, input, .menu-list, .level-tag, .annotation'
const DRAG_FROM_PX = 4

export type PaneInputHandlers = {
  readonly onDraft: (draft: AnnotationDraft | undefined) => void
  readonly onLens: (at: CanvasPoint | undefined) => void
}

/** Mouse, pen, touch and wheel on a pane. Nothing here re-renders React but a draft or the lens. */
export function usePaneInput(
  slot: number,
  surface: RefObject<HTMLElement | null>,
  viewport: Viewport | undefined,
  handlers: PaneInputHandlers,
): void {
  const desk = useDesk()
  const { onDraft, onLens } = handlers
  useEffect(() => {
    const element = surface.current
    if (element === null || viewport === undefined) return
    return listen(slot, element, viewport, desk, { onDraft, onLens })
  }, [slot, surface, viewport, desk, onDraft, onLens])
}

function listen(
  slot: number,
  element: HTMLElement,
  viewport: Viewport,
  desk: Desk,
  { onDraft, onLens }: PaneInputHandlers,
): () => void {
  const { panes, session } = desk
  let held: { readonly tool: Tool; readonly run: ToolRun } | undefined
  let wheel = WHEEL_AT_REST
  let touch = NO_TOUCH

  const at = (event: MouseEvent): CanvasPoint => pointIn(element, event)

  const context = (): ToolContext | undefined => {
    const { image, pixels, window, transform } = viewport.getState()
    return image && pixels && window && transform && { image, pixels, window, transform }
  }

  function carryOut(action: ToolAction): void {
    switch (action.kind) {
      case 'window': {
        viewport.setWindow(action.window)
        return
      }
      case 'pan': {
        viewport.pan(action.by)
        return
      }
      case 'zoom': {
        viewport.zoom(action.factor, action.about)
        return
      }
      case 'scroll': {
        panes.step(slot, action.images)
        return
      }
      case 'magnify': {
        onLens(action.at)
        return
      }
      case 'draft': {
        onDraft(action.draft)
        return
      }
      case 'annotate': {
        const annotation = { id: crypto.randomUUID(), ...action.draft }
        session.draw(annotation)
        if (annotation.kind === 'arrow') panes.write(annotation.id)
        return
      }
    }
  }

  function handle(tool: Tool, phase: ToolInput['phase'], point: CanvasPoint): void {
    const now = context()
    if (now === undefined) return
    if (tool === 'locate' || tool === 'place') {
      if (phase === 'down' && tool === 'locate') locate(now, point)
      if (phase === 'down' && tool === 'place') place(now, point)
      return
    }
    if (held?.tool !== tool) held = { tool, run: takeTool(tool) }
    held.run.handle({ phase, at: point }, now).forEach(carryOut)
  }

  function locate({ image, transform }: ToolContext, point: CanvasPoint): void {
    const here = imageToPatient(image.geometry, transform.canvasToImage(point))
    const state = panes.store.getState()
    const place = placeIn(state, 'current', here, sourceIn(state, slot)?.study)
    if (place !== undefined) session.goTo(place, image.id)
  }

  /** The first press is L1/L2, the second L5/S1; what lies between is interpolated. */
  function place({ image, transform }: ToolContext, point: CanvasPoint): void {
    const stackId = session.select
      .study(session.store.getState())
      ?.stacks.find(({ images }) => images.some(({ id }) => id === image.id))?.id
    if (stackId === undefined) return
    const here = imageToPatient(image.geometry, transform.canvasToImage(point))
    if (firstPlaced === undefined) {
      firstPlaced = here
      session.placeLevels([placeLevelAt('l1_l2', here, { image, stackId })])
    } else {
      session.placeLevels(interpolateLevels(firstPlaced, here, { image, stackId }))
      firstPlaced = undefined
      panes.setTool('window')
    }
  }
  let firstPlaced: PatientPoint | undefined

  /** A finger held still goes to the place, in all panes. */
  const stillFinger = longPress((point) => {
    if (pressed === undefined || !isSelecting(pressed)) return
    handle(pressed, 'cancel', point)
    pressed = undefined
    handle('locate', 'down', point)
  })

  const toolOf = (event: PointerEvent): Tool =>
    event.shiftKey && event.button === 0
      ? 'locate'
      : (BUTTON_TOOLS[event.button] ?? panes.store.getState().tool)

  let pressed: Tool | undefined
  let pressedAt: CanvasPoint = [0, 0]

  const onDown = (event: PointerEvent) => {
    const target = event.target instanceof Element ? event.target : element
    panes.activate(slot)
    if (target.closest(OWN_HANDS) !== null) return
    // A click on a box must reach the box: the pointer is captured only once it moves.
    pressedAt = [event.clientX, event.clientY]
    if (target.closest(MARKS) === null) element.setPointerCapture(event.pointerId)
    if (event.pointerType === 'touch') {
      // Only a tap brings the focus by itself, not a gesture: without this the keys' pane would not be the focused one.
      element.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
      const next = stepTouch(touch, { phase: 'down', finger: event.pointerId, at: at(event) })
      touch = next.state
      if (touch.fingers.size === 1) stillFinger.down(at(event))
      else stillFinger.end()
      if (touch.fingers.size > 1 && pressed !== undefined) {
        handle(pressed, 'cancel', at(event))
        pressed = undefined
        return
      }
    }
    pressed = toolOf(event)
    handle(pressed, 'down', at(event))
  }
  const onMove = (event: PointerEvent) => {
    const isFree = pressed !== undefined && !element.hasPointerCapture(event.pointerId)
    if (isFree && Math.hypot(event.clientX - pressedAt[0], event.clientY - pressedAt[1]) > DRAG_FROM_PX) {
      element.setPointerCapture(event.pointerId)
    }
    if (event.pointerType === 'touch' && touch.fingers.has(event.pointerId)) {
      const next = stepTouch(touch, { phase: 'move', finger: event.pointerId, at: at(event) })
      touch = next.state
      stillFinger.move(at(event))
      next.actions.forEach(carryOut)
      if (touch.fingers.size > 1) return
    }
    handle(pressed ?? panes.store.getState().tool, pressed === undefined ? 'hover' : 'move', at(event))
  }
  const onUp = (event: PointerEvent, phase: 'up' | 'cancel') => {
    if (event.pointerType === 'touch') {
      stillFinger.end()
      touch = stepTouch(touch, { phase, finger: event.pointerId, at: at(event) }).state
    }
    if (pressed !== undefined) handle(pressed, phase, at(event))
    pressed = undefined
  }
  const onPointerUp = (event: PointerEvent) => onUp(event, 'up')
  const onPointerCancel = (event: PointerEvent) => onUp(event, 'cancel')
  const onWheel = (event: WheelEvent) => {
    event.preventDefault()
    panes.activate(slot)
    const { deltaY, deltaMode, ctrlKey, timeStamp: time } = event
    const next = stepWheel(wheel, { deltaY, deltaMode, ctrlKey, at: at(event), time })
    wheel = next.state
    next.actions.forEach(carryOut)
  }
  const onDouble = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : element
    const { tool, isAlone } = panes.store.getState()
    if (isSelecting(tool) && target.closest(`${MARKS}, ${OWN_HANDS}`) === null) panes.setAlone(!isAlone)
  }
  const onMenu = (event: Event) => event.preventDefault()
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && held !== undefined) handle(held.tool, 'cancel', [0, 0])
  }

  element.addEventListener('pointerdown', onDown)
  element.addEventListener('pointermove', onMove)
  element.addEventListener('pointerup', onPointerUp)
  element.addEventListener('pointercancel', onPointerCancel)
  element.addEventListener('wheel', onWheel, { passive: false })
  element.addEventListener('dblclick', onDouble)
  element.addEventListener('contextmenu', onMenu)
  const { ownerDocument } = element
  ownerDocument.addEventListener('keydown', onEscape)
  return () => {
    stillFinger.end()
    element.removeEventListener('pointerdown', onDown)
    element.removeEventListener('pointermove', onMove)
    element.removeEventListener('pointerup', onPointerUp)
    element.removeEventListener('pointercancel', onPointerCancel)
    element.removeEventListener('wheel', onWheel)
    element.removeEventListener('dblclick', onDouble)
    element.removeEventListener('contextmenu', onMenu)
    ownerDocument.removeEventListener('keydown', onEscape)
  }
}

import { useEffect } from 'react'
import type { RefObject } from 'react'
import { imageToPatient } from '../../domain/image-geometry.ts'
import type { CanvasPoint } from '../../viewer/matrix.ts'
import { takeTool } from '../../viewer/tools/toolbox.ts'
import type { AnnotationDraft, ToolAction, ToolContext, ToolInput, ToolRun } from '../../viewer/tools/tool.ts'
import { NO_TOUCH, stepTouch } from '../../viewer/tools/touch.ts'
import { stepWheel, WHEEL_AT_REST } from '../../viewer/tools/wheel.ts'
import type { Viewport } from '../../viewer/viewport.ts'
import { useDesk } from '../desk.ts'
import type { Desk } from '../desk.ts'
import type { Tool } from './panes-store.ts'

/** Which tool each mouse button has besides the main one, whose tool the reader chooses: 1 middle, 2 right. */
const BUTTON_TOOLS: Readonly<Record<number, Tool>> = { 1: 'pan', 2: 'zoom' }

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

  const at = (event: MouseEvent): CanvasPoint => {
    const { left, top } = element.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }

  const context = (): ToolContext | undefined => {
    const { image, pixels, window, transform } = viewport.getState()
    return image && pixels && window && transform && { image, pixels, window, transform }
  }

  function carryOut(action: ToolAction): void {
    switch (action.kind) {
      case 'window':
        { viewport.setWindow(action.window); return; }
      case 'pan':
        { viewport.pan(action.by); return; }
      case 'zoom':
        { viewport.zoom(action.factor, action.about); return; }
      case 'scroll':
        { panes.step(slot, action.images); return; }
      case 'magnify':
        { onLens(action.at); return; }
      case 'draft':
        { onDraft(action.draft); return; }
      case 'annotate':
        { session.draw({ id: crypto.randomUUID(), ...action.draft }); return; }
    }
  }

  function handle(tool: Tool, phase: ToolInput['phase'], point: CanvasPoint): void {
    const now = context()
    if (now === undefined) return
    if (tool === 'locate') {
      if (phase === 'down') locate(now, point)
      return
    }
    if (held?.tool !== tool) held = { tool, run: takeTool(tool) }
    held.run.handle({ phase, at: point }, now).forEach(carryOut)
  }

  function locate({ image, transform }: ToolContext, point: CanvasPoint): void {
    session.goTo(imageToPatient(image.geometry, transform.canvasToImage(point)), image.id)
  }

  const toolOf = (event: PointerEvent): Tool =>
    event.shiftKey && event.button === 0
      ? 'locate'
      : (BUTTON_TOOLS[event.button] ?? panes.store.getState().tool)

  let pressed: Tool | undefined

  const onDown = (event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest('button, select, [role=button]')) return
    panes.activate(slot)
    element.setPointerCapture(event.pointerId)
    if (event.pointerType === 'touch') {
      const next = stepTouch(touch, { phase: 'down', finger: event.pointerId, at: at(event) })
      touch = next.state
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
    if (event.pointerType === 'touch' && touch.fingers.has(event.pointerId)) {
      const next = stepTouch(touch, { phase: 'move', finger: event.pointerId, at: at(event) })
      touch = next.state
      next.actions.forEach(carryOut)
      if (touch.fingers.size > 1) return
    }
    handle(pressed ?? panes.store.getState().tool, pressed === undefined ? 'hover' : 'move', at(event))
  }
  const onUp = (event: PointerEvent, phase: 'up' | 'cancel') => {
    if (event.pointerType === 'touch') {
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
  const onDouble = () => viewport.fit()
  const onMenu = (event: Event) => event.preventDefault()
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') handle(panes.store.getState().tool, 'cancel', [0, 0])
  }

  element.addEventListener('pointerdown', onDown)
  element.addEventListener('pointermove', onMove)
  element.addEventListener('pointerup', onPointerUp)
  element.addEventListener('pointercancel', onPointerCancel)
  element.addEventListener('wheel', onWheel, { passive: false })
  element.addEventListener('dblclick', onDouble)
  element.addEventListener('contextmenu', onMenu)
  element.addEventListener('keydown', onEscape)
  return () => {
    element.removeEventListener('pointerdown', onDown)
    element.removeEventListener('pointermove', onMove)
    element.removeEventListener('pointerup', onPointerUp)
    element.removeEventListener('pointercancel', onPointerCancel)
    element.removeEventListener('wheel', onWheel)
    element.removeEventListener('dblclick', onDouble)
    element.removeEventListener('contextmenu', onMenu)
    element.removeEventListener('keydown', onEscape)
  }
}

import { useEffect } from 'react'
import { cellKey } from '../../domain/decision.ts'
import { actionOf, heldActionOf, keyName } from './keymap.ts'
import { useDesk } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { cellActOf } from './cell-keys.ts'
import type { CellAct } from './cell-keys.ts'
import { performAction } from './perform-action.ts'

/** Keys for everything, wherever the focus is; a field being written in keeps its keys. */
export function useKeys(): void {
  const desk = useDesk()
  useEffect(() => {
    const onDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isWriting(event.target)) return
      if (handleKey(desk, event)) event.preventDefault()
    }
    // Whatever key it was, and whatever modifiers came and went: overlays return when a key is let go.
    const onUp = () => desk.panes.hideOverlays(false)
    const onBlur = onUp
    document.addEventListener('keydown', onDown)
    document.addEventListener('keyup', onUp)
    window.addEventListener('blur', onBlur)
    return () => {
      document.removeEventListener('keydown', onDown)
      document.removeEventListener('keyup', onUp)
      window.removeEventListener('blur', onBlur)
    }
  }, [desk])
}

/** Whether the key meant something here. */
function handleKey(desk: Desk, event: KeyboardEvent): boolean {
  const isOnImage = event.target instanceof Element && event.target.closest('.pane') !== null
  const isPressed = isPressable(event.target) && (event.key === 'Enter' || event.key === ' ')
  if (isPressed) return false
  const cellAct = isOnImage ? undefined : cellActOf(keyName(event))
  if (cellAct !== undefined && actOnCell(desk, cellAct)) return true
  const nextAct = keyName(event) === 'n' ? 'next-undecided' : undefined
  if (nextAct && actOnCell(desk, nextAct)) return true
  const { keymap } = desk.preferences.getState()
  if (heldActionOf(keymap, event) === 'hide-overlays') {
    desk.panes.hideOverlays(true)
    return true
  }
  const action = actionOf(keymap, event)
  return action !== undefined && performAction(desk, action)
}

function actOnCell({ session }: Desk, act: CellAct): boolean {
  if (act === 'next-undecided') {
    session.selectNextUndecided()
    focusSelectedCell()
    return true
  }
  const { selection } = session.store.getState()
  if (selection?.condition === undefined) return false
  const key = cellKey(selection.level, selection.condition)
  switch (act) {
    case 'grade-normal-mild':
      session.decide(key, 'normal_mild')
      return true
    case 'grade-moderate':
      session.decide(key, 'moderate')
      return true
    case 'grade-severe':
      session.decide(key, 'severe')
      return true
    case 'grade-not-assessed':
      session.decide(key, 'not_assessed')
      return true
    case 'confirm':
      session.confirm(key)
      return true
    case 'confirm-and-next':
      session.confirm(key)
      session.selectNextUndecided()
      focusSelectedCell()
      return true
    case 'withdraw':
      session.withdraw(key)
      return true
    case 'note':
      document.querySelector<HTMLElement>('.cell-note')?.focus()
      return true
    case 'reveal':
      if (session.store.getState().mode === 'reader-first') session.reveal(key)
      return true
  }
}

/** The focus follows the selection when the selection was moved by a key. */
function focusSelectedCell(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[role=gridcell][aria-selected=true]')?.focus(),
  )
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=file]), textarea, select') !== null
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, [role=button]') !== null
}

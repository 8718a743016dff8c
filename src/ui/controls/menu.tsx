import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import './menu.css'

type MenuProps = {
  readonly label: string
  /** What the button shows instead of the label. */
  readonly face?: ReactNode
  readonly isDisabled?: boolean
  readonly explanation?: string
  readonly opensUpward?: boolean
  readonly children: ReactNode
}

/** A button that opens a menu. Arrow keys go through the items, Escape and a click elsewhere close it. */
export function Menu({
  label,
  face,
  isDisabled = false,
  explanation,
  opensUpward = false,
  children,
}: MenuProps) {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    if (!isOpen) return
    itemsIn(root.current)[0]?.focus()
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  }, [isOpen])

  const close = () => {
    setOpen(false)
    root.current?.querySelector<HTMLElement>('.menu-button')?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return
    event.stopPropagation() // the keys of the desk do not reach through an open menu
    if (event.key === 'Escape') close()
    const items = itemsIn(root.current)
    const place = items.indexOf(document.activeElement as HTMLElement)
    const next = placeAfter(event.key, place, items.length)
    if (next !== undefined) {
      event.preventDefault()
      items[next]?.focus()
    }
  }

  return (
    <div
      ref={root}
      className="menu"
      data-upward={opensUpward}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (isOpen && event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
          setOpen(false)
      }}
    >
      <button
        type="button"
        className="button menu-button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={face === undefined ? undefined : label}
        title={explanation}
        disabled={isDisabled}
        onClick={() => setOpen(!isOpen)}
      >
        {face ?? label}
        <svg className="menu-arrow" width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
          <path d="M1 2.5 4 5.5 7 2.5" />
        </svg>
      </button>
      {isOpen && (
        <div id={id} className="menu-list" role="menu" aria-label={label} onClick={close}>
          {children}
        </div>
      )}
    </div>
  )
}

type ItemProps = { readonly onChoose: () => void; readonly children: ReactNode }

type PlainItemProps = ItemProps & {
  /** The menu stays open, with other items in it. */
  readonly keepsOpen?: boolean
  /** Has the focus as soon as it is there: the first of items that take the place of others. */
  readonly isFocused?: boolean
}

export function MenuItem({ onChoose, keepsOpen = false, isFocused = false, children }: PlainItemProps) {
  return (
    <button
      type="button"
      className="menu-item"
      role="menuitem"
      tabIndex={-1}
      autoFocus={isFocused}
      onClick={(event) => {
        if (keepsOpen) event.stopPropagation()
        onChoose()
      }}
    >
      {children}
    </button>
  )
}

/** An item that is chosen or not, one of several. */
export function MenuChoice({ isChosen, onChoose, children }: ItemProps & { readonly isChosen: boolean }) {
  return (
    <button
      type="button"
      className="menu-item"
      role="menuitemradio"
      aria-checked={isChosen}
      tabIndex={-1}
      onClick={onChoose}
    >
      {children}
    </button>
  )
}

/** An item that is on or off by itself. */
export function MenuToggle({ isChosen, onChoose, children }: ItemProps & { readonly isChosen: boolean }) {
  return (
    <button
      type="button"
      className="menu-item"
      role="menuitemcheckbox"
      aria-checked={isChosen}
      tabIndex={-1}
      onClick={onChoose}
    >
      {children}
    </button>
  )
}

function itemsIn(root: HTMLElement | null): readonly HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('.menu-item') ?? [])]
}

function placeAfter(key: string, place: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (place + 1) % count
    case 'ArrowUp':
      return (place - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

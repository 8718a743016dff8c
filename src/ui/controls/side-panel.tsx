import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { WORDS } from '../../words/words.ts'
import { panels } from '../shell/panels-store.ts'
import './side-panel.css'

type SidePanelProps = {
  readonly title: string
  /** A page of text needs more room than a list. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** A panel over the findings with a heading and a way out. */
export function SidePanel({ title, isWide = false, children }: SidePanelProps) {
  const heading = useId()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus(), [])
  return (
    <section
      ref={panel}
      className="side-panel"
      data-wide={isWide}
      role="dialog"
      aria-labelledby={heading}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') panels.close()
      }}
    >
      <div className="side-panel-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="button" data-quiet onClick={panels.close}>
          {WORDS.notices.close}
        </button>
      </div>
      <div className="side-panel-body" tabIndex={0}>
        {children}
      </div>
    </section>
  )
}

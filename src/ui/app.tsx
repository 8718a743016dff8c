import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { SessionPorts } from '../review/reader-ports.ts'
import { createSession } from '../review/session.ts'
import type { Session } from '../review/session.ts'
import { DeskContext } from './desk.ts'
import type { Desk } from './desk.ts'
import { followSession } from './follow-session.ts'
import { createPixelCache } from '../viewer/pixel-cache.ts'
import { createPanes } from './panes/panes-store.ts'
import { createViewportRegistry } from './panes/viewport-registry.ts'
import { browserStorage, createPreferences } from './preferences.ts'
import { AppShell } from './shell/app-shell.tsx'
import { countRequests } from './status/request-counter.ts'
import './styles/base.css'

/** Panes beside each other need this much width, CSS pixels; below it the findings and one pane remain. */
const WIDE_PX = 1200
const VERY_WIDE_PX = 1900

/** Holds a lumbar study whole: some 100 images of 512 x 512 in 16 bits are 52 MB. */
const PIXEL_BUDGET_BYTES = 160e6

/** Draws the reading desk into `root` and returns its session. */
export function mountApp(root: HTMLElement, ports: SessionPorts): Session {
  const session = createSession(ports)
  const preferences = createPreferences(browserStorage())
  const { layout, mode, isPrivate } = preferences.getState()
  const desk: Desk = {
    session,
    preferences,
    panes: createPanes(layout ?? layoutFor(window.innerWidth)),
    pixels: createPixelCache({
      fetch: (signal, imageId) => ports.study.pixels(signal, imageId),
      budgetBytes: PIXEL_BUDGET_BYTES,
    }),
    viewports: createViewportRegistry(),
    requests: countRequests(location.origin),
    pick: (kind) => {
      root.querySelector<HTMLInputElement>(`input[data-pick=${kind}]`)?.click()
      void session.warmUp() // the engine starts while the reader looks for the folder
    },
  }
  session.setMode(mode)
  session.setPrivate(isPrivate)
  followSession(desk)
  foldWhenNarrow(desk)
  createRoot(root).render(
    <StrictMode>
      <DeskContext value={desk}>
        <AppShell />
      </DeskContext>
    </StrictMode>,
  )
  return session
}

/** Below the width for panes side by side one remains; above it the reader's layout returns. */
function foldWhenNarrow({ panes, preferences }: Desk): void {
  const narrow = matchMedia(`(width < ${WIDE_PX}px)`)
  const fold = () => {
    panes.setLayout(
      narrow.matches ? 'single' : (preferences.getState().layout ?? layoutFor(window.innerWidth)),
    )
  }
  fold()
  narrow.addEventListener('change', fold)
}

function layoutFor(widthPx: number) {
  if (widthPx < WIDE_PX) return 'single'
  return widthPx < VERY_WIDE_PX ? 'lead' : 'triple'
}

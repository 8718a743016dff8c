import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { SessionPorts } from '../review/reader-ports.ts'
import { createSession } from '../review/session.ts'
import type { Session } from '../review/session.ts'
import { failureOf } from '../review/failure-of.ts'
import { DeskContext } from './desk.ts'
import type { Desk, Site } from './desk.ts'
import { followLanguage } from './follow-language.ts'
import { followSession } from './follow-session.ts'
import { createPixelCache } from '../viewer/pixel-cache.ts'
import { followLayout, pageSize, usualLayout } from './panes/choose-layout.ts'
import { playCine } from './panes/cine.ts'
import { createPanes } from './panes/panes-store.ts'
import { createViewportRegistry } from './panes/viewport-registry.ts'
import { browserStorage, createPreferences } from './preferences.ts'
import { ErrorBoundary } from './errors/error-boundary.tsx'
import { createPageFailures, followUncaught } from './notices/page-failures.ts'
import { AppShell } from './shell/app-shell.tsx'
import { countRequests } from './status/request-counter.ts'
import './styles/base.css'

/** Holds a lumbar study whole: some 100 images of 512 x 512 in 16 bits are 52 MB. */
const PIXEL_BUDGET_BYTES = 160e6

/** Draws the reading desk into `root` and returns its session. */
export function mountApp(root: HTMLElement, ports: SessionPorts, site: Site): Session {
  const session = createSession(ports)
  const preferences = createPreferences(browserStorage(), site.settings)
  const { layout, mode, isPrivate } = preferences.getState()
  const desk: Desk = {
    session,
    preferences,
    panes: createPanes(usualLayout(pageSize(), layout, false)),
    pixels: createPixelCache({
      fetch: (signal, imageId) =>
        ports.study.pixels(signal, imageId, session.select.study(session.store.getState())?.opening),
      budgetBytes: PIXEL_BUDGET_BYTES,
    }),
    viewports: createViewportRegistry(),
    failures: createPageFailures(),
    requests: countRequests(location.origin),
    site,
    pick: (kind) => {
      root.querySelector<HTMLInputElement>(`input[data-pick=${kind}]`)?.click()
      void session.warmUp() // the engine starts while the reader looks for the folder
    },
  }
  followUncaught(window, desk.failures, session.store)
  session.setMode(mode)
  session.setPrivate(isPrivate)
  followReaderName(session, preferences)
  followSession(desk)
  followLayout(desk)
  playCine(desk)
  const page = createRoot(root)
  followLanguage(
    preferences,
    (language) => {
      page.render(
        <StrictMode>
          <DeskContext value={desk}>
            <ErrorBoundary key={language} onBug={ports.onBug}>
              <AppShell />
            </ErrorBoundary>
          </DeskContext>
        </StrictMode>,
      )
    },
    (error) => desk.failures.show(failureOf(error, 'review.page-bug')),
  )
  return session
}

function followReaderName({ setReaderName }: Session, preferences: Desk['preferences']): void {
  setReaderName(preferences.getState().readerName)
  preferences.subscribe(({ readerName }) => setReaderName(readerName))
}

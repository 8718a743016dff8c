import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Diagnostic } from '../domain/diagnostic.ts'
import type { SiteSettings } from '../domain/site-settings.ts'
import type { Session } from '../review/session.ts'
import type { SessionState } from '../review/session-state.ts'
import type { PixelCache } from '../viewer/pixel-cache.ts'
import type { Panes, PanesState } from './panes/panes-store.ts'
import type { PageFailures } from './notices/page-failures.ts'
import type { Preferences } from './preferences.ts'
import type { RequestCounter } from './status/request-counter.ts'
import type { ViewportRegistry } from './panes/viewport-registry.ts'

/** The site that serves the page. */
export type Site = {
  readonly settings: SiteSettings
  /** What is wrong with its settings, its host or this browser. */
  readonly diagnostics: Promise<readonly Diagnostic[]>
}

/** Everything that the screens share: the reader's session and how its images hang. */
export type Desk = {
  readonly session: Session
  readonly panes: Panes
  readonly pixels: PixelCache
  readonly viewports: ViewportRegistry
  readonly preferences: StoreApi<Preferences>
  readonly failures: PageFailures
  readonly requests: RequestCounter
  readonly site: Site
  /** Opens the browser's folder or file picker. */
  readonly pick: (kind: 'folder' | 'files') => void
}

export const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === undefined) throw new Error('a screen was rendered outside the desk')
  return desk
}

export function useSessionState<T>(select: (state: SessionState) => T): T {
  return useStore(useDesk().session.store, select)
}

export function usePanes<T>(select: (state: PanesState) => T): T {
  return useStore(useDesk().panes.store, select)
}

export function usePreferences<T>(select: (preferences: Preferences) => T): T {
  return useStore(useDesk().preferences, select)
}

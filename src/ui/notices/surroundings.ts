import type { SessionState } from '../../review/session-state.ts'

declare const __APP_VERSION__: string

/**
 * The app, its host, the browser, the machine and the engine, for a report of what went wrong. Nothing of the patient: the
 * address goes without its query and fragment.
 */
export function surroundings(state: SessionState): Readonly<Record<string, string>> {
  const { engine } = state
  const heap = (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize
  return {
    app: __APP_VERSION__,
    time: new Date().toISOString(),
    address: location.origin + location.pathname,
    secure: String(globalThis.isSecureContext),
    browser: navigator.userAgent,
    cores: String(navigator.hardwareConcurrency),
    isolated: String(globalThis.crossOriginIsolated),
    engine: engine.kind === 'ready' ? `${engine.choice.backend} (${engine.choice.adapter})` : engine.kind,
    ...(engine.kind === 'ready' && engine.choice.because !== undefined && { because: engine.choice.because }),
    pack: state.packId,
    ...(state.reading?.engine && { packSha256: state.reading.engine.packSha256 }),
    stacks: state.studies.map(({ stacks }) => stacks.length).join(', '),
    skipped: String(state.skipped.length),
    ...(heap !== undefined && { heap: `${Math.round(heap / 1e6)} MB` }),
  }
}

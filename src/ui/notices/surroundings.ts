import type { SessionState } from '../../review/session-state.ts'

/** The browser, the machine and the engine, for a report of what went wrong. Nothing of the patient. */
export function surroundings(state: SessionState): Readonly<Record<string, string>> {
  const { engine } = state
  const heap = (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize
  return {
    browser: navigator.userAgent,
    cores: String(navigator.hardwareConcurrency),
    isolated: String(globalThis.crossOriginIsolated),
    engine: engine.kind === 'ready' ? `${engine.choice.backend} (${engine.choice.adapter})` : engine.kind,
    ...(engine.kind === 'ready' && engine.choice.because !== undefined && { because: engine.choice.because }),
    pack: state.packId,
    stacks: state.studies.map(({ stacks }) => stacks.length).join(', '),
    skipped: String(state.skipped.length),
    ...(heap !== undefined && { heap: `${Math.round(heap / 1e6)} MB` }),
  }
}

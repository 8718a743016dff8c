import { useSyncExternalStore } from 'react'
import { countDecided } from '../../review/cells.ts'
import type { EngineStatus, SessionState } from '../../review/session-state.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { panels } from '../shell/panels-store.ts'
import { WORDS } from '../../words/words.ts'
import { bytesInWords } from '../../words/numbers.ts'
import './status-bar.css'

/** The line at the bottom: what runs, on what, and that nothing leaves. */
export function StatusBar() {
  const { requests, session } = useDesk()
  const { elsewhere, own } = useSyncExternalStore(requests.subscribe, requests.getState)
  const engine = useSessionState((state) => state.engine)
  const work = useSessionState(workInWords)
  const share = useSessionState(workShare)
  const packId = useSessionState((state) => state.packId)
  const hasStudy = useSessionState(({ studyUid }) => studyUid !== undefined)
  const decided = useSessionState(({ history }) => countDecided(history.present))
  const keeping = useSessionState(keepingInWords)
  return (
    <footer className="status-bar">
      <div className="status-work">
        {work !== undefined && (
          <>
            <div className="status-progress" role="status" aria-label={WORDS.status.progress}>
              {work}
            </div>
            <span className="status-track" aria-hidden="true">
              <span className="status-fill" style={{ inlineSize: `${Math.round(share * 100)}%` }} />
            </span>
            <button type="button" className="button" data-quiet onClick={session.cancel}>
              {WORDS.status.cancel}
            </button>
          </>
        )}
      </div>
      <span className="status-notice">{WORDS.researchUse}</span>
      {hasStudy && <span>{WORDS.findings.decided(decided)}</span>}
      {keeping !== undefined && <span>{keeping}</span>}
      <span title={engineExplained(engine)}>{engineInWords(engine)}</span>
      <button
        type="button"
        className="status-pack"
        title={WORDS.pack.models}
        onClick={() => panels.show('models')}
      >
        {packId}
      </button>
      <span data-alarm={elsewhere > 0} title={WORDS.status.requestsExplained(own)}>
        {WORDS.status.requests(elsewhere)}
      </span>
    </footer>
  )
}

function workInWords({ opening, analysing }: SessionState): string | undefined {
  if (opening) {
    return WORDS.status.opening(
      opening.filesDone,
      opening.filesFound,
      bytesInWords(opening.bytes, WORDS.locale),
      Math.round(opening.filesPerSecond),
    )
  }
  if (!analysing) return undefined
  const step = WORDS.status.step(analysing.done, analysing.of)
  return [WORDS.status.stages[analysing.stage], step].filter((part) => part !== '').join(', ')
}

function workShare({ opening, analysing }: SessionState): number {
  if (opening) return opening.filesFound === 0 ? 0 : opening.filesDone / opening.filesFound
  return analysing === undefined || analysing.of === 0 ? 0 : analysing.done / analysing.of
}

function keepingInWords({ isPrivate, saveFailure, history }: SessionState): string | undefined {
  if (isPrivate) return WORDS.status.private
  if (saveFailure) return WORDS.status.notKept
  return history.past.length > 0 ? WORDS.status.saving : undefined
}

function engineInWords(engine: EngineStatus): string {
  switch (engine.kind) {
    case 'idle':
      return WORDS.status.engineIdle
    case 'starting':
      return WORDS.status.engineStarting
    case 'failed':
      return WORDS.status.engineFailed
    case 'ready':
      return WORDS.status.backends[engine.choice.backend]
  }
}

function engineExplained(engine: EngineStatus): string | undefined {
  if (engine.kind === 'failed') return engine.diagnostic.code
  if (engine.kind !== 'ready') return undefined
  return [engine.choice.adapter, engine.choice.because].filter((part) => part !== undefined).join('. ')
}

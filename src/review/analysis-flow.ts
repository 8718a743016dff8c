import { diagnose } from '../domain/diagnostic.ts'
import { levelsUnder } from '../domain/finding.ts'
import type { Analysis, LocatedLevel } from '../domain/finding.ts'
import type { Level } from '../domain/level.ts'
import type { AnalysisProgress } from '../domain/progress.ts'
import { failureOf } from './failure-of.ts'
import { runLatest } from './run-latest.ts'
import type { SessionPorts } from './reader-ports.ts'
import { movedLevels } from './selectors.ts'
import type { Selectors } from './selectors.ts'
import type { Reading, SessionState, SessionStore } from './session-state.ts'

export function createAnalysisFlow(store: SessionStore, ports: SessionPorts, select: Selectors) {
  const run = runLatest()
  const warmUp = new AbortController()

  /** Reads the study on screen; with `levels`, at the levels that the reader gives instead of the localizer's. */
  function analyse(levels?: readonly LocatedLevel[]): void {
    const state = store.getState()
    const study = select.study(state)
    if (study === undefined) return
    const { shift } = state.history.present
    const blank: Reading = { ...NOTHING_READ, shift, levels: levels ?? [] }
    store.setState({
      analysing: { stage: 'loading-pack', done: 0, of: 1 },
      analysisFailure: undefined,
      reading: blank,
      ...(levels === undefined && { located: undefined }),
    })
    const request = { study, roles: select.roles(state), packId: state.packId, ...(levels && { levels }) }
    run.start(async (signal, isCurrent) => {
      const result = await ports.analysis.analyse(signal, request, (progress) => {
        if (isCurrent())
          store.setState((now) => progressed(now.reading ?? blank, progress, levels === undefined))
      })
      if (!isCurrent()) return
      if (!result.ok) store.setState({ analysing: undefined, analysisFailure: result.diagnostic })
      else store.setState(completed(result.value, shift, levels === undefined))
    }, failWithBug)
  }

  /**
   * Grades again at the levels alone whose place changed since they were read; what stands elsewhere stays. All levels are
   * read where the names changed too, or nothing has been read yet.
   */
  function analyseMoved(): void {
    const state = store.getState()
    const study = select.study(state)
    const { reading } = state
    const levels = select.levels(state)
    if (study === undefined || state.opening !== undefined) return
    if (reading?.complete !== true || reading.shift !== state.history.present.shift) {
      if (levels.length > 0 && state.analysing === undefined) analyse(levels)
      return
    }
    const only = movedLevels(levels, reading.levels)
    if (only.length === 0) return
    store.setState({ analysing: { stage: 'loading-pack', done: 0, of: 1 }, analysisFailure: undefined })
    const request = { study, roles: select.roles(state), packId: state.packId, levels, only }
    run.start(async (signal, isCurrent) => {
      const result = await ports.analysis.analyse(signal, request, (progress) => {
        if (isCurrent() && progress.kind === 'stage') store.setState(progressed(reading, progress, false))
      })
      if (!isCurrent()) return
      if (!result.ok) store.setState({ analysing: undefined, analysisFailure: result.diagnostic })
      else store.setState({ analysing: undefined, reading: withLevels(reading, result.value, only) })
    }, failWithBug)
  }

  function failWithBug(error: unknown): void {
    const analysisFailure = failureOf(error, 'review.analysis-bug')
    store.setState({ analysing: undefined, analysisFailure })
    ports.onBug(error)
  }

  return {
    analyse: () => analyse(),

    /** Grades again at the levels as the reader has them now. */
    analyseAtLevels: () => analyse(select.levels(store.getState())),

    stop: () => {
      run.cancel()
      store.setState({ analysing: undefined })
    },

    analyseMoved,

    /** Starts the runtime while nobody waits for it. */
    warmUp: async () => {
      if (store.getState().engine.kind !== 'idle') return
      store.setState({ engine: { kind: 'starting' } })
      try {
        const result = await ports.analysis.warmUp(warmUp.signal, store.getState().packId)
        store.setState({
          engine: result.ok
            ? { kind: 'ready', choice: result.value }
            : { kind: 'failed', diagnostic: result.diagnostic },
        })
      } catch (error) {
        const diagnostic = failureOf(error, 'review.engine-bug')
        store.setState({ engine: { kind: 'failed', diagnostic } })
        ports.onBug(error)
      }
    },
  }
}

const NOTHING_READ: Reading = {
  levels: [],
  findings: [],
  measurements: [],
  discFindings: [],
  diagnostics: [],
  engine: undefined,
  complete: false,
  shift: 0,
}

/** What changes when the analysis says how far it is. */
function progressed(reading: Reading, progress: AnalysisProgress, locates: boolean) {
  switch (progress.kind) {
    case 'stage':
      return { analysing: { stage: progress.stage, done: progress.done, of: progress.of } }
    case 'levels':
      return {
        reading: { ...reading, levels: progress.levels },
        ...(locates && { located: { levels: progress.levels, shift: reading.shift } }),
      }
    case 'findings': {
      const others = reading.findings.filter(({ level }) => level !== progress.level)
      return { reading: { ...reading, findings: [...others, ...progress.findings] } }
    }
    case 'measurements':
      return { reading: { ...reading, measurements: progress.measurements } }
    case 'engine-changed': {
      const changed = diagnose('review.engine-changed', 'warning', '', {
        from: progress.from,
        to: progress.to,
        because: progress.because,
      })
      return { reading: { ...reading, diagnostics: [...reading.diagnostics, changed] } }
    }
  }
}

/** The reading with some levels read anew; what was said about the others stays. */
function withLevels(reading: Reading, anew: Analysis, only: readonly Level[]): Reading {
  const merged = <T extends { readonly level: Level }>(
    before: readonly T[],
    now: readonly T[],
    under = ({ level }: T): readonly Level[] => [level],
  ) => {
    const isAnew = (entry: T) => under(entry).some((level) => only.includes(level))
    return [...before.filter((entry) => !isAnew(entry)), ...now.filter(isAnew)]
  }
  return {
    ...reading,
    levels: merged(reading.levels, anew.levels),
    findings: merged(reading.findings, anew.findings),
    measurements: merged(reading.measurements, anew.measurements, levelsUnder),
    discFindings: merged(reading.discFindings, anew.discFindings),
  }
}

/** What changes when the analysis is complete. What was said on the way, such as a change of engine, stays said. */
function completed(analysis: Analysis, shift: number, locates: boolean) {
  const { backend, adapter } = analysis.engine
  return (now: Pick<SessionState, 'reading' | 'engine'>) => ({
    analysing: undefined,
    reading: {
      ...analysis,
      diagnostics: [...(now.reading?.diagnostics ?? []), ...analysis.diagnostics],
      complete: true,
      shift,
    } satisfies Reading,
    engine: {
      kind: 'ready' as const,
      choice: {
        backend,
        adapter,
        because: now.engine.kind === 'ready' ? now.engine.choice.because : undefined,
      },
    },
    ...(locates && { located: { levels: analysis.levels, shift } }),
  })
}

import { describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { Cancelled } from '../../src/domain/cancel.ts'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { fail, succeed } from '../../src/domain/result.ts'
import { createOpeningFlow } from '../../src/review/opening-flow.ts'
import type { StructuredReport } from '../../src/domain/structured-report.ts'
import type { StudyPort } from '../../src/review/ports.ts'
import type { SessionPorts } from '../../src/review/reader-ports.ts'
import { createSelectors } from '../../src/review/selectors.ts'
import { initialState } from '../../src/review/session-state.ts'
import type { SessionState } from '../../src/review/session-state.ts'
import { study } from './fixtures.ts'

const named = (path: string) => ({ path, file: new Blob(['x']) })
const GAP = diagnose('series.missing-slices', 'warning', 'T2', {
  afterImage: 4,
  atMm: 16,
  gapMm: 40,
  usualMm: 4,
  missing: 9,
})

/** A study of which 30 of 96 files are read; the drop "large" stays there until it is stopped, "empty" fails, others open. */
function begin() {
  const [stack, ...others] = study().stacks
  const half = { ...study(), stacks: [{ ...stack!, diagnostics: [GAP] }, ...others] }
  const other = { ...half, studyInstanceUid: '1.2.3.4' }
  const open: StudyPort['open'] = (signal, files, onProgress) => {
    if (files[0]?.path === 'empty') return Promise.resolve(fail(diagnose('study.empty', 'error')))
    if (files[0]?.path === 'two') {
      const reports = [{ path: 'review.dcm' } as StructuredReport]
      return Promise.resolve(succeed({ studies: [half, other], reports, skipped: [] }))
    }
    if (files[0]?.path !== 'large') {
      return Promise.resolve(succeed({ studies: [half], reports: [], skipped: [] }))
    }
    onProgress({ kind: 'study', studies: [half] })
    onProgress({ kind: 'reading', filesDone: 30, filesFound: 96, bytes: 1, filesPerSecond: 1 })
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Cancelled('cancelled')))
    })
  }
  const onReports = vi.fn()
  const store = createStore<SessionState>(() => initialState('pack'))
  const onBug = (error: unknown) => {
    throw error
  }
  const flow = createOpeningFlow(store, { study: { open }, onBug } as unknown as SessionPorts, {
    stopAnalysis: () => undefined,
    onStudy: () => undefined,
    onReports,
    onOpened: () => undefined,
    takePacks: (_signal, files) => Promise.resolve(files),
  })
  const select = createSelectors()
  const said = () => select.diagnostics(store.getState())
  const halfRead = async () => {
    flow.openFiles([named('large')])
    await vi.waitFor(() => expect(store.getState().opening?.filesDone).toBe(30))
  }
  const closed = () => vi.waitFor(() => expect(store.getState().opening).toBeUndefined())
  return { flow, store, said, halfRead, closed, onReports, other }
}

const PARTLY_READ = { code: 'review.partly-read', fields: { filesDone: 30, filesFound: 96 } }

describe('a study of which a part is read', () => {
  it('says nothing of gaps while the rest is read, nor once reading was stopped, but then that it was', async () => {
    const { flow, said, halfRead } = begin()
    await halfRead()
    expect(said()).toEqual([])
    flow.stopOpening()
    expect(said()).toMatchObject([PARTLY_READ])
  })

  it('says so too when another drop took over and failed', async () => {
    const { flow, said, halfRead, closed } = begin()
    await halfRead()
    flow.openFiles([named('empty')])
    await closed()
    expect(said()).toMatchObject([PARTLY_READ])
  })

  it('is forgotten once a drop is read whole, whose gaps are said again', async () => {
    const { flow, said, halfRead, closed } = begin()
    await halfRead()
    flow.stopOpening()
    flow.openFiles([named('whole')])
    await closed()
    expect(said()).toEqual([GAP])
  })
})

describe('another study of the same drop', () => {
  it('is offered the reports that came with it', async () => {
    const { flow, store, closed, onReports, other } = begin()
    flow.openFiles([named('two')])
    await closed()
    onReports.mockClear()
    flow.chooseStudy(other.studyInstanceUid)
    expect(store.getState().studyUid).toBe(other.studyInstanceUid)
    expect(onReports).toHaveBeenCalledExactlyOnceWith([{ path: 'review.dcm' }])
  })
})

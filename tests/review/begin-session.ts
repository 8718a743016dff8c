import { expect, vi } from 'vitest'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { fail, succeed } from '../../src/domain/result.ts'
import type { AnalysisPort, StudyPort } from '../../src/review/ports.ts'
import type { ReviewsPort, SavedReview, SessionPorts } from '../../src/review/reader-ports.ts'
import { createSession } from '../../src/review/session.ts'
import { phaseOf } from '../../src/review/session-state.ts'
import { analysis, graded, study, NO_REPORTS_WRITTEN } from './fixtures.ts'

/** The cell that the sessions of these tests have a grade for. */
export const CANAL = 'l4_l5/spinal_canal_stenosis'
export const FILE = { path: 'a.dcm', file: new Blob(['x']) }

/** Reviews kept in memory, to be looked into. */
export function memoryReviews(): ReviewsPort & { readonly kept: Map<string, SavedReview> } {
  const kept = new Map<string, SavedReview>()
  return {
    kept,
    load: (uid) =>
      Promise.resolve(
        succeed({
          reviews: [...kept.values()].filter(({ studyInstanceUid }) => studyInstanceUid === uid),
          unreadable: [],
        }),
      ),
    save: (review, goesOnFrom) => {
      const before = kept.get(review.key)
      if (before !== undefined && !goesOnFrom.includes(before.savedAt)) {
        kept.set(`${before.key}|${before.savedAt}`, { ...before, key: `${before.key}|${before.savedAt}` })
      }
      kept.set(review.key, structuredClone(review))
      return Promise.resolve(succeed(null))
    },
    list: () => Promise.resolve(succeed({ reviews: [...kept.values()], unreadable: [] })),
    remove: (key) => Promise.resolve(succeed((kept.delete(key), null))),
    removeAll: () => Promise.resolve(succeed((kept.clear(), null))),
  }
}

let milliseconds = 0
/** A clock that goes on by a millisecond whenever it is asked. */
function tick(): string {
  return new Date(Date.UTC(2026, 0, 1, 9) + milliseconds++).toISOString()
}

/** A session over ports that answer at once; `changes` replaces some of them. */
export function begin(changes: Partial<SessionPorts> = {}) {
  const studyPort: StudyPort = {
    open: () => Promise.resolve(succeed({ studies: [study()], reports: [], skipped: [] })),
    openSample: () => Promise.resolve(succeed({ studies: [study('sample')], reports: [], skipped: [] })),
    pixels: (_signal, imageId) => Promise.resolve(fail(diagnose('study.image-not-open', 'error', imageId))),
  }
  const analysisPort: AnalysisPort = {
    warmUp: () => Promise.resolve(succeed({ backend: 'wasm', adapter: 'test', because: undefined })),
    analyse: (_signal, { levels }) =>
      Promise.resolve(
        succeed({ ...analysis({ [CANAL]: graded('severe', 0.9) }), ...(levels && { levels }) }),
      ),
  }
  const reviews = memoryReviews()
  const session = createSession({
    study: studyPort,
    analysis: analysisPort,
    export: NO_REPORTS_WRITTEN,
    reviews,
    packs: {
      list: () => Promise.resolve(succeed([])),
      take: (_signal, files) => Promise.resolve({ packs: [], rest: files }),
      complete: (_signal, key) =>
        Promise.resolve(fail(diagnose('pack.needs-localizer', 'error', key, { pack: key, donor: '' }))),
    },
    packId: 'pack',
    now: tick,
    onBug: (error) => {
      throw error
    },
    ...changes,
  })
  const phase = () => phaseOf(session.store.getState())
  const until = (wanted: string) => vi.waitFor(() => expect(phase()).toBe(wanted))
  const cell = (key: string) =>
    session.select.cells(session.store.getState()).find((candidate) => candidate.key === key)!
  return { session, reviews, phase, until, cell, studyPort, analysisPort }
}

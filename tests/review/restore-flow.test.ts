import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { diagnose } from '../../src/domain/diagnostic.ts'
import type { RestoredReview } from '../../src/domain/restored-review.ts'
import type { Stack } from '../../src/domain/study.ts'
import { fail, succeed } from '../../src/domain/result.ts'
import type { StructuredReport } from '../../src/domain/structured-report.ts'
import type { SessionPorts } from '../../src/review/reader-ports.ts'
import { createRestoreFlow, markedImageIds } from '../../src/review/restore-flow.ts'
import { initialState } from '../../src/review/session-state.ts'
import type { SessionState } from '../../src/review/session-state.ts'

const REVIEW: RestoredReview = {
  studyInstanceUid: 'study',
  writtenAt: '2026-03-04T16:20:05+01:00',
  readerName: undefined,
  decisions: {},
  notes: { 'l4_l5/spinal_canal_stenosis': 'noted' },
  edits: {},
  anatomy: 'usual',
  renamedBy: 0,
  markedImages: [],
}
const READ: Readonly<Record<string, RestoredReview>> = {
  'mine.dcm': REVIEW,
  'later.dcm': { ...REVIEW, writtenAt: '2026-03-05T08:00:00+01:00' },
  'other.dcm': { ...REVIEW, studyInstanceUid: 'another' },
  'untouched.dcm': { ...REVIEW, notes: {} },
}

async function offered(...paths: readonly string[]): Promise<SessionState> {
  const store = createStore<SessionState>(() => ({ ...initialState('pack'), studyUid: 'study' }))
  const restore = ({ path }: StructuredReport) => {
    const review = READ[path]
    return Promise.resolve(review ? succeed(review) : fail(diagnose('report.not-a-cauda-report', 'error')))
  }
  const { offerReports } = createRestoreFlow(store, { export: { restore } } as unknown as SessionPorts)
  await offerReports(paths.map((path) => ({ path }) as StructuredReport))
  return store.getState()
}

describe('reports among the files', () => {
  it('offer the review of this study that was written last', async () => {
    expect((await offered('later.dcm', 'mine.dcm')).restorable).toBe(READ['later.dcm'])
  })

  it('are named where there is nothing to take up', async () => {
    const { restorable, otherReports } = await offered('other.dcm', 'untouched.dcm', 'foreign.dcm')
    expect(restorable).toBeUndefined()
    expect(otherReports).toEqual([
      { path: 'other.dcm', kind: 'other-study' },
      { path: 'untouched.dcm', kind: 'no-reader' },
      { path: 'foreign.dcm', kind: 'foreign' },
    ])
  })
})

describe('markedImageIds', () => {
  it('finds the marked frames again', () => {
    const images = [
      { id: 'a#1', sopInstanceUid: 'a', frameNumber: 1 },
      { id: 'a#2', sopInstanceUid: 'a', frameNumber: 2 },
    ]
    const markedImages = [{ sopInstanceUid: 'a', frameNumber: 2 }]
    const stacks = [{ seriesInstanceUid: 's', images }] as unknown as Stack[]
    expect(markedImageIds({ ...REVIEW, markedImages }, stacks)).toEqual(['a#2'])
  })

  it('finds one image, not those that share its UID in other series', () => {
    const stacks = ['s', 't', 'u'].map((seriesInstanceUid) => ({
      seriesInstanceUid,
      images: [{ id: `${seriesInstanceUid}/a#1`, sopInstanceUid: 'a', frameNumber: 1 }],
    })) as unknown as Stack[]
    const markedImages = [{ seriesInstanceUid: 't', sopInstanceUid: 'a', frameNumber: 1 }]
    expect(markedImageIds({ ...REVIEW, markedImages }, stacks)).toEqual(['t/a#1'])
  })
})

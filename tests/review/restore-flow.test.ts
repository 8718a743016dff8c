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
import { createSelectors } from '../../src/review/selectors.ts'
import type { DicomDataSet } from '../../src/dicom/encoding.ts'
import { study } from './fixtures.ts'

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
  'other-name.dcm': REVIEW,
  'other-id.dcm': REVIEW,
  'no-name.dcm': REVIEW,
  'untouched.dcm': { ...REVIEW, notes: {} },
}

async function offered(...paths: readonly string[]): Promise<SessionState> {
  const store = createStore<SessionState>(() => ({
    ...initialState('pack'),
    studyUid: 'study',
    studies: [{ ...study('study'), patientName: 'DOE^JANE' }],
  }))
  const restore = ({ path }: StructuredReport) => {
    const review = READ[path]
    return Promise.resolve(review ? succeed(review) : fail(diagnose('report.not-a-cauda-report', 'error')))
  }
  const ports = { export: { restore } } as unknown as SessionPorts
  const { offerReports } = createRestoreFlow(store, ports, createSelectors())
  const dataSets: Readonly<Record<string, DicomDataSet>> = {
    'other-name.dcm': { PatientID: 'P1', PatientName: 'DOE^JOHN' },
    'other-id.dcm': { PatientID: 'P2', PatientName: 'DOE^JANE' },
    'no-name.dcm': { PatientID: '', PatientName: '' },
  }
  const SAME = { PatientID: 'p1 ', PatientName: 'Doe^Jane^^' }
  await offerReports(paths.map((path) => ({ path, dataSet: dataSets[path] ?? SAME }) as StructuredReport))
  return store.getState()
}

describe('reports among the files', () => {
  it('offer the review of this study that was written last', async () => {
    expect((await offered('later.dcm', 'mine.dcm')).restorable).toBe(READ['later.dcm'])
  })

  it('are not offered on another patient under the same UID, but are where they name nobody', async () => {
    const { restorable, otherReports } = await offered('other-name.dcm', 'other-id.dcm')
    expect(restorable).toBeUndefined()
    expect(otherReports).toEqual([
      { path: 'other-name.dcm', kind: 'other-patient' },
      { path: 'other-id.dcm', kind: 'other-patient' },
    ])
    expect((await offered('no-name.dcm')).restorable).toBe(READ['no-name.dcm'])
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

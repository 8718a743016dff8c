import { describe, expect, it } from 'vitest'
import { readSavedReview } from '../../src/review/read-saved-review.ts'
import { aDecision } from '../a-decision.ts'
import { begin, CANAL, FILE } from './begin-session.ts'

/** As Cauda 0.2.0 stored it in IndexedDB. */
const OF_0_2 = {
  schemaVersion: 1,
  key: '1.2.3|cauda-lumbar-1',
  studyInstanceUid: '1.2.3',
  packId: 'cauda-lumbar-1',
  savedAt: '2026-11-21T14:02:00.000Z',
  studyDate: '2026-11-20',
  studyDescription: undefined,
  isSimulated: false,
  document: {
    decisions: {
      'l4_l5/spinal_canal_stenosis': {
        grade: 'moderate',
        proposed: 'severe',
        at: '2026-11-21T14:00:00.000Z',
        reading: 'blind',
      },
      'l1_l2/spinal_canal_stenosis': {
        grade: 'not_assessed',
        proposed: undefined,
        at: '2026-11-21T14:01:00.000Z',
      },
    },
    notes: { 'l4_l5/spinal_canal_stenosis': 'motion' },
    beyond: { '5/left_subarticular_stenosis': { note: 'below' } },
    shift: -1,
    placed: {
      l5_s1: {
        level: 'l5_s1',
        centre: [1, -20, -74],
        imageId: '1.2.3.4#1',
        stackId: '1.2.3/1',
        boxPx: [1, 2, 3, 4],
        confidence: 1,
      },
    },
    anatomy: 'l6',
    roles: { sagittal_t2: ['1.2.3/1'] },
    annotations: [
      {
        id: 'a',
        kind: 'length',
        imageId: '1.2.3.4#1',
        points: [
          [1, 2],
          [3, 4],
        ],
        quantities: [
          { name: 'length', value: 6.1, unit: 'mm', uncertainty: 0.2 },
          { name: 'mean', value: Number.NaN, unit: '', uncertainty: undefined },
        ],
        text: '',
      },
    ],
    keyImages: ['1.2.3.4#1'],
    edits: { impression: { text: 'Mine.', basis: 'L4/L5 severe', at: '2026-11-21T14:01:30.000Z' } },
  },
  revealed: { 'l4_l5/spinal_canal_stenosis': '2026-11-21T14:00:30.000Z' },
  compared: [{ cell: 'l4_l5/spinal_canal_stenosis', model: 'severe', reader: 'moderate', reading: 'blind' }],
}

describe('readSavedReview', () => {
  it('takes up a review of 0.2.0: nobody’s name and no place are made up, everything else stays', () => {
    expect(readSavedReview(structuredClone(OF_0_2))).toEqual({
      ...OF_0_2,
      schemaVersion: 2,
      seen: {},
      document: {
        ...OF_0_2.document,
        decisions: {
          'l4_l5/spinal_canal_stenosis': {
            reader: undefined,
            grade: 'moderate',
            proposed: 'severe',
            at: '2026-11-21T14:00:00.000Z',
            mode: 'blind',
            place: undefined,
          },
          'l1_l2/spinal_canal_stenosis': {
            reader: undefined,
            grade: 'not_assessed',
            proposed: undefined,
            at: '2026-11-21T14:01:00.000Z',
            place: undefined,
          },
        },
      },
    })
  })

  it('takes up a review of 0.1.0, which knew no series roles and no words of the reader', () => {
    const { decisions, notes, shift, anatomy } = OF_0_2.document
    const older = { ...OF_0_2, document: { decisions, notes, shift, anatomy }, compared: undefined }
    expect(readSavedReview(older)?.document).toMatchObject({
      shift: -1,
      placed: {},
      roles: {},
      annotations: [],
      edits: {},
    })
  })

  it('gives back what this version stores, as it is', async () => {
    const { session, reviews, until } = begin()
    session.setReaderName('Dr. Ada Lind')
    session.openFiles([FILE])
    await until('analysed')
    session.decide(CANAL, 'moderate')
    session.annotate(CANAL, 'seen')
    session.shiftAllLevels(1)
    await session.saved()
    const [kept] = reviews.kept.values()
    expect(readSavedReview(kept)).toEqual(kept)
    expect(kept?.document.decisions['l5_s1/spinal_canal_stenosis']).toMatchObject({ reader: 'Dr. Ada Lind' })
  })

  it.each([
    ['nothing', undefined],
    ['another thing', 'review'],
    ['a later version', { ...OF_0_2, schemaVersion: 3 }],
    ['an unknown grade', withDecision({ ...aDecision('severe'), grade: 'huge' })],
    ['a decision without a time', withDecision({ ...aDecision('severe'), at: undefined })],
    ['a place that is none', withDecision({ ...aDecision('severe'), place: [1, 2, Number.NaN] })],
  ])('refuses %s', (_what, stored) => {
    expect(readSavedReview(stored)).toBeUndefined()
  })
})

function withDecision(decision: object): object {
  const decisions = { 'l4_l5/spinal_canal_stenosis': decision }
  return { ...OF_0_2, schemaVersion: 2, document: { ...OF_0_2.document, decisions } }
}

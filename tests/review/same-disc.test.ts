import { describe, expect, it } from 'vitest'
import type { Decisions } from '../../src/domain/decision.ts'
import { LEVELS } from '../../src/domain/level.ts'
import { succeed } from '../../src/domain/result.ts'
import type { RestoredReview } from '../../src/domain/restored-review.ts'
import type { Study } from '../../src/domain/study.ts'
import { followDiscs, strayLevels } from '../../src/review/same-disc.ts'
import { aDecision } from '../a-decision.ts'
import { begin, FILE } from './begin-session.ts'
import { located, NO_REPORTS_WRITTEN, study } from './fixtures.ts'

/** Five discs 35 mm apart, L1/L2 at z = 100. */
const DISCS = LEVELS.map((level) => located(level))
const CANAL = 'l4_l5/spinal_canal_stenosis'
const severe = aDecision('severe', { place: [0, 0, -5] })

describe('decisions after discs were placed', () => {
  it('go with the disc that they were made on to its new name, their notes with them', () => {
    const above = LEVELS.map((level, index) => ({
      ...located(level),
      centre: [0, 2, 65 - index * 35] as const,
    }))
    const moved = followDiscs({ decisions: { [CANAL]: severe }, notes: { [CANAL]: 'crowded' } }, above)
    expect(moved).toEqual({
      decisions: { 'l3_l4/spinal_canal_stenosis': severe },
      notes: { 'l3_l4/spinal_canal_stenosis': 'crowded' },
    })
  })

  it('stay where the disc was moved by less than 12 mm, has no other at its place, or has no known place', () => {
    const stays = (decisions: Decisions, z: number) =>
      followDiscs({ decisions, notes: {} }, [
        ...DISCS.filter(({ level }) => level !== 'l4_l5'),
        { ...located('l4_l5'), centre: [0, 0, z] },
      ]).decisions
    expect(stays({ [CANAL]: severe }, 5)).toEqual({ [CANAL]: severe })
    expect(stays({ [CANAL]: severe }, 15)).toEqual({ [CANAL]: severe })
    const unplaced = aDecision('severe')
    expect(stays({ [CANAL]: unplaced }, 15)).toEqual({ [CANAL]: unplaced })
  })

  it('meet in a cell: the nearer has it', () => {
    const far = aDecision('moderate', { place: [0, 0, 20] })
    const discs = [located('l3_l4'), { ...located('l4_l5'), centre: [0, 0, 24] as const }]
    const decisions = {
      [CANAL]: far,
      'l3_l4/spinal_canal_stenosis': aDecision('severe', { place: [0, 0, 25] }),
    }
    const after = followDiscs({ decisions, notes: {} }, [discs[1]!])
    expect(after.decisions).toEqual({ [CANAL]: decisions['l3_l4/spinal_canal_stenosis'] })
  })
})

describe('a review on other discs', () => {
  it('is told level by level, with the distance', () => {
    const decisions = {
      [CANAL]: aDecision('severe', { place: [0, 0, 11] }),
      'l1_l2/spinal_canal_stenosis': aDecision('severe', { place: [0, 3, 100] }),
    }
    expect(strayLevels(decisions, DISCS)).toEqual([{ level: 'l4_l5', place: [0, 0, 11], apartMm: 16 }])
    expect(strayLevels(decisions, [located('l1_l2')])).toMatchObject([{ level: 'l4_l5', apartMm: undefined }])
  })

  it('is restored on its own discs or by name, as the reader says', async () => {
    const restored: RestoredReview = {
      studyInstanceUid: '1.2.3',
      writtenAt: '2026-01-01T09:00:00+01:00',
      readerName: 'Dr. Ada Lind',
      decisions: { [CANAL]: aDecision('severe', { place: [0, 0, 11] }) },
      notes: {},
      edits: {},
      anatomy: 'usual',
      renamedBy: 0,
      markedImages: [],
    }
    const shown = withImage(study())
    const desk = async () => {
      const { studyPort } = begin()
      const report = {
        path: 'report.sr.dcm',
        sopClassUid: '1.2.840.10008.5.1.4.1.1.88.33',
        sopInstanceUid: '1.2.9',
        seriesInstanceUid: '1.2.8',
        studyInstanceUid: '1.2.3',
        dataSet: {},
      }
      const made = begin({
        study: {
          ...studyPort,
          open: () => Promise.resolve(succeed({ studies: [shown], reports: [report], skipped: [] })),
        },
        export: { ...NO_REPORTS_WRITTEN, restore: () => Promise.resolve(succeed(restored)) },
      })
      made.session.openFiles([FILE])
      await made.until('analysed')
      return made
    }
    const centreOf = ({ session }: Awaited<ReturnType<typeof desk>>) =>
      session.select.levels(session.store.getState()).find(({ level }) => level === 'l4_l5')?.centre

    const byPlace = await desk()
    expect(byPlace.session.select.stray(byPlace.session.store.getState())).toMatchObject([
      { level: 'l4_l5', apartMm: 16 },
    ])
    byPlace.session.restoreReview('by-place')
    expect(centreOf(byPlace)).toEqual([0, 0, 11])
    const byName = await desk()
    byName.session.restoreReview('by-name')
    expect(centreOf(byName)).toEqual([0, 0, -5])
    expect(byName.cell(CANAL).decision?.grade).toBe('severe')
  })
})

/** The image that the fixture's levels were found on, a sagittal one. */
function withImage(plain: Study): Study {
  const [stack, ...others] = plain.stacks
  const image = {
    id: 'image#1',
    sopInstanceUid: '1.2.3.4',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
    frameNumber: 1,
    instanceNumber: 1,
    geometry: {
      position: [0, -100, 150],
      rowDirection: [0, 1, 0],
      columnDirection: [0, 0, -1],
      rowSpacingMm: 1,
      columnSpacingMm: 1,
      rows: 300,
      columns: 300,
    },
  } as unknown as Study['stacks'][number]['images'][number]
  return { ...plain, stacks: [{ ...stack!, images: [image] }, ...others] }
}

import { describe, expect, it, vi } from 'vitest'
import { succeed } from '../../src/domain/result.ts'
import type { ImagePixels, Study } from '../../src/domain/study.ts'
import type { StudyPort } from '../../src/review/ports.ts'
import { FAKE_STUDY } from '../ui/workbench/fake-study.ts'
import { begin, CANAL, FILE, memoryReviews } from './begin-session.ts'

/** A study of these UIDs whose images all have this grey value. */
type Opened = { readonly study: Study; readonly grey: number }

const ANN: Opened = { study: { ...FAKE_STUDY, patientId: 'P1', patientName: 'ANN' }, grey: 10 }
const BOB: Opened = { study: { ...FAKE_STUDY, patientId: 'P2', patientName: 'BOB' }, grey: 20 }

function pixels(grey: number): ImagePixels {
  const data = new Int16Array(16).fill(grey)
  return { columns: 4, rows: 4, data, slope: 1, intercept: 0, padding: undefined }
}

/** A session that opens these studies, one drop after the other; all have the same UIDs. */
function desk(drops: readonly Opened[], reviews = memoryReviews()) {
  const base = begin()
  const asked: (string | undefined)[] = []
  let opened = 0
  const study: StudyPort = {
    ...base.studyPort,
    open: () => {
      const { study: found } = drops[opened]!
      opened += 1
      return Promise.resolve(
        succeed({ studies: [{ ...found, opening: `opening ${opened}` }], reports: [], skipped: [] }),
      )
    },
    pixels: (_signal, _imageId, opening) => {
      asked.push(opening)
      return Promise.resolve(succeed(pixels(drops[Number(opening?.slice(8)) - 1]!.grey)))
    },
  }
  const made = begin({ study, reviews })
  const open = async () => {
    made.session.openFiles([FILE])
    await made.until('analysed')
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20))
  return { ...made, reviews, open, asked, settled }
}

async function reviewed(drop: Opened) {
  const { session, reviews, open } = desk([drop])
  await open()
  session.decide(CANAL, 'severe')
  session.annotate(CANAL, `of ${drop.study.patientName}`)
  await session.saved()
  return reviews
}

const notesOf = (reviews: ReturnType<typeof memoryReviews>) =>
  [...reviews.kept.values()].map(({ document }) => document.notes[CANAL])

describe('a study with the UIDs of another', () => {
  it.each([
    ['another patient', BOB],
    ['another patient with the same pixels', { ...BOB, grey: 10 }],
    ['another patient whom an anonymiser gave the same name', { ...ANN, grey: 20 }],
  ])('is not offered the work on the other one: %s', async (_, other) => {
    const reviews = await reviewed(ANN)
    const { session, open, settled } = desk([other], reviews)
    await open()
    await settled()
    expect(session.store.getState().earlier).toBeUndefined()
    expect(session.store.getState().saveFailure?.code).toBe('review.kept-of-another')
  })

  it('takes nothing over with a first grade, and overwrites nothing', async () => {
    const reviews = await reviewed(ANN)
    const { session, open, cell, settled } = desk([BOB], reviews)
    await open()
    await settled()
    session.decide('l1_l2/spinal_canal_stenosis', 'moderate')
    session.annotate(CANAL, 'of BOB')
    await session.saved()
    expect(cell(CANAL).decision).toBeUndefined()
    expect(notesOf(reviews)).toEqual(['of BOB', 'of ANN'])
  })

  it('gets its own work back after both were read', async () => {
    const reviews = await reviewed(ANN)
    const second = desk([BOB], reviews)
    await second.open()
    second.session.annotate(CANAL, 'of BOB')
    await second.session.saved()
    for (const drop of [ANN, BOB]) {
      const again = desk([drop], reviews)
      await again.open()
      await vi.waitFor(() => expect(again.session.store.getState().earlier).toBeDefined())
      expect(again.session.store.getState().earlier?.document.notes[CANAL]).toBe(
        `of ${drop.study.patientName}`,
      )
    }
  })

  it('is saved apart within one session, and its pixels are asked for by its opening', async () => {
    const { session, reviews, open, asked, settled } = desk([ANN, BOB])
    await open()
    session.annotate(CANAL, 'of ANN')
    await session.saved()
    await open()
    await settled()
    expect(session.store.getState().history.present.notes).toEqual({})
    expect(notesOf(reviews)).toEqual(['of ANN']) // and not an empty document in its place
    session.annotate(CANAL, 'of BOB')
    await session.saved()
    expect(notesOf(reviews)).toEqual(['of BOB', 'of ANN'])
    expect(new Set(asked)).toEqual(new Set(['opening 1', 'opening 2']))
  })
})

describe('the same study, opened again', () => {
  it('is offered the work on it', async () => {
    const { session, open } = desk([ANN], await reviewed(ANN))
    await open()
    await vi.waitFor(() => expect(session.store.getState().earlier?.document.notes[CANAL]).toBe('of ANN'))
  })

  it('keeps the work beside another version of the pack apart', async () => {
    const reviews = await reviewed(ANN)
    const [[key, review] = []] = reviews.kept
    reviews.kept.set(key!, { ...review!, packSha256: 'f'.repeat(64) })
    const { session, open } = desk([ANN], reviews)
    await open()
    await vi.waitFor(() => expect(session.store.getState().earlier).toBeDefined())
    session.continueEarlier()
    await session.saved()
    const packs = [...reviews.kept.values()].map(({ packSha256 }) => packSha256)
    expect(packs).toEqual(['0'.repeat(64), 'f'.repeat(64)])
  })

  it('is offered work that an older version kept without a fingerprint, and the offer can tell', async () => {
    const reviews = await reviewed(ANN)
    for (const [key, review] of reviews.kept) reviews.kept.set(key, { ...review, fingerprint: undefined })
    const { session, open } = desk([BOB], reviews)
    await open()
    await vi.waitFor(() => expect(session.store.getState().earlier).toBeDefined())
    expect(session.store.getState().earlier?.fingerprint).toBeUndefined()
  })
})

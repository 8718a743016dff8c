import { describe, expect, it, vi } from 'vitest'
import { diagnose } from '../../src/domain/diagnostic.ts'
import { fail } from '../../src/domain/result.ts'
import { begin, memoryReviews, CANAL, FILE } from './begin-session.ts'

describe('keeping', () => {
  it('offers earlier work on the same study and goes on with it', async () => {
    const reviews = memoryReviews()
    const first = begin({ reviews })
    first.session.openFiles([FILE])
    await first.until('analysed')
    first.session.confirm(CANAL)
    await first.session.saved()
    expect([...reviews.kept.keys()]).toEqual(['1.2.3|pack'])

    const second = begin({ reviews })
    second.session.openFiles([FILE])
    await second.until('analysed')
    expect(second.session.store.getState().earlier?.document.decisions[CANAL]?.grade).toBe('severe')
    second.session.continueEarlier()
    expect(second.cell(CANAL).decision?.grade).toBe('severe')
    second.session.undo()
    expect(second.cell(CANAL).decision).toBeUndefined()
  })

  it('takes earlier work up only when asked to, and loses neither', async () => {
    const reviews = memoryReviews()
    const first = begin({ reviews })
    first.session.openFiles([FILE])
    await first.until('analysed')
    first.session.confirm(CANAL)
    await first.session.saved()

    const second = begin({ reviews })
    second.session.openFiles([FILE])
    await second.until('analysed')
    await vi.waitFor(() => expect(second.session.store.getState().earlier).toBeDefined())
    second.session.decide('l1_l2/spinal_canal_stenosis', 'moderate')
    await second.session.saved()
    expect(second.session.store.getState().earlier).toBeDefined()
    expect(second.cell(CANAL).decision).toBeUndefined()
    const kept = () => [...reviews.kept.values()].map(({ document }) => Object.keys(document.decisions))
    expect(kept()).toEqual([['l1_l2/spinal_canal_stenosis'], ['l4_l5/spinal_canal_stenosis']])
    second.session.continueEarlier()
    expect(second.cell(CANAL).decision?.grade).toBe('severe')
    expect(second.cell('l1_l2/spinal_canal_stenosis').decision?.grade).toBe('moderate')
    second.session.undo()
    expect(second.cell(CANAL).decision).toBeUndefined()
    expect(second.cell('l1_l2/spinal_canal_stenosis').decision?.grade).toBe('moderate')
  })

  it('sets earlier work aside on request, which one undo takes back', async () => {
    const reviews = memoryReviews()
    const first = begin({ reviews })
    first.session.openFiles([FILE])
    await first.until('analysed')
    first.session.confirm(CANAL)
    await first.session.saved()
    const second = begin({ reviews })
    second.session.openFiles([FILE])
    await second.until('analysed')
    second.session.startAfresh()
    expect(second.cell(CANAL).decision).toBeUndefined()
    second.session.undo()
    expect(second.cell(CANAL).decision?.grade).toBe('severe')
  })

  it('keeps each reveal with its time, before anything is decided', async () => {
    const { session, reviews, until } = begin()
    session.openFiles([FILE])
    await until('analysed')
    session.setMode('reader-first')
    session.reveal(CANAL)
    await session.saved()
    const [kept] = [...reviews.kept.values()]
    expect(Object.keys(kept?.revealed ?? {})).toEqual(['l4_l5/spinal_canal_stenosis'])
    expect(kept?.revealed[CANAL]).toMatch(/^2026-01-01T/)
  })

  it('keeps nothing in private mode', async () => {
    const { session, reviews, until } = begin()
    session.setPrivate(true)
    session.openFiles([FILE])
    await until('analysed')
    session.confirm(CANAL)
    await session.saved()
    expect(reviews.kept.size).toBe(0)
  })

  it('says so at once when the browser refuses, and loses nothing on screen', async () => {
    const refusal = fail(
      diagnose('review.not-kept', 'error', '', { reason: 'QuotaExceededError', message: 'full' }),
    )
    const { session, until, cell } = begin({
      reviews: { ...memoryReviews(), save: () => Promise.resolve(refusal) },
    })
    session.openFiles([FILE])
    await until('analysed')
    session.confirm(CANAL)
    await session.saved()
    expect(session.store.getState().saveFailure?.code).toBe('review.not-kept')
    expect(cell(CANAL).decision?.grade).toBe('severe')
  })
})

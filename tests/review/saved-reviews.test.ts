import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { databaseName, savedReviews } from '../../src/review/saved-reviews.ts'
import type { SavedReview } from '../../src/review/reader-ports.ts'
import { EMPTY_DOCUMENT } from '../../src/review/review-document.ts'

let databases = 0
const freshName = () => `test ${databases++}`

function review(savedAt: string, note: string): SavedReview {
  return {
    schemaVersion: 2,
    key: '1.2.3|pack',
    studyInstanceUid: '1.2.3',
    packId: 'pack',
    fingerprint: undefined,
    packSha256: undefined,
    savedAt,
    studyDate: undefined,
    studyDescription: undefined,
    document: { ...EMPTY_DOCUMENT, notes: { 'l4_l5/spinal_canal_stenosis': note } },
    revealed: {},
    seen: {},
    compared: [],
  }
}

async function stored(name: string): Promise<Readonly<Record<string, unknown>>> {
  const db = await openDB(name)
  const all = (await db.getAll('reviews')) as { readonly key: string }[]
  db.close()
  return Object.fromEntries(all.map((one) => [one.key, one]))
}

async function put(name: string, record: unknown): Promise<void> {
  const db = await openDB(name)
  await db.put('reviews', record)
  db.close()
}

afterEach(() => vi.restoreAllMocks())

describe('saving a review', () => {
  it('replaces what it goes on from', async () => {
    const name = freshName()
    const reviews = savedReviews(name)
    await reviews.save(review('2026-01-01T10:00:00Z', 'first'), [])
    await reviews.save(review('2026-01-01T10:01:00Z', 'second'), ['2026-01-01T10:00:00Z'])
    expect(await stored(name)).toEqual({ '1.2.3|pack': review('2026-01-01T10:01:00Z', 'second') })
  })

  it('sets aside what it does not know, and puts it back in its place when it goes on from it', async () => {
    const name = freshName()
    const reviews = savedReviews(name)
    await reviews.save(review('2026-01-01T10:00:00Z', "another's"), [])
    await reviews.save(review('2026-01-01T10:01:00Z', 'mine'), [])
    expect(Object.keys(await stored(name))).toEqual(['1.2.3|pack', '1.2.3|pack|2026-01-01T10:00:00Z'])
    const both = ['2026-01-01T10:00:00Z', '2026-01-01T10:01:00Z']
    await reviews.save(review('2026-01-01T10:02:00Z', 'both'), both)
    expect(await stored(name)).toEqual({ '1.2.3|pack': review('2026-01-01T10:02:00Z', 'both') })
  })

  it.each([
    ['a newer version wrote it', { ...review('2026-01-01T09:00:00Z', 'kept'), schemaVersion: 99 }],
    ['it has no document', { ...review('2026-01-01T09:00:00Z', ''), document: undefined }],
    ['it is nothing but a key', { key: '1.2.3|pack' }],
  ])('sets an unreadable record aside whole: %s', async (_, damaged) => {
    const name = freshName()
    const reviews = savedReviews(name)
    await reviews.list()
    await put(name, damaged)
    expect(await reviews.load('1.2.3')).toEqual({
      ok: true,
      value: { reviews: [], unreadable: ['1.2.3|pack'] },
    })
    await reviews.save(review('2026-01-01T10:00:00Z', 'new'), ['2026-01-01T09:00:00Z'])
    const aside = '1.2.3|pack|2026-01-01T10:00:00Z'
    expect(await stored(name)).toEqual({
      '1.2.3|pack': review('2026-01-01T10:00:00Z', 'new'),
      [aside]: { ...damaged, key: aside },
    })
    expect(await reviews.list()).toMatchObject({
      value: { reviews: [{ key: '1.2.3|pack' }], unreadable: [aside] },
    })
  })

  it('asks for strict durability: what is said to be kept is on the disk', async () => {
    const reviews = savedReviews(freshName())
    await reviews.list()
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    await reviews.save(review('2026-01-01T10:00:00Z', ''), [])
    expect(transaction.mock.calls).toEqual([['reviews', 'readwrite', { durability: 'strict' }]])
  })
})

describe('kept reviews', () => {
  it('are loaded by the study, whatever the pack, and no other study whose UID begins alike', async () => {
    const reviews = savedReviews(freshName())
    await reviews.save(review('2026-01-01T10:00:00Z', 'a'), [])
    await reviews.save({ ...review('2026-01-01T10:00:01Z', 'b'), key: '1.2.3|other', packId: 'other' }, [])
    await reviews.save(
      { ...review('2026-01-01T10:00:02Z', 'c'), key: '1.2.3.4|pack', studyInstanceUid: '1.2.3.4' },
      [],
    )
    const loaded = await reviews.load('1.2.3')
    expect(loaded.ok && loaded.value.reviews.map(({ key }) => key)).toEqual(['1.2.3|other', '1.2.3|pack'])
  })

  it('are gone once deleted', async () => {
    const reviews = savedReviews(freshName())
    await reviews.save(review('2026-01-01T10:00:00Z', 'a'), [])
    await reviews.remove('1.2.3|pack')
    expect(await reviews.list()).toMatchObject({ value: { reviews: [], unreadable: [] } })
    await reviews.save(review('2026-01-01T10:00:00Z', 'a'), [])
    await reviews.removeAll()
    expect(await reviews.list()).toMatchObject({ value: { reviews: [], unreadable: [] } })
  })

  it('of a newer version are said to be so, not to need free space', async () => {
    const name = freshName()
    const newer = await openDB(name, 2)
    newer.close()
    expect(await savedReviews(name).list()).toMatchObject({ diagnostic: { code: 'review.newer-version' } })
  })
})

describe('the database', () => {
  it('is of the folder that the page is in', () => {
    expect(databaseName('/')).toBe('cauda')
    expect(databaseName('/index.html')).toBe('cauda')
    expect(databaseName('/radiology/cauda/')).toBe('cauda /radiology/cauda/')
    expect(databaseName('/radiology/cauda-2/index.html')).toBe('cauda /radiology/cauda-2/')
  })
})

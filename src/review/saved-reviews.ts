import { deleteDB, openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import { diagnose } from '../domain/diagnostic.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import { readSavedReview } from './read-saved-review.ts'
import type { ReviewsPort } from './reader-ports.ts'

/** What is stored may come from another version: `readSavedReview` says whether it is a review. */
type Stored = { readonly key: string }
type Schema = DBSchema & { readonly reviews: { readonly key: string; readonly value: Stored } }

const NAME = 'cauda'
const VERSION = 1

/**
 * Reviews in this browser's IndexedDB. A browser that refuses (private window, full disk) gives `review.not-kept`; work of a
 * version that this one does not understand gives `review.kept-unreadable`, and is set aside when its study is saved again.
 */
export function savedReviews(): ReviewsPort {
  let opened: Promise<IDBPDatabase<Schema>> | undefined
  const database = () => {
    opened ??= openDB<Schema>(NAME, VERSION, {
      upgrade: (fresh) => {
        fresh.createObjectStore('reviews', { keyPath: 'key' })
      },
      // Another tab wants to delete everything: let go, so that it can.
      blocking: () => {
        const closing = opened
        opened = undefined
        void closing?.then((db) => db.close())
      },
      terminated: () => {
        opened = undefined
      },
    })
    return opened
  }

  async function attempt<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<Result<T>> {
    try {
      return succeed(await work(await database()))
    } catch (error) {
      opened = undefined
      if (!(error instanceof DOMException)) throw error
      return fail(diagnose('review.not-kept', 'error', '', { reason: error.name, message: error.message }))
    }
  }

  return {
    load: async (key) => {
      const stored = await attempt((db) => db.get('reviews', key))
      if (!stored.ok || stored.value === undefined) return stored.ok ? succeed(undefined) : stored
      const review = readSavedReview(stored.value)
      return review === undefined ? fail(diagnose('review.kept-unreadable', 'warning')) : succeed(review)
    },
    save: (review) =>
      attempt(async (db) => {
        const { store, done } = db.transaction('reviews', 'readwrite')
        const before = await store.get(review.key)
        const isForeign = before !== undefined && readSavedReview(before) === undefined
        if (isForeign) await store.put({ ...before, key: `${review.key}|${review.savedAt}` })
        await store.put(review)
        await done
        return null
      }),
    list: () =>
      attempt(async (db) => {
        const stored = await db.getAll('reviews')
        return stored.flatMap((one) => readSavedReview(one) ?? [])
      }),
    remove: (key) => attempt(async (db) => (await db.delete('reviews', key), null)),
    removeAll: () =>
      attempt(async (db) => {
        db.close()
        opened = undefined
        await deleteDB(NAME)
        return null
      }),
  }
}

import { deleteDB, openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import { diagnose } from '../domain/diagnostic.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import { readSavedReview } from './read-saved-review.ts'
import type { KeptReviews, ReviewsPort } from './reader-ports.ts'

/** What is stored may be damaged or of another version: `readSavedReview` says whether it is a review. */
type Stored = { readonly key: string }
type Schema = DBSchema & { readonly reviews: { readonly key: string; readonly value: Stored } }

const VERSION = 1

/**
 * Reviews in this browser's IndexedDB, in a database of this name. A browser that refuses (private window, full disk) gives
 * `review.not-kept`, a database that a newer version of Cauda made `review.newer-version`.
 */
export function savedReviews(name: string): ReviewsPort {
  let opened: Promise<IDBPDatabase<Schema>> | undefined
  const database = () => {
    opened ??= openDB<Schema>(name, VERSION, {
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
      if (error.name === 'VersionError') return fail(diagnose('review.newer-version', 'error'))
      return fail(diagnose('review.not-kept', 'error', '', { reason: error.name, message: error.message }))
    }
  }

  /** A write that is on the disk, and not only on its way there, once it is done. */
  const write = (db: IDBPDatabase<Schema>) => db.transaction('reviews', 'readwrite', { durability: 'strict' })

  return {
    load: (studyInstanceUid) =>
      attempt(async (db) => {
        const start = `${studyInstanceUid}|`
        return sort(await db.getAll('reviews', IDBKeyRange.bound(start, `${start}\uffff`)))
      }),
    save: (review, goesOnFrom) =>
      attempt(async (db) => {
        const { store, done } = write(db)
        const isReplaced = (stored: Stored) => goesOnFrom.includes(readSavedReview(stored)?.savedAt ?? '')
        const before = await store.get(review.key)
        if (before !== undefined && !isReplaced(before)) {
          await store.put({ ...before, key: asideKey(before, review.savedAt) })
        }
        const aside = await store.getAll(IDBKeyRange.bound(`${review.key}|`, `${review.key}|\uffff`))
        for (const stored of aside.filter(isReplaced)) await store.delete(stored.key)
        await store.put(review)
        await done
        return null
      }),
    list: () => attempt(async (db) => sort(await db.getAll('reviews'))),
    remove: (key) =>
      attempt(async (db) => {
        const { store, done } = write(db)
        await store.delete(key)
        await done
        return null
      }),
    removeAll: () =>
      attempt(async (db) => {
        db.close()
        opened = undefined
        await deleteDB(name)
        return null
      }),
  }
}

/**
 * The database of the page at this address: two copies of Cauda on one origin, of different versions perhaps, each keep their own.
 * At the root of an origin it is named as in 0.1 and 0.2.
 */
export function databaseName(pathname: string): string {
  const folder = pathname.replace(/[^/]*$/, '')
  return folder === '/' ? 'cauda' : `cauda ${folder}`
}

function sort(stored: readonly Stored[]): KeptReviews {
  const read = stored.map((one) => ({ key: one.key, review: readSavedReview(one) }))
  return {
    reviews: read.flatMap(({ review }) => review ?? []),
    unreadable: read.flatMap(({ key, review }) => (review === undefined ? [key] : [])),
  }
}

/** Where a record is set aside: under the time when it was kept, or when it had to give way. */
function asideKey(stored: Stored, now: string): string {
  return `${stored.key}|${readSavedReview(stored)?.savedAt ?? now}`
}

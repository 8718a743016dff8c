import { deleteDB, openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import { diagnose } from '../domain/diagnostic.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import type { ReviewsPort, SavedReview } from './reader-ports.ts'

type Schema = DBSchema & { readonly reviews: { readonly key: string; readonly value: SavedReview } }

const NAME = 'cauda'
const VERSION = 1

/** Reviews in this browser's IndexedDB. A browser that refuses (private window, full disk) gives `review.not-kept`. */
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
    load: (key) => attempt((db) => db.get('reviews', key)),
    save: (review) => attempt(async (db) => (await db.put('reviews', review), null)),
    list: () => attempt((db) => db.getAll('reviews')),
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

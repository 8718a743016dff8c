const KEY = 'cauda.uid-key'

/**
 * The secret of this browser by which reports without identifiers replace UIDs; made once, at random. Whoever clears the site's data
 * cannot take up the reviews in such reports again. Where the browser keeps nothing it lasts as long as the page.
 */
export function createUidKey(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): string {
  const kept = storage?.getItem(KEY)
  if (typeof kept === 'string' && kept !== '') return kept
  const made = crypto.randomUUID()
  try {
    storage?.setItem(KEY, made)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error // a full or refused store: the key lasts as long as the page
  }
  return made
}

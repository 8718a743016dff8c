import { countDecided } from '../../review/cells.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { WORDS } from '../words/words.ts'
import { momentInWords } from '../words/moments.ts'

/** Offers what the reader did on this study before. */
export function EarlierWork() {
  const { session } = useDesk()
  const earlier = useSessionState((state) => state.earlier)
  if (earlier === undefined) return null
  return (
    <section className="earlier" role="group" aria-label={WORDS.earlier.label}>
      <p>{WORDS.earlier.offer(countDecided(earlier.document), momentInWords(earlier.savedAt))}</p>
      <button type="button" className="button" data-primary onClick={session.continueEarlier}>
        {WORDS.earlier.goOn}
      </button>
      <button type="button" className="button" onClick={session.startAfresh}>
        {WORDS.earlier.afresh}
      </button>
    </section>
  )
}

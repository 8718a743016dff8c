import { countDecided } from '../../review/cells.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { EN } from '../words/en.ts'
import { momentInWords } from '../words/moments.ts'

/** Offers what the reader did on this study before. */
export function EarlierWork() {
  const { session } = useDesk()
  const earlier = useSessionState((state) => state.earlier)
  if (earlier === undefined) return null
  return (
    <section className="earlier" role="group" aria-label={EN.earlier.label}>
      <p>{EN.earlier.offer(countDecided(earlier.document), momentInWords(earlier.savedAt))}</p>
      <button type="button" className="button" data-primary onClick={session.continueEarlier}>
        {EN.earlier.goOn}
      </button>
      <button type="button" className="button" onClick={session.startAfresh}>
        {EN.earlier.afresh}
      </button>
    </section>
  )
}

import { countDecided } from '../../review/cells.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { WORDS } from '../../words/words.ts'
import { momentInWords } from '../../words/moments.ts'
import { Offer } from './offer.tsx'

/** Offers what the reader did on this study before. */
export function EarlierWork() {
  const { session } = useDesk()
  const earlier = useSessionState((state) => state.earlier)
  if (earlier === undefined) return null
  const { document, savedAt, fingerprint } = earlier
  const offer = WORDS.earlier.offer(countDecided(document), momentInWords(savedAt))
  return (
    <Offer
      label={WORDS.earlier.label}
      words={fingerprint === undefined ? `${offer} ${WORDS.earlier.unproven}` : offer}
      accept={{ words: WORDS.earlier.goOn, onChoose: session.continueEarlier }}
      decline={{ words: WORDS.earlier.afresh, onChoose: session.startAfresh }}
    />
  )
}

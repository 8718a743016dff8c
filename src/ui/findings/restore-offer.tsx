import { useDesk, useSessionState } from '../desk.ts'
import { momentInWords } from '../../words/moments.ts'
import { WORDS } from '../../words/words.ts'
import { Offer } from './offer.tsx'

/** Offers the review that Cauda wrote and that was found among the files; names the reports that are of no use here. */
export function RestoreOffer() {
  const { session } = useDesk()
  const review = useSessionState((state) => state.restorable)
  const others = useSessionState((state) => state.otherReports)
  return (
    <>
      {review && (
        <Offer
          label={WORDS.restore.label}
          words={WORDS.restore.offer(
            review.readerName ?? '',
            momentInWords(review.writtenAt),
            Object.keys(review.decisions).length,
          )}
          accept={{ words: WORDS.restore.restore, onChoose: session.restoreReview }}
          decline={{ words: WORDS.restore.dismiss, onChoose: session.dismissRestorable }}
        />
      )}
      {others.length > 0 && (
        <details className="other-reports">
          <summary>
            {WORDS.restore.others} ({others.length})
          </summary>
          <ul>
            {others.map(({ path, kind }) => (
              <li key={path}>
                {path}: {WORDS.restore.kinds[kind]}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

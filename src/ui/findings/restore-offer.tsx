import { useDesk, useSessionState } from '../desk.ts'
import { momentInWords } from '../words/moments.ts'
import { WORDS } from '../words/words.ts'

/** Offers the review that Cauda wrote and that was found among the files; names the reports that are of no use here. */
export function RestoreOffer() {
  const { session } = useDesk()
  const review = useSessionState((state) => state.restorable)
  const others = useSessionState((state) => state.otherReports)
  return (
    <>
      {review && (
        <section className="earlier" role="group" aria-label={WORDS.restore.label}>
          <p>
            {WORDS.restore.offer(
              review.readerName ?? '',
              momentInWords(review.writtenAt),
              Object.keys(review.decisions).length,
            )}
          </p>
          <button type="button" className="button" data-primary onClick={session.restoreReview}>
            {WORDS.restore.restore}
          </button>
          <button type="button" className="button" onClick={session.dismissRestorable}>
            {WORDS.restore.dismiss}
          </button>
        </section>
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

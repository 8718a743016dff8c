import { LEVEL_NAMES } from '../../domain/level.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { momentInWords } from '../../words/moments.ts'
import { WORDS } from '../../words/words.ts'
import { Offer } from './offer.tsx'

/** Offers the review that Cauda wrote and that was found among the files; names the reports that are of no use here. */
export function RestoreOffer() {
  const { session } = useDesk()
  // Before the discs are found nobody can say whether the review lies on the same ones.
  const review = useSessionState(({ restorable, analysing, located }) =>
    analysing === undefined || located !== undefined ? restorable : undefined,
  )
  const stray = useSessionState(session.select.stray)
  const others = useSessionState((state) => state.otherReports)
  return (
    <>
      {review && (
        <Offer
          label={WORDS.restore.label}
          words={[
            WORDS.restore.offer(
              review.readerName ?? '',
              momentInWords(review.writtenAt),
              Object.keys(review.decisions).length,
            ),
            ...stray.map(({ level, apartMm }) => WORDS.restore.stray(LEVEL_NAMES[level], apartMm)),
          ].join(' ')}
          accept={{
            words: stray.length > 0 ? WORDS.restore.byPlace : WORDS.restore.restore,
            onChoose: () => session.restoreReview('by-place'),
          }}
          {...(stray.length > 0 && {
            orElse: { words: WORDS.restore.byName, onChoose: () => session.restoreReview('by-name') },
          })}
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

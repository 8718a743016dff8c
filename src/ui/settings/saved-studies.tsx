import { useEffect, useState } from 'react'
import type { Result } from '../../domain/result.ts'
import { countDecided } from '../../review/cells.ts'
import type { SavedReview } from '../../review/reader-ports.ts'
import { useDesk } from '../desk.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { panels } from '../shell/panels-store.ts'
import { SidePanel } from '../controls/side-panel.tsx'
import { WORDS } from '../../words/words.ts'
import { momentInWords } from '../../words/moments.ts'
import './saved-studies.css'

/** The reviews that this machine keeps, each to be deleted for good. */
export function SavedStudies() {
  const { session } = useDesk()
  const [kept, setKept] = useState<Result<readonly SavedReview[]>>()

  useEffect(() => {
    let isShown = true
    void session.ports.reviews.list().then((result) => {
      if (isShown) setKept(result)
    })
    return () => {
      isShown = false
    }
  }, [session])

  const remove = async (deletion: Promise<Result<null>>) => {
    const result = await deletion
    setKept(result.ok ? await session.ports.reviews.list() : result)
  }

  return (
    <SidePanel title={WORDS.settings.saved}>
      <button type="button" className="button saved-agreement" onClick={() => panels.show('agreement')}>
        {WORDS.agreement.open}…
      </button>
      {kept?.ok === false && <DiagnosticNotice diagnostic={kept.diagnostic} />}
      {kept?.ok === true && kept.value.length === 0 && <p className="quiet">{WORDS.settings.noneSaved}</p>}
      {kept?.ok === true && kept.value.length > 0 && (
        <>
          <ul className="saved-list">
            {kept.value.map((review) => (
              <li key={review.key}>
                <div>
                  <div>{review.studyDescription ?? review.studyInstanceUid}</div>
                  <div className="quiet">
                    {review.studyDate ?? WORDS.study.noDate},{' '}
                    {WORDS.findings.decided(countDecided(review.document))}, {momentInWords(review.savedAt)}
                  </div>
                </div>
                <button
                  type="button"
                  className="button"
                  onClick={() => void remove(session.forgetReview(review.key))}
                >
                  {WORDS.settings.delete}
                </button>
              </li>
            ))}
          </ul>
          <button type="button" className="button" onClick={() => void remove(session.forgetAllReviews())}>
            {WORDS.settings.deleteAll}
          </button>
        </>
      )}
    </SidePanel>
  )
}

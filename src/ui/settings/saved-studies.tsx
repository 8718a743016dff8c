import { useEffect, useState } from 'react'
import type { Result } from '../../domain/result.ts'
import { countDecided } from '../../review/cells.ts'
import type { KeptReviews, SavedReview } from '../../review/reader-ports.ts'
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
  const [kept, setKept] = useState<Result<KeptReviews>>()

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
      {kept?.ok === true && <Kept kept={kept.value} onRemove={(deletion) => void remove(deletion)} />}
    </SidePanel>
  )
}

type KeptProps = {
  readonly kept: KeptReviews
  readonly onRemove: (deletion: Promise<Result<null>>) => void
}

function Kept({ kept: { reviews, unreadable }, onRemove }: KeptProps) {
  const { session } = useDesk()
  if (reviews.length + unreadable.length === 0) return <p className="quiet">{WORDS.settings.noneSaved}</p>
  return (
    <>
      <ul className="saved-list">
        {reviews.map((review) => (
          <Record
            key={review.key}
            name={review.studyDescription ?? review.studyInstanceUid}
            facts={factsOf(review)}
            onDelete={() => onRemove(session.forgetReview(review.key))}
          />
        ))}
        {unreadable.map((key) => (
          <Record
            key={key}
            name={key}
            facts={WORDS.settings.unreadable}
            onDelete={() => onRemove(session.forgetReview(key))}
          />
        ))}
      </ul>
      <button type="button" className="button" onClick={() => onRemove(session.forgetAllReviews())}>
        {WORDS.settings.deleteAll}
      </button>
      <p className="quiet">{WORDS.settings.deletedLater}</p>
    </>
  )
}

type RecordProps = { readonly name: string; readonly facts: string; readonly onDelete: () => void }

function Record({ name, facts, onDelete }: RecordProps) {
  return (
    <li>
      <div>
        <div>{name}</div>
        <div className="quiet">{facts}</div>
      </div>
      <button type="button" className="button" onClick={onDelete}>
        {WORDS.settings.delete}
      </button>
    </li>
  )
}

function factsOf({ studyDate, document, savedAt }: SavedReview): string {
  const decided = WORDS.findings.decided(countDecided(document))
  return [studyDate ?? WORDS.study.noDate, decided, momentInWords(savedAt)].join(', ')
}

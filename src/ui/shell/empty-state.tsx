import { useDesk } from '../desk.ts'
import { SiteNotices } from '../notices/site-notices.tsx'
import { OpenFailure } from '../notices/open-failure.tsx'
import { WORDS } from '../../words/words.ts'
import './empty-state.css'

/** What the page shows before a study: how to open one, and what it is not. */
export function EmptyState({ isIdle }: { readonly isIdle: boolean }) {
  const { pick, session } = useDesk()
  return (
    <div className="empty">
      <div className="empty-inner" data-idle={isIdle}>
        <h2 className="empty-sentence">{WORDS.empty.sentence}</h2>
        <p className="empty-drop">{WORDS.empty.drop}</p>
        <div className="empty-actions">
          <button type="button" className="button" data-primary onClick={() => pick('folder')}>
            {WORDS.open.folder}
          </button>
          <button type="button" className="button" onClick={() => pick('files')}>
            {WORDS.open.files}
          </button>
          <button type="button" className="button" onClick={session.openSample}>
            {WORDS.open.sample}
          </button>
        </div>
        <OpenFailure />
        <SiteNotices />
        <dl className="empty-facts">
          <div>
            <dt>{WORDS.empty.privacy}</dt>
            <dd>{WORDS.empty.privacyExplained}</dd>
          </div>
          <div>
            <dt>{WORDS.researchUse}</dt>
            <dd>{WORDS.scopeNotice}</dd>
          </div>
        </dl>
      </div>
    </div>
  )
}

import { useDesk } from '../desk.ts'
import { OpenFailure } from '../notices/open-failure.tsx'
import { EN } from '../words/en.ts'
import './empty-state.css'

/** What the page shows before a study: how to open one, and what it is not. */
export function EmptyState({ isIdle }: { readonly isIdle: boolean }) {
  const { pick, session } = useDesk()
  return (
    <div className="empty">
      <div className="empty-inner" data-idle={isIdle}>
        <h2 className="empty-sentence">{EN.empty.sentence}</h2>
        <p className="empty-drop">{EN.empty.drop}</p>
        <div className="empty-actions">
          <button type="button" className="button" data-primary onClick={() => pick('folder')}>
            {EN.open.folder}
          </button>
          <button type="button" className="button" onClick={() => pick('files')}>
            {EN.open.files}
          </button>
          <button type="button" className="button" onClick={session.openSample}>
            {EN.open.sample}
          </button>
        </div>
        <OpenFailure />
        <dl className="empty-facts">
          <div>
            <dt>{EN.empty.privacy}</dt>
            <dd>{EN.empty.privacyExplained}</dd>
          </div>
          <div>
            <dt>{EN.researchUse}</dt>
            <dd>{EN.scopeNotice}</dd>
          </div>
        </dl>
      </div>
    </div>
  )
}

import { useStore } from 'zustand'
import { useDesk } from '../desk.ts'
import { WORDS } from '../../words/words.ts'
import { DiagnosticNotice } from './diagnostic-notice.tsx'

/** What went wrong somewhere on the page, over the images, until it is dismissed. */
export function PageFailuresList() {
  const { failures } = useDesk()
  const shown = useStore(failures, (state) => state.failures)
  if (shown.length === 0) return null
  return (
    <div className="page-failures">
      {shown.map((failure) => (
        <DiagnosticNotice key={JSON.stringify(failure)} diagnostic={failure}>
          <button type="button" className="button" data-quiet onClick={() => failures.dismiss(failure)}>
            {WORDS.notices.dismiss}
          </button>
        </DiagnosticNotice>
      ))}
    </div>
  )
}

import { useDesk, useSessionState } from '../desk.ts'
import { WORDS } from '../../words/words.ts'
import { DiagnosticNotice } from './diagnostic-notice.tsx'

/** Why the last drop could not be opened. What was on screen before stays. */
export function OpenFailure() {
  const { session } = useDesk()
  const failure = useSessionState(({ openFailure }) => openFailure)
  if (failure === undefined) return null
  return (
    <DiagnosticNotice diagnostic={failure}>
      {failure.code === 'pack.needs-localizer' && failure.fields.donor !== '' && (
        <button type="button" className="button" onClick={() => session.completePack(failure.fields.pack)}>
          {WORDS.pack.useDonor(failure.fields.donor)}
        </button>
      )}
      <button type="button" className="button" data-quiet onClick={session.dismissOpenFailure}>
        {WORDS.notices.dismiss}
      </button>
    </DiagnosticNotice>
  )
}

import type { Diagnostic } from '../../domain/diagnostic.ts'
import { WORDS } from '../../words/words.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'

/** How the place of a part of the page looks where the part fails. */
export type FailedPlace = {
  readonly className?: string
  /** Closes the place, where it can be closed. */
  readonly onClose?: () => void
}

type FailedPartProps = FailedPlace & {
  readonly failure: Diagnostic
  readonly onTryAgain: () => void
}

/** Says in its place why a part of the page failed, and lets the reader try it again. */
export function FailedPart({ failure, onTryAgain, className = 'part-failure', onClose }: FailedPartProps) {
  return (
    <div className={className}>
      <DiagnosticNotice diagnostic={failure}>
        <button type="button" className="button" data-quiet onClick={onTryAgain}>
          {WORDS.notices.tryAgain}
        </button>
        {onClose && (
          <button type="button" className="button" data-quiet onClick={onClose}>
            {WORDS.notices.dismiss}
          </button>
        )}
      </DiagnosticNotice>
    </div>
  )
}

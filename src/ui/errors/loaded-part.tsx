import { useCallback, useEffect, useState } from 'react'
import type { ComponentType } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { failureOf } from '../../review/failure-of.ts'
import { loadPart } from '../../review/load-part.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { WORDS } from '../../words/words.ts'

type LoadedPartProps = {
  /** The same function each time, or the part is loaded anew. */
  readonly load: () => Promise<ComponentType>
  /** The part, where it has come before. */
  readonly here?: ComponentType | undefined
  /** Of the place where its failure stands. */
  readonly className?: string
  /** Closes the place of the part, where it can be closed. */
  readonly onClose?: () => void
}

/**
 * A part of the page that is fetched when it is first drawn; where that fails, its place says so, and it can be tried again. Not
 * React's `lazy`, which keeps a failure for good, and holds back for up to 300 ms what its boundary reveals after a fallback.
 */
export function LoadedPart({ load, here, className = 'part-failure', onClose }: LoadedPartProps) {
  const [Part, setPart] = useState(() => here)
  const [failure, setFailure] = useState<Diagnostic>()
  const fetchPart = useCallback(
    () =>
      loadPart(load).then(
        (part) => setPart(() => part),
        (error: unknown) => setFailure(failureOf(error, 'review.screen-bug')),
      ),
    [load],
  )
  useEffect(() => {
    if (Part === undefined) void fetchPart()
  }, [Part, fetchPart])

  if (Part !== undefined) return <Part />
  if (failure === undefined) return null
  const tryAgain = () => {
    setFailure(undefined)
    void fetchPart()
  }
  return (
    <div className={className}>
      <DiagnosticNotice diagnostic={failure}>
        <button type="button" className="button" data-quiet onClick={tryAgain}>
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

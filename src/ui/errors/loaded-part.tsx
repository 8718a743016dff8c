import { useCallback, useEffect, useState } from 'react'
import type { ComponentType } from 'react'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { failureOf } from '../../review/failure-of.ts'
import { loadPart } from '../../review/load-part.ts'
import { FailedPart } from './failed-part.tsx'
import type { FailedPlace } from './failed-part.tsx'

type LoadedPartProps = FailedPlace & {
  /** The same function each time, or the part is loaded anew. */
  readonly load: () => Promise<ComponentType>
  /** The part, where it has come before. */
  readonly here?: ComponentType | undefined
}

/**
 * A part of the page that is fetched when it is first drawn; where that fails, its place says so, and it can be tried again. Not
 * React's `lazy`, which keeps a failure for good, and holds back for up to 300 ms what its boundary reveals after a fallback.
 */
export function LoadedPart({ load, here, ...place }: LoadedPartProps) {
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
  return <FailedPart failure={failure} onTryAgain={tryAgain} {...place} />
}

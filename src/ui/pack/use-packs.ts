import { useEffect, useState } from 'react'
import type { OfferedPack } from '../../domain/pack.ts'
import type { Result } from '../../domain/result.ts'
import { useDesk, useSessionState } from '../desk.ts'

/** The packs that can be used, or why they could not be listed; undefined until that is known. */
export function usePacks(): Result<readonly OfferedPack[]> | undefined {
  const { session } = useDesk()
  const packId = useSessionState((state) => state.packId) // one that was just handed over is in use, and on no list yet
  const [packs, setPacks] = useState<Result<readonly OfferedPack[]>>()
  useEffect(() => {
    let isShown = true
    void session.ports.packs.list().then((result) => {
      if (isShown) setPacks(result)
    })
    return () => {
      isShown = false
    }
  }, [session, packId])
  return packs
}

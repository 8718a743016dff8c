import { Cancelled } from '../domain/cancel.ts'
import type { EnginePreference } from '../domain/engine-preference.ts'
import type { WorkerEnded } from '../domain/worker-ended.ts'
import type { AnalysisPort } from '../review/ports.ts'
import type { PackSource } from './pack-source.ts'
import type { AnalysisCalls } from './protocol.ts'
import type { StudyClient } from './study-client.ts'
import { hostWorker, postedAgain } from './worker-host.ts'

/** One network over all crops of a study takes 20 s on two slow cores, and answers nothing meanwhile. */
const SILENCE_MS = 120_000

/** The analysis worker as the session sees it. What was under way when it, or the worker that gives it pixels, was ended is posted again, once. */
export function createAnalysisClient(
  createWorker: () => Worker,
  studies: Pick<StudyClient, 'sharePixels' | 'onEnd'>,
  { sourceOf, preference }: { sourceOf: (packId: string) => PackSource; preference: EnginePreference },
): AnalysisPort {
  const host = hostWorker<AnalysisCalls>(createWorker, { silenceMs: SILENCE_MS })
  return {
    warmUp: (signal, packId) =>
      postedAgain(signal, () => host.call('warmUp', signal, { pack: sourceOf(packId), preference })),
    analyse: (signal, { packId, ...request }, onProgress) =>
      postedAgain(signal, () =>
        untilPixelsEnd(signal, studies, async (signal) => {
          const engine = { pack: sourceOf(packId), preference }
          const pixels = await studies.sharePixels(signal)
          return host.call('analyse', signal, { ...request, pixels, engine }, { onProgress, move: [pixels] })
        }),
      ),
  }
}

/** Work that waits for pixels would wait for ever once the worker that gives them was ended: it is cancelled, and ends so. */
async function untilPixelsEnd<T>(
  signal: AbortSignal,
  studies: Pick<StudyClient, 'onEnd'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController()
  let ended: WorkerEnded | undefined
  const stop = () => abort.abort()
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const unsubscribe = studies.onEnd((why) => {
    ended = why
    stop()
  })
  try {
    return await work(abort.signal)
  } catch (error) {
    if (error instanceof Cancelled && ended !== undefined && !signal.aborted) throw ended
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    unsubscribe()
  }
}

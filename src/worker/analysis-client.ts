import type { EnginePreference } from '../domain/engine-preference.ts'
import type { AnalysisPort } from '../review/ports.ts'
import type { AnalysisCalls } from './protocol.ts'
import type { StudyClient } from './study-client.ts'
import { hostWorker } from './worker-host.ts'

/** The analysis worker as the session sees it. */
export function createAnalysisClient(
  createWorker: () => Worker,
  studies: Pick<StudyClient, 'sharePixels'>,
  { packsUrl, preference }: { packsUrl: string; preference: EnginePreference },
): AnalysisPort {
  const host = hostWorker<AnalysisCalls>(createWorker)
  return {
    warmUp: (signal, packId) => host.call('warmUp', signal, { packsUrl, packId, preference }),
    async analyse(signal, { packId, ...request }, onProgress) {
      const engine = { packsUrl, packId, preference }
      const pixels = await studies.sharePixels(signal)
      return host.call('analyse', signal, { ...request, pixels, engine }, { onProgress, move: [pixels] })
    },
  }
}

import type { EnginePreference } from '../domain/engine-preference.ts'
import type { AnalysisPort } from '../review/ports.ts'
import type { PackSource } from './pack-source.ts'
import type { AnalysisCalls } from './protocol.ts'
import type { StudyClient } from './study-client.ts'
import { hostWorker } from './worker-host.ts'

/** The analysis worker as the session sees it. */
export function createAnalysisClient(
  createWorker: () => Worker,
  studies: Pick<StudyClient, 'sharePixels'>,
  { sourceOf, preference }: { sourceOf: (packId: string) => PackSource; preference: EnginePreference },
): AnalysisPort {
  const host = hostWorker<AnalysisCalls>(createWorker)
  return {
    warmUp: (signal, packId) => host.call('warmUp', signal, { pack: sourceOf(packId), preference }),
    async analyse(signal, { packId, ...request }, onProgress) {
      const engine = { pack: sourceOf(packId), preference }
      const pixels = await studies.sharePixels(signal)
      return host.call('analyse', signal, { ...request, pixels, engine }, { onProgress, move: [pixels] })
    },
  }
}

import type { StudyPort } from '../review/ports.ts'
import type { StudyCalls } from './protocol.ts'
import { hostWorker } from './worker-host.ts'

/** The study worker as the session sees it, and a way for another worker to fetch pixels from it. */
export type StudyClient = StudyPort & {
  /** A new port that answers PixelCalls. */
  sharePixels(signal: AbortSignal): Promise<MessagePort>
}

export function createStudyClient(createWorker: () => Worker): StudyClient {
  const host = hostWorker<StudyCalls>(createWorker)
  host.start()
  return {
    open: (signal, files, onProgress) => host.call('open', signal, { files }, { onProgress }),
    openSample: (signal, seed, onProgress) => host.call('openSample', signal, { seed }, { onProgress }),
    pixels: (signal, imageId) => host.call('pixels', signal, { imageId }),
    async sharePixels(signal) {
      const { port1, port2 } = new MessageChannel()
      await host.call('sharePixels', signal, { port: port2 }, { move: [port2] })
      return port1
    },
  }
}

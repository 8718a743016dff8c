import { WASM_URLS } from '../inference/wasm-urls.ts'
import { packFiles } from './pack-source.ts'
import type { AnalysisCalls, PixelCalls } from './protocol.ts'
import { connect, serve } from './rpc.ts'
import { createStudyAnalyser } from '../pipeline/study-analyser.ts'

declare const __APP_VERSION__: string

/** The worker that holds the runtime and the model packs. It asks the study worker for pixels over a port of its own. */
const analyser = createStudyAnalyser(packFiles, WASM_URLS, __APP_VERSION__)

serve<AnalysisCalls>(self, {
  warmUp: (engine) => analyser.warmUp(engine),
  async analyse({ pixels: port, engine, ...request }, { signal, progress }) {
    const caller = connect<PixelCalls>(port)
    const pixels = {
      pixels: (signal: AbortSignal, imageId: string) =>
        caller.call('pixels', signal, { imageId, opening: request.study.opening }),
    }
    try {
      return await analyser.analyse(signal, request, engine, pixels, progress)
    } finally {
      port.close()
    }
  },
})

import { diskPack, MODELS_FOLDER, WASM_FOLDER } from '../../cli/node-pack.ts'
import { analyse } from '../../src/analysis/analyse.ts'
import type { AnalysedStudy } from '../../src/analysis/analyse.ts'
import type { Predictor } from '../../src/analysis/ports.ts'
import { loadPack } from '../../src/inference/load-pack.ts'
import { createPredictor } from '../../src/inference/predictor.ts'
import { startRuntime } from '../../src/inference/runtime.ts'
import type { Result } from '../../src/domain/result.ts'
import { pixelSource } from './pixel-study.ts'
import type { PixelStudy } from './pixel-study.ts'

const PACK = 'cauda-lumbar-1'
const { signal } = new AbortController()

type Reading = {
  readonly analysed: AnalysedStudy
  /** Multiply-accumulates of all networks for this study. */
  readonly macs: number
}
export type Reader = (study: PixelStudy) => Promise<Reading>

/** Reads studies with the shipped pack on WebAssembly, as the command line does. */
export async function openReader(packs = MODELS_FOLDER, pack = PACK): Promise<Reader> {
  const runtime = must(await startRuntime('wasm', WASM_FOLDER))
  const loaded = must(await loadPack(signal, diskPack(packs, pack)))
  const predictor = must(await createPredictor(signal, loaded, runtime, WASM_FOLDER))
  const { manifest } = loaded
  return async (study) => {
    let macs = 0
    const counted: Predictor = {
      predict(cancel, id, input) {
        const network = manifest.networks.find((spec) => spec.id === id)
        macs += (network?.macs ?? 0) * input.shape[0]
        return predictor.predict(cancel, id, input)
      },
    }
    const request = { study: study.study, roles: study.study.roles }
    const ports = { predictor: counted, pixels: pixelSource(study), manifest }
    const analysed = must(await analyse(signal, request, ports, () => undefined))
    return { analysed, macs }
  }
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.diagnostic.code)
  return result.value
}

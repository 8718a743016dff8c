import { analyse } from '../analysis/analyse.ts'
import type { PixelSource } from '../analysis/ports.ts'
import type { Analysis } from '../domain/finding.ts'
import type { AnalysisRequest } from '../domain/analysis-request.ts'
import type { EngineChoice, EnginePreference } from '../domain/engine-preference.ts'
import { packFacts } from '../domain/pack.ts'
import type { AnalysisProgress } from '../domain/progress.ts'
import { succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import { loadPack } from '../inference/load-pack.ts'
import type { LoadedPack, PackFiles } from '../inference/load-pack.ts'
import { createPredictor } from '../inference/predictor.ts'
import type { PackPredictor } from '../inference/predictor.ts'
import { startRuntime } from '../inference/runtime.ts'
import type { Runtime, WasmPaths } from '../inference/runtime.ts'

/** Which pack runs on what. `pack.key` tells the packs of one session apart. */
type EngineRequest<Pack> = { readonly pack: Pack; readonly preference: EnginePreference }

export type StudyAnalyser<Pack> = {
  /** Starts the runtime, loads the pack and compiles it. A second call for the same pack joins the first. */
  warmUp(engine: EngineRequest<Pack>): Promise<Result<EngineChoice>>
  analyse(
    signal: AbortSignal,
    request: AnalysisRequest,
    engine: EngineRequest<Pack>,
    pixels: PixelSource,
    onProgress: (progress: AnalysisProgress) => void,
  ): Promise<Result<Analysis>>
}

type Ready = { readonly pack: LoadedPack; readonly predictor: PackPredictor }

/** Holds the runtime and one model pack, from the first call to the end of the session. */
export function createStudyAnalyser<Pack extends { readonly key: string }>(
  packFiles: (pack: Pack) => PackFiles,
  wasmPaths: WasmPaths,
  appVersion: string,
): StudyAnalyser<Pack> {
  const never = new AbortController().signal
  let runtime: { preference: EnginePreference; started: Promise<Result<Runtime>> } | undefined
  let loaded: { key: string; ready: Promise<Result<Ready>> } | undefined
  let onRuntimeChange: (from: Runtime, to: Runtime) => void = () => undefined

  function getReady(engine: EngineRequest<Pack>): Promise<Result<Ready>> {
    const key = `${engine.pack.key} ${engine.preference}`
    if (loaded?.key === key) return loaded.ready
    const before = loaded?.ready
    const ready = start(engine, before)
    loaded = { key, ready }
    void ready.then((result) => {
      if (!result.ok && loaded?.ready === ready) loaded = undefined // the next call tries again
    })
    return ready
  }

  async function start(
    { pack: source, preference }: EngineRequest<Pack>,
    before?: Promise<Result<Ready>>,
  ): Promise<Result<Ready>> {
    const last = await before
    if (last?.ok) last.value.predictor.dispose()
    if (runtime?.preference !== preference)
      runtime = { preference, started: startRuntime(preference, wasmPaths) }
    const [started, pack] = await Promise.all([runtime.started, loadPack(never, packFiles(source))])
    if (!started.ok) {
      runtime = undefined
      return started
    }
    if (!pack.ok) return pack
    const predictor = await createPredictor(never, pack.value, started.value, wasmPaths, (from, to) => {
      runtime = { preference, started: Promise.resolve(succeed(to)) }
      onRuntimeChange(from, to)
    })
    return predictor.ok ? succeed({ pack: pack.value, predictor: predictor.value }) : predictor
  }

  return {
    async warmUp(engine) {
      const ready = await getReady(engine)
      return ready.ok ? succeed(engineChoice(ready.value.predictor.runtime)) : ready
    },

    async analyse(signal, request, engine, pixels, onProgress) {
      onProgress({ kind: 'stage', stage: 'loading-pack', done: 0, of: 1 })
      const ready = await getReady(engine)
      if (!ready.ok) return ready
      const { pack, predictor } = ready.value
      onRuntimeChange = (from, to) =>
        onProgress({ kind: 'engine-changed', from: from.backend, to: to.backend, because: to.because ?? '' })
      const ports = { pixels, predictor, manifest: pack.manifest }
      const analysed = await analyse(signal, request, ports, onProgress)
      if (!analysed.ok) return analysed
      const { backend, adapter } = predictor.runtime
      const { preprocessingVersion, id } = pack.manifest
      const used = {
        backend,
        adapter,
        pack: id,
        packSha256: pack.sha256,
        packFacts: packFacts(pack.manifest, pack.sha256),
        preprocessingVersion,
        appVersion,
      }
      return succeed({ ...analysed.value, engine: used })
    },
  }
}

function engineChoice({ backend, adapter, because }: Runtime): EngineChoice {
  return { backend, adapter, because }
}

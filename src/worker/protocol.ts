import type { AnalysisRequest } from '../domain/analysis-request.ts'
import type { EngineChoice, EnginePreference } from '../domain/engine-preference.ts'
import type { Analysis } from '../domain/finding.ts'
import type { AnalysisProgress, OpenedFiles, OpenProgress } from '../domain/progress.ts'
import type { Result } from '../domain/result.ts'
import type { ImagePixels } from '../domain/study.ts'
import type { SourceFile } from '../review/ports.ts'
import type { PackSource } from './pack-source.ts'

/** `opening`: `Study.opening`; an image of another opening is not given, whatever its id. */
type PixelRequest = { readonly imageId: string; readonly opening: string | undefined }

/** What any holder of a port to the study worker may ask: the page, and the analysis worker. */
export type PixelCalls = {
  readonly pixels: { request: PixelRequest; progress: never; response: Result<ImagePixels> }
}

/** What the page asks of the study worker, which holds headers and reads pixels on demand. */
export type StudyCalls = PixelCalls & {
  readonly open: {
    request: { files: readonly SourceFile[]; again: string | undefined }
    progress: OpenProgress
    response: Result<OpenedFiles>
  }
  readonly openSample: {
    request: { seed: number; again: string | undefined }
    progress: OpenProgress
    response: Result<OpenedFiles>
  }
  /** Serves PixelCalls on another port as well. */
  readonly sharePixels: { request: { port: MessagePort }; progress: never; response: null }
}

/** Which pack runs on what. */
type EngineRequest = {
  readonly pack: PackSource
  readonly preference: EnginePreference
}

/** What the page asks of the analysis worker, which holds the runtime and the model packs. */
export type AnalysisCalls = {
  readonly warmUp: {
    request: EngineRequest
    progress: never
    response: Result<EngineChoice>
  }
  /** `pixels` is a port that answers PixelCalls; it is closed when the call ends. */
  readonly analyse: {
    request: AnalysisRequest & { pixels: MessagePort; engine: EngineRequest }
    progress: AnalysisProgress
    response: Result<Analysis>
  }
}

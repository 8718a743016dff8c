import type { AnalysisRequest } from '../domain/analysis-request.ts'
import type { EngineChoice } from '../domain/engine-preference.ts'
import type { Analysis } from '../domain/finding.ts'
import type { AnalysisProgress, OpenedFiles, OpenProgress } from '../domain/progress.ts'
import type { Result } from '../domain/result.ts'
import type { ImagePixels } from '../domain/study.ts'

/** A file that the reader handed over, with its path inside the folder or archive. */
export type SourceFile = { readonly path: string; readonly file: Blob }

/**
 * Reads files into studies; implemented over a worker by `worker/study-client.ts`.
 * All reject with `Cancelled` when their signal is aborted, and with an Error only when there is a bug.
 */
export type StudyPort = {
  open(
    signal: AbortSignal,
    files: readonly SourceFile[],
    onProgress: (progress: OpenProgress) => void,
  ): Promise<Result<OpenedFiles>>
  /** The simulated study; the same seed gives the same bytes. */
  openSample(
    signal: AbortSignal,
    seed: number,
    onProgress: (progress: OpenProgress) => void,
  ): Promise<Result<OpenedFiles>>
  /** `opening`: `Study.opening` of the study that the image belongs to. */
  pixels(signal: AbortSignal, imageId: string, opening: string | undefined): Promise<Result<ImagePixels>>
}

/** Runs model packs; implemented over a worker by `worker/analysis-client.ts`. */
export type AnalysisPort = {
  /** Starts the runtime, loads the pack and compiles it. Called as soon as the page is idle; a second call joins the first. */
  warmUp(signal: AbortSignal, packId: string): Promise<Result<EngineChoice>>
  analyse(
    signal: AbortSignal,
    request: AnalysisRequest & { readonly packId: string },
    onProgress: (progress: AnalysisProgress) => void,
  ): Promise<Result<Analysis>>
}

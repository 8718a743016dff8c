import type { Analysis, LocatedLevel } from '../domain/finding.ts'
import type { Level } from '../domain/level.ts'
import type { AnalysisProgress, OpenedFiles, OpenProgress } from '../domain/progress.ts'
import type { Result } from '../domain/result.ts'
import type { ImagePixels, RoleChoice, Study } from '../domain/study.ts'

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
  pixels(signal: AbortSignal, imageId: string): Promise<Result<ImagePixels>>
}

export type EngineChoice = {
  readonly backend: 'webgpu' | 'wasm' | 'cpu'
  /** The adapter, or the threads and SIMD of wasm, in words. */
  readonly adapter: string
  /** Why not WebGPU, when it is not. */
  readonly because: string | undefined
}

/** Runs model packs; implemented over a worker by `worker/analysis-client.ts`. */
export type AnalysisPort = {
  /** Starts the runtime, loads the pack and compiles it. Called as soon as the page is idle; a second call joins the first. */
  warmUp(signal: AbortSignal, packId: string): Promise<Result<EngineChoice>>
  /**
   * Analyses the stacks that `roles` names (by default the study's own choice).
   * `levels`: levels given by the reader, which are then not located again.
   * `only`: read at these levels alone; the answer holds no others' findings and measurements.
   */
  analyse(
    signal: AbortSignal,
    request: {
      readonly study: Study
      readonly roles: readonly RoleChoice[]
      readonly packId: string
      readonly levels?: readonly LocatedLevel[]
      readonly only?: readonly Level[]
    },
    onProgress: (progress: AnalysisProgress) => void,
  ): Promise<Result<Analysis>>
}

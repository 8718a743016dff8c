import type { PackManifest } from '../domain/pack.ts'
import type { Result } from '../domain/result.ts'
import type { ImagePixels } from '../domain/study.ts'
import type { OutputTensor, Tensor4 } from '../domain/tensor.ts'

/** Runs networks of one pack, whatever the runtime. Rejects with Cancelled when the signal is aborted. */
export type Predictor = {
  /** Outputs by the names of the manifest; the first axis is the batch. */
  predict(
    signal: AbortSignal,
    networkId: string,
    input: Tensor4,
  ): Promise<Readonly<Record<string, OutputTensor>>>
}

/** Gives the pixels of one image of the study. A failure is a diagnostic: the image is then left out. */
export type PixelSource = { pixels(signal: AbortSignal, imageId: string): Promise<Result<ImagePixels>> }

export type AnalysisPorts = {
  readonly predictor: Predictor
  readonly pixels: PixelSource
  readonly manifest: PackManifest
}

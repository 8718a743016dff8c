import type { Codecs, FrameDecoder } from './codecs.ts'
import { CodecBroken } from './run-wasm-decoder.ts'

/** The WebAssembly binaries that the codecs need. */
export type WasmFile = 'charls' | 'libjpeg-turbo' | 'openjpeg' | 'openjph'

/** Gives the bytes of a codec's WebAssembly: from an asset URL in a worker, from a package file in Node. */
export type LoadWasm = (file: WasmFile) => Promise<Uint8Array>

/** The codecs, each loaded and compiled when first asked for, once. */
export function createCodecs(loadWasm: LoadWasm): Codecs {
  return {
    jpeg: once(async () => (await import('./jpeg.ts')).createJpegDecoder(await loadWasm('libjpeg-turbo'))),
    'jpeg-lossless': once(async () => (await import('./jpeg-lossless.ts')).decodeJpegLossless),
    'jpeg-ls': once(async () => (await import('./jpeg-ls.ts')).createJpegLsDecoder(await loadWasm('charls'))),
    'jpeg-2000': once(async () =>
      (await import('./jpeg-2000.ts')).createJpeg2000Decoder(await loadWasm('openjpeg')),
    ),
    htj2k: once(async () => (await import('./htj2k.ts')).createHtj2kDecoder(await loadWasm('openjph'))),
  }
}

/** Loads when first asked; again after a failed load, and after a damaged stream has broken the codec. */
function once(load: () => Promise<FrameDecoder>): () => Promise<FrameDecoder> {
  let loading: Promise<FrameDecoder> | undefined
  const forget = () => {
    loading = undefined
  }
  const loadGuarded = async (): Promise<FrameDecoder> => {
    const decode = await load()
    return (frame) => {
      try {
        return decode(frame)
      } catch (error) {
        if (error instanceof CodecBroken) forget()
        throw error
      }
    }
  }
  return () => {
    loading ??= loadGuarded()
    loading.catch(forget)
    return loading
  }
}

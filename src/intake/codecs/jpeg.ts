import createLibJpegTurbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'
import type { FrameDecoder } from '../codecs.ts'
import { decodeJpegDct } from './jpeg-dct.ts'
import { decodeJpegLossless } from './jpeg-lossless.ts'
import { parseJpeg } from './jpeg-markers.ts'
import { moduleOptions, runWasmDecoder } from './run-wasm-decoder.ts'

/**
 * JPEG with a cosine transform (ITU-T T.81, baseline, extended and progressive): 8 bits by libjpeg-turbo, 12 bits, for which
 * no WebAssembly codec is published, by our own decoder. What is announced as JPEG and turns out lossless is read as that.
 */
export async function createJpegDecoder(wasm: Uint8Array): Promise<FrameDecoder> {
  const log = { lines: [] }
  const turbo = await createLibJpegTurbo(moduleOptions(wasm, log))
  return (encoded) => {
    const { frame } = parseJpeg(encoded.bytes)
    if (frame.process === 3) return decodeJpegLossless(encoded)
    if (frame.rows !== encoded.rows || frame.columns !== encoded.columns) {
      throw new Error(
        `the coded image is ${frame.columns} x ${frame.rows}, the header says ${encoded.columns} x ${encoded.rows}`,
      )
    }
    if (frame.precision > 8) return decodeJpegDct(encoded)
    const decoded = runWasmDecoder(turbo, turbo.JPEGDecoder, encoded.bytes, log)
    return { ...decoded, colour: 'rgb' }
  }
}

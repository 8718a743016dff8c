import createOpenJpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs'
import type { FrameDecoder } from './codecs.ts'
import { checkCodestream } from './check-codestream.ts'
import { moduleOptions, runWasmDecoder } from './run-wasm-decoder.ts'

/** JPEG 2000 (ISO/IEC 15444-1), reversible and not, by OpenJPEG. */
export async function createJpeg2000Decoder(wasm: Uint8Array): Promise<FrameDecoder> {
  const log = { lines: [] }
  const openJpeg = await createOpenJpeg(moduleOptions(wasm, log))
  return (encoded) => {
    checkCodestream(encoded)
    const frame = runWasmDecoder(openJpeg, openJpeg.J2KDecoder, encoded.bytes, log)
    return { ...frame, colour: 'rgb' }
  }
}

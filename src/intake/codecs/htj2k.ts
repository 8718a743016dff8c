import createOpenJph from '@cornerstonejs/codec-openjph/wasmjs'
import type { FrameDecoder } from './codecs.ts'
import { checkCodestream } from './check-codestream.ts'
import { moduleOptions, runWasmDecoder } from './run-wasm-decoder.ts'

/** High-Throughput JPEG 2000 (ISO/IEC 15444-15), by OpenJPH. */
export async function createHtj2kDecoder(wasm: Uint8Array): Promise<FrameDecoder> {
  const log = { lines: [] }
  const openJph = await createOpenJph(moduleOptions(wasm, log))
  return (encoded) => {
    checkCodestream(encoded)
    const frame = runWasmDecoder(openJph, openJph.HTJ2KDecoder, encoded.bytes, log, {
      prepare: (decoder) => decoder.readHeader(),
    })
    return { ...frame, colour: 'rgb' }
  }
}

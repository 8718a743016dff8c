import charls from '@cornerstonejs/codec-charls/decodewasm?url'
import libJpegTurbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url'
import openJpeg from '@cornerstonejs/codec-openjpeg/decodewasm?url'
import openJph from '@cornerstonejs/codec-openjph/wasm?url'
import { createCodecs } from './create-codecs.ts'
import type { WasmFile } from './create-codecs.ts'

const URLS: Readonly<Record<WasmFile, string>> = {
  charls,
  'libjpeg-turbo': libJpegTurbo,
  openjpeg: openJpeg,
  openjph: openJph,
}

/** The codecs of a page or worker: their WebAssembly is an asset of the same origin, fetched when first needed. */
export const codecs = createCodecs(async (file) => {
  const response = await fetch(URLS[file])
  if (!response.ok) throw new Error(`${file}.wasm: HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
})

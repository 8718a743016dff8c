import charlsUrl from '@cornerstonejs/codec-charls/decodewasm?url'
import libjpegTurboUrl from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url'
import openjpegUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url'
import openjphUrl from '@cornerstonejs/codec-openjph/wasm?url'
import type { Codecs } from '../intake/codecs.ts'
import { createCodecs } from '../intake/codecs/create-codecs.ts'
import type { WasmFile } from '../intake/codecs/create-codecs.ts'

const URLS: Readonly<Record<WasmFile, string>> = {
  charls: charlsUrl,
  'libjpeg-turbo': libjpegTurboUrl,
  openjpeg: openjpegUrl,
  openjph: openjphUrl,
}

/** The codecs in a browser: each WebAssembly file is fetched from the site when the first image needs it. */
export function browserCodecs(): Codecs {
  return createCodecs(async (file) => {
    const response = await fetch(URLS[file])
    if (!response.ok) throw new Error(`the codec ${file} could not be fetched: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  })
}

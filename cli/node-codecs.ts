import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createCodecs } from '../src/intake/codecs/create-codecs.ts'
import type { WasmFile } from '../src/intake/codecs/create-codecs.ts'

const resolve = createRequire(import.meta.url).resolve

const PATHS: Readonly<Record<WasmFile, string>> = {
  charls: '@cornerstonejs/codec-charls/decodewasm',
  'libjpeg-turbo': '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
  openjpeg: '@cornerstonejs/codec-openjpeg/decodewasm',
  openjph: '@cornerstonejs/codec-openjph/wasm',
}

/** The codecs in Node: their WebAssembly comes from the packages. */
export const codecs = createCodecs((file) => readFile(resolve(PATHS[file])))

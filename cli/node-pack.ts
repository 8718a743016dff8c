import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PackFiles } from '../src/inference/load-pack.ts'

/** The folder of the packs that this project serves. */
export const MODELS_FOLDER = join(dirname(dirname(fileURLToPath(import.meta.url))), 'models')

/** The pack that commands use unless they are told another. */
export const DEFAULT_PACK = 'cauda-lumbar-1'

/** Where the WebAssembly binaries of tfjs lie, with a slash at the end. */
export const WASM_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')),
  '/',
)

/** A pack in a folder of packs on disk. */
export function diskPack(packsFolder: string, packId: string): PackFiles {
  return {
    id: packId,
    async read(_signal, path) {
      try {
        return new Uint8Array(await readFile(join(packsFolder, packId, path)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
  }
}

import type { PackFiles } from '../inference/load-pack.ts'
import type { SourceFile } from '../review/ports.ts'

/** Where a pack's files are. `key` tells the packs of one session apart: two may call themselves by the same id. */
export type PackSource =
  /** `url`: the pack's folder on the site, absolute, with a slash at its end. */
  | { readonly kind: 'site'; readonly key: string; readonly url: string }
  /** `files`: what the reader handed over, with paths relative to the manifest. */
  | { readonly kind: 'handed-over'; readonly key: string; readonly files: readonly SourceFile[] }

/** The files of a pack, wherever they are. */
export function packFiles(source: PackSource): PackFiles {
  return source.kind === 'site' ? sitePack(source.key, source.url) : handedPack(source.key, source.files)
}

function sitePack(id: string, url: string): PackFiles {
  return {
    id,
    async read(signal, path) {
      const response = await fetch(new URL(path, url), { signal })
      // A host of single-page apps may answer for a missing file with the page itself.
      const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false
      return response.ok && !isPage ? new Uint8Array(await response.arrayBuffer()) : undefined
    },
  }
}

function handedPack(id: string, files: readonly SourceFile[]): PackFiles {
  return {
    id,
    async read(_signal, path) {
      const found = files.find((file) => file.path === path)
      return found && new Uint8Array(await found.file.arrayBuffer())
    },
  }
}

import type { PackFiles } from '../inference/load-pack.ts'
import type { SourceFile } from '../review/ports.ts'

/** Where a pack's files are. `key` tells the packs of one session apart: two may call themselves by the same id. */
export type PackSource =
  /** `url`: the pack's folder on the site, absolute, with a slash at its end. */
  | { readonly kind: 'site'; readonly key: string; readonly url: string }
  /** `files`: what the reader handed over, with paths relative to the manifest. */
  | { readonly kind: 'handed-over'; readonly key: string; readonly files: readonly SourceFile[] }
  /** A pack of graders and the pack that lends it a localizer; `manifest`: the text of what both are together. */
  | {
      readonly kind: 'joined'
      readonly key: string
      readonly manifest: string
      readonly pack: PackSource
      readonly donor: PackSource
    }

/** The files of a pack, wherever they are. */
export function packFiles(source: PackSource): PackFiles {
  switch (source.kind) {
    case 'site':
      return sitePack(source.key, source.url)
    case 'handed-over':
      return handedPack(source.key, source.files)
    case 'joined':
      return joinedPack(source.key, source.manifest, packFiles(source.pack), packFiles(source.donor))
  }
}

/** Each file is the pack's own where it has it, else the donor's. */
function joinedPack(id: string, manifest: string, pack: PackFiles, donor: PackFiles): PackFiles {
  return {
    id,
    async read(signal, path) {
      if (path === 'manifest.json') return new TextEncoder().encode(manifest)
      return (await pack.read(signal, path)) ?? (await donor.read(signal, path))
    },
  }
}

/**
 * The manifest is asked for anew each time, whatever the host says of caching. The address of every other file holds its hash, so
 * that a new edition of a pack is a new address: an old file in a cache is never taken for it.
 */
function sitePack(id: string, url: string): PackFiles {
  return {
    id,
    async read(signal, path, sha256) {
      const address = new URL(path, url)
      if (sha256) address.searchParams.set('sha256', sha256)
      const response = await fetch(address, { signal, cache: sha256 ? 'default' : 'no-cache' })
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

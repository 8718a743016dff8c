import type { PackFiles } from '../inference/load-pack.ts'

/** A pack that the site serves; `packsUrl` is the folder of all packs and ends with a slash. */
export function sitePack(packsUrl: string, packId: string): PackFiles {
  return {
    id: packId,
    async read(signal, path) {
      const response = await fetch(new URL(`${packId}/${path}`, packsUrl), { signal })
      // A host of single-page apps may answer for a missing file with the page itself.
      const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false
      return response.ok && !isPage ? new Uint8Array(await response.arrayBuffer()) : undefined
    },
  }
}

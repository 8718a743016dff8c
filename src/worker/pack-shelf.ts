import { diagnose } from '../domain/diagnostic.ts'
import type { OfferedPack } from '../domain/pack.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import { allowsPack } from '../domain/site-settings.ts'
import type { SiteSettings } from '../domain/site-settings.ts'
import { sha256 } from '../inference/sha256.ts'
import type { PacksPort } from '../review/reader-ports.ts'
import { packFiles } from './pack-source.ts'
import type { PackSource } from './pack-source.ts'
import type { HandedPack } from './take-packs.ts'

/** The packs that can be used: those that the site serves, and those that the reader handed over since the page was opened. */
export type PackShelf = PacksPort & {
  /** A key that no pack has gives a place on the site, where loading then says what is missing. */
  readonly source: (key: string) => PackSource
}

/** `packsUrl`: the folder of the site's packs, absolute, with a slash at its end. `site`: which packs may be used. */
export function createPackShelf(packsUrl: string, site: SiteSettings = {}): PackShelf {
  const handedOver = new Map<string, { readonly offered: OfferedPack; readonly source: PackSource }>()
  let served: Promise<Result<readonly OfferedPack[]>> | undefined

  function source(key: string): PackSource {
    return handedOver.get(key)?.source ?? { kind: 'site', key, url: new URL(`${key}/`, packsUrl).href }
  }

  /** Reads and checks all that the pack's manifest names. */
  async function add(signal: AbortSignal, pack: HandedPack): Promise<Result<OfferedPack>> {
    const { loadPack } = await import('../inference/load-pack.ts')
    const loaded = await loadPack(
      signal,
      packFiles({ kind: 'handed-over', key: pack.place, files: pack.files }),
    )
    if (!loaded.ok) return loaded
    const { manifest, sha256 } = loaded.value
    if (site.allowedPacks) return fail(diagnose('site.pack-not-allowed', 'error', manifest.id))
    const key = `${manifest.id}@${sha256.slice(0, 12)}`
    const offered: OfferedPack = { key, origin: 'handed-over', manifest, sha256 }
    handedOver.set(key, { offered, source: { kind: 'handed-over', key, files: pack.files } })
    return succeed(offered)
  }

  async function servedPacks(): Promise<Result<readonly OfferedPack[]>> {
    served ??= readServed(packsUrl, site, source)
    const result = await served
    if (!result.ok) served = undefined // the next asking tries again
    return result
  }

  return {
    source,
    async list() {
      const site = await servedPacks()
      return site.ok
        ? succeed([...site.value, ...[...handedOver.values()].map(({ offered }) => offered)])
        : site
    },
    async take(signal, files) {
      if (!files.some(({ path }) => mayHoldPack(path))) return { packs: [], rest: files }
      const { takePacks } = await import('./take-packs.ts')
      const { packs, rest } = await takePacks(files)
      return { packs: await Promise.all(packs.map((pack) => add(signal, pack))), rest }
    },
  }
}

/** Whether it is worth a look: most folders hold neither, and wait for nothing. */
function mayHoldPack(path: string): boolean {
  return /(^|\/)manifest\.json$|\.zip$/i.test(path)
}

/** The manifests named by the site's `index.json`, in its order; fails at the first that cannot be read. */
async function readServed(
  packsUrl: string,
  site: SiteSettings,
  source: (key: string) => PackSource,
): Promise<Result<readonly OfferedPack[]>> {
  const { parseManifest } = await import('../inference/manifest.ts') // of no use before the list is opened
  const { signal } = new AbortController()
  const response = await fetch(new URL('index.json', packsUrl), { cache: 'no-cache' })
  if (!response.ok) return fail(diagnose('pack.missing-file', 'error', 'index.json'))
  const { packs } = (await response.json()) as { packs: readonly string[] }
  const offered: OfferedPack[] = []
  for (const key of packs.filter((id) => allowsPack(site, id))) {
    const bytes = await packFiles(source(key)).read(signal, 'manifest.json')
    if (!bytes) return fail(diagnose('pack.missing-file', 'error', `${key}/manifest.json`))
    const manifest = parseManifest(new TextDecoder().decode(bytes), key)
    if (!manifest.ok) return manifest
    offered.push({ key, origin: 'site', manifest: manifest.value, sha256: await sha256(bytes) })
  }
  return succeed(offered)
}

import { diagnose } from '../domain/diagnostic.ts'
import type { OfferedPack, PackManifest } from '../domain/pack.ts'
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
  /** Packs of graders alone: whole and checked, but of no use without a localizer. */
  const incomplete = new Map<string, { readonly offered: OfferedPack; readonly source: PackSource }>()
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
    const entry = { offered, source: { kind: 'handed-over', key, files: pack.files } as const }
    if (!hasLocalizer(manifest)) {
      incomplete.set(key, entry)
      const donor = await findDonor()
      const fields = { pack: key, donor: donor ? nameOf(donor.manifest) : '' }
      return fail(diagnose('pack.needs-localizer', 'warning', manifest.id, fields))
    }
    handedOver.set(key, entry)
    return succeed(offered)
  }

  /** The first of the site's packs that has a localizer. */
  async function findDonor(): Promise<OfferedPack | undefined> {
    const site = await servedPacks()
    return site.ok ? site.value.find(({ manifest }) => hasLocalizer(manifest)) : undefined
  }

  async function complete(signal: AbortSignal, packKey: string): Promise<Result<OfferedPack>> {
    const pack = incomplete.get(packKey)
    const donor = await findDonor()
    if (pack === undefined || donor === undefined)
      return fail(diagnose('pack.needs-localizer', 'error', packKey, { pack: packKey, donor: '' }))
    const manifest = joinManifests(pack.offered.manifest, donor.manifest)
    const text = JSON.stringify(manifest)
    const hash = await sha256(new TextEncoder().encode(text))
    const key = `${manifest.id}@${hash.slice(0, 12)}`
    const joined: PackSource = {
      kind: 'joined',
      key,
      manifest: text,
      pack: pack.source,
      donor: source(donor.key),
    }
    const { loadPack } = await import('../inference/load-pack.ts')
    const loaded = await loadPack(signal, packFiles(joined))
    if (!loaded.ok) return loaded
    const offered: OfferedPack = { key, origin: 'handed-over', manifest: loaded.value.manifest, sha256: hash }
    handedOver.set(key, { offered, source: joined })
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
    complete,
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

function hasLocalizer({ networks }: PackManifest): boolean {
  return networks.some(({ task }) => task === 'localize-sagittal')
}

function nameOf({ name, version }: PackManifest): string {
  return `${name} ${version}`
}

/** The pack with the donor's localizer, under a name that says so. */
function joinManifests(pack: PackManifest, donor: PackManifest): PackManifest {
  const lent = donor.networks.filter(({ task }) => task === 'localize-sagittal')
  const name = `${pack.name} + ${lent.map(({ id }) => id).join(', ')} (${nameOf(donor)})`
  return { ...pack, name, networks: [...lent, ...pack.networks] }
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

import { diagnose } from '../domain/diagnostic.ts'
import type { PackManifest } from '../domain/pack.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import { parseManifest } from '../inference/manifest.ts'
import { sitePack } from './site-pack.ts'

/** The manifests of the packs that the site serves, in the order of `models/index.json`; fails at the first that cannot be read. */
export async function listSitePacks(packsUrl: string): Promise<Result<readonly PackManifest[]>> {
  const { signal } = new AbortController()
  const response = await fetch(new URL('index.json', packsUrl))
  if (!response.ok) return fail(diagnose('pack.missing-file', 'error', 'index.json'))
  const { packs } = (await response.json()) as { packs: readonly string[] }
  const manifests: PackManifest[] = []
  for (const id of packs) {
    const bytes = await sitePack(packsUrl, id).read(signal, 'manifest.json')
    if (!bytes) return fail(diagnose('pack.missing-file', 'error', `${id}/manifest.json`))
    const manifest = parseManifest(new TextDecoder().decode(bytes), id)
    if (!manifest.ok) return manifest
    manifests.push(manifest.value)
  }
  return succeed(manifests)
}

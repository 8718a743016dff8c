import { listZip } from '../intake/archive/zip-archive.ts'
import type { SourceFile } from '../review/ports.ts'
import { blobSource } from './blob-source.ts'

const MANIFEST = 'manifest.json'

/** A pack as it came: the folder or archive that it was found in, and its files by their path from the manifest on. */
export type HandedPack = { readonly place: string; readonly files: readonly SourceFile[] }

/** Packs above this size are left for intake to name: the largest that a reading desk would run has some 100 MB. */
const LARGEST_ARCHIVE = 512 * 1024 * 1024

/**
 * Parts the files that the reader handed over into model packs, in folders or ZIPs, and the rest. A folder is a pack when it
 * holds a manifest.json that speaks of networks, or one beside graph models: other things have manifests too, and stay.
 */
export async function takePacks(
  files: readonly SourceFile[],
): Promise<{ readonly packs: readonly HandedPack[]; readonly rest: readonly SourceFile[] }> {
  const packs: HandedPack[] = []
  const taken = new Set<SourceFile>()
  for (const file of files) {
    // An archive that cannot be unpacked is left to intake, which names what is damaged in it.
    const found = await packsAmong(await entriesOf(file)).catch(() => [])
    packs.push(...found.map((pack) => ({ ...pack, place: pack.place === '' ? file.path : pack.place })))
    if (found.length > 0) taken.add(file)
  }
  const loose = files.map(({ path, file }) => ({ path, unpack: () => Promise.resolve(file) }))
  for (const pack of await packsAmong(loose)) {
    packs.push(pack)
    const prefix = pack.place === '' ? '' : `${pack.place}/`
    for (const file of files) if (file.path.startsWith(prefix)) taken.add(file)
  }
  return { packs, rest: files.filter((file) => !taken.has(file)) }
}

/** A file that is unpacked only once it is known to belong to a pack. */
type Entry = { readonly path: string; readonly unpack: () => Promise<Blob> }

async function packsAmong(entries: readonly Entry[]): Promise<readonly HandedPack[]> {
  const manifests = entries.filter(({ path }) => isManifest(path))
  const packs = manifests.map(async (manifest) => {
    const prefix = manifest.path.slice(0, -MANIFEST.length)
    const inside = entries.filter(({ path }) => path.startsWith(prefix))
    const isPack =
      inside.some(({ path }) => path.endsWith('/model.json')) ||
      (await speaksOfNetworks(await manifest.unpack()))
    if (!isPack) return []
    const files = inside.map(async ({ path, unpack }) => ({
      path: path.slice(prefix.length),
      file: await unpack(),
    }))
    return [{ place: prefix.replace(/\/$/, ''), files: await Promise.all(files) }]
  })
  return (await Promise.all(packs)).flat()
}

async function speaksOfNetworks(manifest: Blob): Promise<boolean> {
  return (await manifest.text()).includes('"networks"')
}

/** What a ZIP lists, nothing of it unpacked yet; nothing of any other file. */
async function entriesOf({ path, file }: SourceFile): Promise<readonly Entry[]> {
  if (!isArchive(path) || file.size > LARGEST_ARCHIVE) return []
  const listed = await listZip(blobSource(path, file))
  if (!listed.ok) return []
  return listed.value.flatMap((entry) => {
    if (!entry.content.ok) return []
    const source = entry.content.value
    const unpack = async () => new Blob([(await source.read(0, source.size)) as Uint8Array<ArrayBuffer>])
    return [{ path: entry.path, unpack }]
  })
}

function isManifest(path: string): boolean {
  return path === MANIFEST || path.endsWith(`/${MANIFEST}`)
}

function isArchive(path: string): boolean {
  return /\.zip$/i.test(path)
}

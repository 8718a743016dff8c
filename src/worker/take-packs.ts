import { listZip } from '../intake/zip-archive.ts'
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
  const unpacked = await Promise.all(files.map(unpackArchive))
  const packs: HandedPack[] = []
  const taken = new Set<SourceFile>()
  for (const [index, file] of files.entries()) {
    const found = await packsAmong(unpacked[index] ?? [])
    packs.push(...found.map((pack) => ({ ...pack, place: pack.place === '' ? file.path : pack.place })))
    if (found.length > 0) taken.add(file)
  }
  for (const pack of await packsAmong(files)) {
    packs.push(pack)
    const prefix = pack.place === '' ? '' : `${pack.place}/`
    for (const file of files) if (file.path.startsWith(prefix)) taken.add(file)
  }
  return { packs, rest: files.filter((file) => !taken.has(file)) }
}

async function packsAmong(files: readonly SourceFile[]): Promise<readonly HandedPack[]> {
  const manifests = files.filter(({ path }) => isManifest(path))
  const packs = manifests.map(async (manifest) => {
    const prefix = manifest.path.slice(0, -MANIFEST.length)
    const inside = files
      .filter(({ path }) => path.startsWith(prefix))
      .map(({ path, file }) => ({ path: path.slice(prefix.length), file }))
    const isPack =
      inside.some(({ path }) => path.endsWith('/model.json')) || (await speaksOfNetworks(manifest.file))
    return isPack ? [{ place: prefix.replace(/\/$/, ''), files: inside }] : []
  })
  return (await Promise.all(packs)).flat()
}

async function speaksOfNetworks(manifest: Blob): Promise<boolean> {
  return (await manifest.text()).includes('"networks"')
}

/** The files of a ZIP that holds a manifest, unpacked; none of any other file. Its listing alone is read to know. */
async function unpackArchive({ path, file }: SourceFile): Promise<readonly SourceFile[]> {
  if (!isArchive(path) || file.size > LARGEST_ARCHIVE) return []
  const listed = await listZip(blobSource(path, file))
  if (!listed.ok || !listed.value.some((entry) => isManifest(entry.path))) return []
  const unpacked = listed.value.map(async (entry) => {
    if (!entry.content.ok) return []
    const bytes = await entry.content.value.read(0, entry.content.value.size)
    return [{ path: entry.path, file: new Blob([bytes as Uint8Array<ArrayBuffer>]) }]
  })
  return (await Promise.all(unpacked)).flat()
}

function isManifest(path: string): boolean {
  return path === MANIFEST || path.endsWith(`/${MANIFEST}`)
}

function isArchive(path: string): boolean {
  return /\.zip$/i.test(path)
}

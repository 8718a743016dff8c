import { createHash } from 'node:crypto'
import { zipSync } from 'fflate'

/** Paths with slashes, and what the files hold. */
export type ReleaseFiles = ReadonlyMap<string, Uint8Array>

/** The first moment that a ZIP can name: an archive of the same files is the same bytes whenever it is written. */
const ALWAYS = new Date(1980, 0, 1)

/** What a ZIP of the files holds: all of them below one folder, and SHA256SUMS, which `sha256sum --check` reads. */
export function releaseArchive(folder: string, files: ReleaseFiles): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const sums = sorted.map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`).join('')
  const all: readonly (readonly [string, Uint8Array])[] = [
    ...sorted,
    ['SHA256SUMS', new TextEncoder().encode(sums)],
  ]
  const entries = all.map(([path, bytes]) => [`${folder}/${path}`, bytes] as const)
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: ALWAYS })
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

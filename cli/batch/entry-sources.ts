import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listZip } from '../../src/intake/archive/zip-archive.ts'
import type { ByteSource } from '../../src/intake/byte-source.ts'
import { fileSource } from '../folder-source.ts'

/**
 * The files that an entry of the list names, below the folder `source` or in the archive `source`. Of an archive that holds
 * many studies only the entry's own files are given; an archive inside it is given whole. A file that is gone is a source
 * that cannot be read.
 */
export async function entrySources(source: string, files: readonly string[]): Promise<readonly ByteSource[]> {
  const root = statSync(source).isFile() ? dirname(source) : source
  const loose: ByteSource[] = []
  const inArchives = new Map<string, string[]>()
  for (const file of files) {
    const onDisk = fileOnDisk(root, file)
    if (onDisk === undefined) loose.push(goneSource(file))
    else if (onDisk === file) loose.push(fileSource(join(root, file), file))
    else inArchives.set(onDisk, [...(inArchives.get(onDisk) ?? []), file])
  }
  const packed: ByteSource[] = []
  for (const [archive, wanted] of inArchives) packed.push(...(await archiveSources(root, archive, wanted)))
  return [...loose, ...packed]
}

async function archiveSources(
  root: string,
  archive: string,
  wanted: readonly string[],
): Promise<readonly ByteSource[]> {
  const listed = await listZip(fileSource(join(root, archive), archive))
  if (!listed.ok) return wanted.map(goneSource)
  const containers = new Set(wanted.flatMap((path) => prefixesOf(path)))
  return listed.value.flatMap(({ path, content }) =>
    containers.has(path) && content.ok ? [content.value] : [],
  )
}

/** The part of a path that is a file: the whole path, or the archive that it lies in. */
function fileOnDisk(root: string, path: string): string | undefined {
  for (const prefix of prefixesOf(path)) {
    const found = statSync(join(root, prefix), { throwIfNoEntry: false })
    if (!found?.isDirectory()) return found && prefix
  }
  return undefined
}

/** `a/b.zip/c` -> `a`, `a/b.zip`, `a/b.zip/c` */
function prefixesOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'))
}

function goneSource(path: string): ByteSource {
  const read = () => Promise.reject(new Error('the file is gone since the studies were listed'))
  return { path, size: 0, read }
}

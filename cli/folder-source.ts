import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { ByteSource } from '../src/intake/byte-source.ts'

/** The files below a folder, however deep, in name order; a path that is a file (a .zip) is the only one. */
export async function folderSources(path: string): Promise<readonly ByteSource[]> {
  const found = await stat(path)
  if (found.isFile()) return [fileSource(path, basename(path))]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return files.map((file) => fileSource(file, relative(path, file).split(sep).join('/')))
}

/**
 * A file read in ranges. Each read opens, reads and closes in one go: ten thousand files need no ten thousand handles, and
 * a small read of a local file is over sooner than the thread pool would have begun it.
 */
export function fileSource(file: string, path: string): ByteSource {
  const { size } = statSync(file)
  return {
    path,
    size,
    read: (start, end) => new Promise((done) => done(readRange(file, start, Math.min(end, size)))),
  }
}

function readRange(file: string, start: number, end: number): Uint8Array {
  const handle = openSync(file, 'r')
  try {
    const bytes = new Uint8Array(Math.max(0, end - start))
    let filled = 0
    while (filled < bytes.length) {
      const count = readSync(handle, bytes, filled, bytes.length - filled, start + filled)
      if (count === 0) break
      filled += count
    }
    return bytes.subarray(0, filled)
  } finally {
    closeSync(handle)
  }
}

import { open, readdir, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { ByteSource } from '../src/intake/byte-source.ts'

/** The files below a folder, however deep, in name order; a path that is a file (a .zip) is the only one. */
export async function folderSources(path: string): Promise<readonly ByteSource[]> {
  const found = await stat(path)
  if (found.isFile()) return [await fileSource(path, basename(path))]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return Promise.all(files.map((file) => fileSource(file, relative(path, file).split(sep).join('/'))))
}

/** A file read in ranges. It is opened for each read, so that ten thousand files need no ten thousand handles. */
export async function fileSource(file: string, path: string): Promise<ByteSource> {
  const { size } = await stat(file)
  return {
    path,
    size,
    async read(start, end) {
      const handle = await open(file)
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start))
        let filled = 0
        while (filled < bytes.length) {
          const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled)
          if (bytesRead === 0) break
          filled += bytesRead
        }
        return bytes.subarray(0, filled)
      } finally {
        await handle.close()
      }
    },
  }
}

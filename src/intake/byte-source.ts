/**
 * A file as intake sees it: named, and read in ranges. Adapters live outside: a Blob in the worker, a file handle in Node,
 * an entry of an archive in `zip-archive.ts`.
 */
export type ByteSource = {
  /** The path inside the folder or archive that was handed over, with `/` between its parts. */
  readonly path: string
  /** In bytes; an upper bound where the length is not known before reading, as in a compressed stream. */
  readonly size: number
  /**
   * The bytes from `start` up to, not including, `end`; fewer when the file ends before `end`.
   * Rejects when the file can no longer be read.
   */
  read(start: number, end: number): Promise<Uint8Array>
}

/** A source over bytes that are in memory already. */
export function bytesSource(path: string, bytes: Uint8Array): ByteSource {
  return {
    path,
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, Math.max(start, end))),
  }
}

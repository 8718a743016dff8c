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
   * Rejects when the file can no longer be read, behind `withKnownFailure` with UnreadableFile.
   */
  read(start: number, end: number): Promise<Uint8Array>
}

/** A file that was moved, deleted or locked since it was handed over, or that its disk no longer gives. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
}

/** The same source, whose `read` rejects with UnreadableFile whatever error the file system gives. */
export function withKnownFailure(source: ByteSource): ByteSource {
  return {
    path: source.path,
    size: source.size,
    async read(start, end) {
      try {
        return await source.read(start, end)
      } catch (cause) {
        throw new UnreadableFile(cause instanceof Error ? cause.message : String(cause), { cause })
      }
    },
  }
}

/** A source over bytes that are in memory already. */
export function bytesSource(path: string, bytes: Uint8Array): ByteSource {
  return {
    path,
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, Math.max(start, end))),
  }
}

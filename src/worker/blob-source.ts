/**
 * A file up to this size is read whole: a slice is a Blob of its own, which costs a browser more than so many bytes
 * (Chromium 156: 2,300 whole files of 22 kB a second against 1,100 slices; at 500 kB slices are ahead).
 */
const READ_WHOLE_BYTES = 128 * 1024

/** A Blob or File as the byte source that intake reads: ranges on demand, nothing held. */
export function blobSource(path: string, blob: Blob) {
  return {
    path,
    size: blob.size,
    async read(start: number, end: number): Promise<Uint8Array> {
      if (blob.size > READ_WHOLE_BYTES) return new Uint8Array(await blob.slice(start, end).arrayBuffer())
      return new Uint8Array(await blob.arrayBuffer()).subarray(start, Math.max(start, end))
    },
  }
}

/** A Blob or File as the byte source that intake reads: ranges on demand, nothing held. */
export function blobSource(path: string, blob: Blob) {
  return {
    path,
    size: blob.size,
    async read(start: number, end: number): Promise<Uint8Array> {
      return new Uint8Array(await blob.slice(start, end).arrayBuffer())
    },
  }
}

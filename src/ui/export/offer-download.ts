/** Long enough for any browser to have taken the bytes. */
const HELD_MS = 60_000

/** Has the browser save a file that was made in this page. */
export function offerDownload({ name, bytes }: { readonly name: string; readonly bytes: Blob }): void {
  const url = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), HELD_MS)
}

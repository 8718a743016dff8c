/** `21 Nov 2026, 14:02`, in the reader's own time zone. */
export function momentInWords(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}

/** `14:02`, in the reader's own time zone. */
export function timeInWords(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { timeStyle: 'short' })
}

import { WORDS } from './words.ts'

/** `21 Nov 2026, 14:02`, in the reader's own time zone. */
export function momentInWords(iso: string): string {
  return new Date(iso).toLocaleString(WORDS.locale, { dateStyle: 'medium', timeStyle: 'short' })
}

/** `14:02`, in the reader's own time zone. */
export function timeInWords(iso: string): string {
  return new Date(iso).toLocaleTimeString(WORDS.locale, { timeStyle: 'short' })
}

/** `21 Nov 2026`, in the reader's own time zone. */
export function dateInWords(iso: string): string {
  return new Date(iso).toLocaleDateString(WORDS.locale, { dateStyle: 'medium' })
}

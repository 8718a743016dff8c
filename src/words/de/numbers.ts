import { bytesInWords } from '../numbers.ts'

const LOCALE = 'de-DE'

/** `1 Datei`, `1.204 Dateien`: German plurals follow no rule, so both are given. */
export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString(LOCALE)} ${n === 1 ? one : many}`
}

export function bytes(n: number): string {
  return bytesInWords(n, LOCALE)
}

/** A number that a diagnostic carries, with a decimal comma; anything else as it is. */
export function figure(value: string | number | boolean | undefined): string {
  return typeof value === 'number' ? value.toLocaleString(LOCALE, { useGrouping: false }) : `${value ?? ''}`
}

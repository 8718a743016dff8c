import { bytesInWords } from '../numbers.ts'

const LOCALE = 'en-GB'

/** `one file`, `1,204 files`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString(LOCALE)} ${n === 1 ? one : many}`
}

export function bytes(n: number): string {
  return bytesInWords(n, LOCALE)
}

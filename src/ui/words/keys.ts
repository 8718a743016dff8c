import { WORDS } from './words.ts'

const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** A key as it is printed on keyboards. */
export function keyInWords(key: string): string {
  return (
    ARROWS[key] ??
    WORDS.keyNames[key] ??
    key.replace(/(^|\+)([a-z])$/, (_, plus: string, letter: string) => plus + letter.toUpperCase())
  )
}

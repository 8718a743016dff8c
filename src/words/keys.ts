import { WORDS } from './words.ts'

const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** A key as it is printed on keyboards, with what is held beside it: `Ctrl+Z`. */
export function keyInWords(key: string): string {
  return key
    .split(/\+(?=.)/) // the plus key itself stays
    .map(
      (part) =>
        ARROWS[part] ?? WORDS.keyNames[part] ?? part.replace(/^[a-z]$/, (letter) => letter.toUpperCase()),
    )
    .join('+')
}

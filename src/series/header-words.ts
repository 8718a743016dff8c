/**
 * Free text of a header as words: lower case, one space between and around them, so that ` c2 ` is a word and the end of
 * "ARC2" is none. "SagT2" is two words; `*` and `+` stay, the plus as a word of its own.
 *
 * @example
 * headerWords('SAG T2-FRFSE ARC2') // ' sag t2 frfse arc2 '
 * headerWords('Sag_T1 +C') // ' sag t1 + c '
 */
export function headerWords(...texts: readonly (string | undefined)[]): string {
  const words = texts
    .filter((text) => text !== undefined)
    .join(' | ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/\+/g, ' + ')
    .split(/[^\p{L}\p{N}*+|]+/u)
    .filter((word) => word !== '')
  return words.length === 0 ? '' : ` ${words.join(' ')} `
}

/** Words that turn the word behind them into its opposite, as protocols write them in English, German, French, Spanish, Italian. */
const NEGATION =
  /(?: (?:no|non|not|without|wo|w o|ohne|kein|keine|sans|sin|senza|pre|before|vor|avant|antes))+ $/

/** The first match of `pattern` that no negation stands before; undefined where there is none. The pattern needs the flag `g`. */
export function findAffirmed(words: string, pattern: RegExp): string | undefined {
  for (const match of words.matchAll(pattern)) {
    const start = match.index + (match[0].startsWith(' ') ? 1 : 0)
    if (!NEGATION.test(words.slice(0, start))) return match[0].trim()
  }
  return undefined
}

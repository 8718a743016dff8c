import { closest, distance } from 'fastest-levenshtein'

/** The share of a name's letters that may differ where it is still taken for a misspelling of another. */
const MOST_DIFFERENT = 0.5

/**
 * The end of a message about an unknown name: the nearest known one, and all of them.
 *
 * @example noneOf('sever', ['moderate', 'severe']) // 'did you mean severe? Known are moderate, severe'
 */
export function noneOf(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'There are none'
  const near = closest(name, known)
  const letters = Math.max(name.length, near.length)
  const isNear = letters > 0 && distance(name.toLowerCase(), near.toLowerCase()) <= MOST_DIFFERENT * letters
  return `${isNear ? `did you mean ${near}? ` : ''}Known are ${known.join(', ')}`
}

/** What to say of an option that `parseArgs` of Node refused, one line; empty where it has nothing to add to the usage. */
export function unknownOption(error: unknown, known: readonly string[]): string {
  const option = /^Unknown option '(-[^']*)'/.exec(error instanceof Error ? error.message : '')?.[1]
  if (option === undefined) return ''
  const listed = noneOf(
    option,
    known.map((name) => `--${name}`),
  )
  return `cli.usage: there is no option ${option}; ${listed}\n`
}

/** Images a second that a reader can choose from. */
export const CINE_RATES = [2, 4, 6, 8, 10, 12, 15, 20, 25, 30] as const

/** The next faster (1) or slower (-1) rate; the ends stay. */
export function otherRate(rate: number, step: 1 | -1): number {
  const faster = CINE_RATES.find((candidate) => candidate > rate) ?? CINE_RATES.at(-1)!
  const slower = CINE_RATES.findLast((candidate) => candidate < rate) ?? CINE_RATES[0]
  return step > 0 ? faster : slower
}

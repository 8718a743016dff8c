/** A stream of pseudo-random numbers that a seed and a name fix on every machine. */
export type Random = {
  /** Uniform in [0, 1). */
  readonly next: () => number
  /** Uniform in [low, high). */
  readonly between: (low: number, high: number) => number
  /** Normally distributed. */
  readonly normal: (mean: number, deviation: number) => number
}

/**
 * The stream called `name` of a seed. Each part of the phantom draws from its own, so that a new draw in one
 * part leaves the others as they were.
 */
export function randomStream(seed: number, name: string): Random {
  let state = hash32(`${seed}/${name}`)
  const next = () => {
    // mulberry32 (T. Ettinger, public domain): 32 bits of state, passes gjrand's tests, the same in every engine.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number) => low + (high - low) * next()
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return { next, between, normal }
}

/** FNV-1a over UTF-16 code units, then an avalanche so that near names give far states. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

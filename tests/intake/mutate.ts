/** A random number generator of one 32-bit word (mulberry32): the same seed gives the same files. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Mutation = (bytes: Uint8Array, random: () => number) => Uint8Array

const at = (bytes: Uint8Array, random: () => number) => Math.floor(random() * bytes.length)

const MUTATIONS: readonly Mutation[] = [
  function truncate(bytes, random) {
    return bytes.slice(0, at(bytes, random))
  },
  function flipBits(bytes, random) {
    for (let n = 1 + Math.floor(random() * 16); n > 0; n--)
      bytes[at(bytes, random)]! ^= 1 << Math.floor(random() * 8)
    return bytes
  },
  /** Somewhere in the header, where tags, VRs and lengths are dense. */
  function flipHeader(bytes, random) {
    for (let n = 1 + Math.floor(random() * 8); n > 0; n--) {
      bytes[Math.floor(random() * Math.min(bytes.length, 2048))] = Math.floor(random() * 256)
    }
    return bytes
  },
  function enormousLength(bytes, random) {
    const place = at(bytes, random) & ~1
    bytes.set([0xff, 0xff, 0xff, random() < 0.5 ? 0xff : 0x7f].slice(0, bytes.length - place), place)
    return bytes
  },
  function removePiece(bytes, random) {
    const start = at(bytes, random)
    bytes.copyWithin(start, start + Math.floor(random() * 64))
    return bytes
  },
  function repeatPiece(bytes, random) {
    const from = at(bytes, random)
    bytes.copyWithin(at(bytes, random), from, from + Math.floor(random() * 256))
    return bytes
  },
  /** Rows and Columns of 60,000, wherever their elements stand. */
  function enormousMatrix(bytes) {
    for (let place = 0; place + 10 < bytes.length; place++) {
      const isSize = bytes[place] === 0x28 && bytes[place + 1] === 0 && (bytes[place + 2]! & 0xfe) === 0x10
      if (isSize && bytes[place + 3] === 0) bytes.set([0x60, 0xea], place + 8)
    }
    return bytes
  },
  function noise(bytes, random) {
    const start = at(bytes, random)
    const end = Math.min(bytes.length, start + Math.floor(random() * 512))
    for (let place = start; place < end; place++) bytes[place] = Math.floor(random() * 256)
    return bytes
  },
]

/** One of the mutations, now and then two, on a copy. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let mutated: Uint8Array = bytes.slice()
  for (let n = random() < 0.3 ? 2 : 1; n > 0 && mutated.length > 0; n--) {
    mutated = MUTATIONS[Math.floor(random() * MUTATIONS.length)]!(mutated, random)
  }
  return mutated
}

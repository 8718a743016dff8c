import { hash32 } from './random.ts'

/** A UID under 2.25 (PS3.5 B.2) that the seed and the name fix: 122 bits of a hash in the form of a version 4 UUID. */
export function phantomUid(seed: number, name: string): string {
  const words = [0, 1, 2, 3].map((part) => BigInt(hash32(`uid/${part}/${seed}/${name}`)))
  const bits = words.reduce((sum, word) => (sum << 32n) | word, 0n)
  const version = (bits & ~(0xfn << 76n)) | (0x4n << 76n)
  const variant = (version & ~(0x3n << 62n)) | (0x2n << 62n)
  return `2.25.${variant}`
}

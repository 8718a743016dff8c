import { Inflate } from 'fflate'
import type { ByteSource } from './byte-source.ts'

/** Beyond this a compressed stream is taken for a bomb: no single MR object comes near it. */
export const LARGEST_INFLATED = 512 * 1024 * 1024

/** Compressed bytes read at a time. */
const CHUNK = 64 * 1024

/** Compressed bytes inflated at a time: a bomb unfolds a thousandfold, so that one step gives 4 MB at most. */
const STEP = 4 * 1024

/**
 * A source over the raw deflate stream (RFC 1951) that starts at `offset` of another source. Nothing is inflated beyond the
 * range that is read. What was inflated last is kept only as long as memory allows, since a frame's fragments are read one by one.
 */
export function inflatedSource(
  compressed: ByteSource,
  offset: number,
  { path = compressed.path, end = compressed.size, size = LARGEST_INFLATED } = {},
): ByteSource {
  let kept: WeakRef<Uint8Array> | undefined
  let endsAt = Infinity
  return {
    path,
    size,
    async read(from, to) {
      const known = kept?.deref()
      const wanted = Math.min(to, size, endsAt)
      if (known && known.length >= wanted) return known.subarray(from, wanted)
      const inflated = await inflateUpTo(compressed, offset, end, wanted)
      if (inflated.length < wanted) endsAt = inflated.length
      kept = new WeakRef(inflated)
      return inflated.subarray(from, to)
    },
  }
}

/** The first `length` bytes of the inflated stream; fewer when it ends, or turns to garbage, before. */
async function inflateUpTo(
  source: ByteSource,
  start: number,
  end: number,
  length: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let total = 0
  const inflate = new Inflate((part) => {
    parts.push(part)
    total += part.length
  })
  for (let position = start; position < end && total < length; position += CHUNK) {
    const chunk = await source.read(position, Math.min(position + CHUNK, end))
    if (chunk.length === 0) break
    if (!pushSteps(inflate, chunk, () => total < length)) break
  }
  const inflated = new Uint8Array(Math.min(total, length))
  let filled = 0
  for (const part of parts) {
    inflated.set(part.subarray(0, inflated.length - filled), filled)
    filled = Math.min(filled + part.length, inflated.length)
  }
  return inflated
}

/** Inflates a chunk step by step while more is wanted; false where the stream is damaged or over, which fflate throws. */
function pushSteps(inflate: Inflate, chunk: Uint8Array, wantsMore: () => boolean): boolean {
  try {
    for (let at = 0; at < chunk.length && wantsMore(); at += STEP) inflate.push(chunk.subarray(at, at + STEP))
    return true
  } catch {
    return false // what came before is good
  }
}

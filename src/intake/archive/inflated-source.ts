import { Inflate } from 'fflate'
import type { ByteSource } from '../byte-source.ts'

/** Beyond this a compressed stream is taken for a bomb: no single MR object comes near it. */
export const LARGEST_INFLATED = 512 * 1024 * 1024

/** Compressed bytes read at a time. */
const CHUNK = 64 * 1024

/** Compressed bytes inflated at a time: a bomb unfolds a thousandfold, so that one step gives 4 MB at most. */
const STEP = 4 * 1024

/** A stream that was inflated so far, and goes on from there. */
type Inflating = {
  readonly inflate: Inflate
  /** Inflated bytes; the first `length` of them are filled. */
  bytes: Uint8Array
  length: number
  /** Where the next compressed byte lies. */
  position: number
  /** The stream ended, or turned to garbage: what came before is good. */
  over: boolean
}

/**
 * A source over the raw deflate stream (RFC 1951) that starts at `offset` of another source. Nothing is inflated beyond the
 * range that is read, and a longer read goes on where the last one stopped. What was inflated is kept only as long as memory
 * allows, since a frame's fragments are read one by one.
 */
export function inflatedSource(
  compressed: ByteSource,
  offset: number,
  { path = compressed.path, end = compressed.size, size = LARGEST_INFLATED } = {},
): ByteSource {
  let kept: WeakRef<Inflating> | undefined
  let lastRead: Promise<unknown> = Promise.resolve()

  async function readNow(from: number, to: number): Promise<Uint8Array> {
    const stream = kept?.deref() ?? startInflating(offset)
    if (kept?.deref() !== stream) kept = new WeakRef(stream)
    const wanted = Math.min(to, size)
    await inflateUpTo(stream, compressed, end, wanted)
    return stream.bytes.subarray(from, Math.max(from, Math.min(wanted, stream.length)))
  }

  return {
    path,
    size,
    // One read at a time: two would push into the same inflater out of turn.
    read(from, to) {
      const reading = lastRead.then(() => readNow(from, to))
      lastRead = reading.catch(() => undefined) // the caller of that read is told
      return reading
    },
  }
}

function startInflating(offset: number): Inflating {
  const stream: Inflating = {
    inflate: new Inflate((part) => append(stream, part)),
    bytes: new Uint8Array(CHUNK),
    length: 0,
    position: offset,
    over: false,
  }
  return stream
}

function append(stream: Inflating, part: Uint8Array): void {
  const length = stream.length + part.length
  if (length > stream.bytes.length) {
    const grown = new Uint8Array(Math.max(length, stream.bytes.length * 2))
    grown.set(stream.bytes.subarray(0, stream.length))
    stream.bytes = grown
  }
  stream.bytes.set(part, stream.length)
  stream.length = length
}

/** Inflates until `length` bytes are there, or the stream is over. */
async function inflateUpTo(
  stream: Inflating,
  source: ByteSource,
  end: number,
  length: number,
): Promise<void> {
  while (!stream.over && stream.length < length) {
    const chunk = await source.read(stream.position, Math.min(stream.position + CHUNK, end))
    if (chunk.length === 0) stream.over = true
    else stream.position += pushSteps(stream, chunk, length)
  }
}

/** Inflates a chunk step by step while more is wanted. Gives the compressed bytes that were taken. */
function pushSteps(stream: Inflating, chunk: Uint8Array, wanted: number): number {
  let at = 0
  try {
    for (; at < chunk.length && stream.length < wanted; at += STEP) {
      stream.inflate.push(chunk.subarray(at, at + STEP))
    }
  } catch {
    stream.over = true // fflate throws where the stream is damaged or over
  }
  return Math.min(at, chunk.length)
}

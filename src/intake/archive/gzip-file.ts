import type { ByteSource } from '../byte-source.ts'
import { inflatedSource } from './inflated-source.ts'

const FIXED_HEADER_LENGTH = 10
const HAS_CRC = 2
const HAS_EXTRA = 4
const HAS_NAME = 8
const HAS_COMMENT = 16

/** Whether a file's first bytes are those of a gzip member (RFC 1952) that holds a deflate stream. */
export function isGzip(prefix: Uint8Array): boolean {
  return prefix[0] === 0x1f && prefix[1] === 0x8b && prefix[2] === 8
}

/** What a gzip file holds, under the file's own path. */
export function gunzippedSource(source: ByteSource, prefix: Uint8Array): ByteSource {
  return inflatedSource(source, headerLength(prefix))
}

function headerLength(prefix: Uint8Array): number {
  const flags = prefix[3] ?? 0
  let position = FIXED_HEADER_LENGTH
  if (flags & HAS_EXTRA) position += 2 + (prefix[position] ?? 0) + (prefix[position + 1] ?? 0) * 256
  if (flags & HAS_NAME) position = afterZero(prefix, position)
  if (flags & HAS_COMMENT) position = afterZero(prefix, position)
  return flags & HAS_CRC ? position + 2 : position
}

function afterZero(prefix: Uint8Array, from: number): number {
  const zero = prefix.indexOf(0, from)
  return zero < 0 ? prefix.length : zero + 1
}

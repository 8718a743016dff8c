import { diagnose } from '../domain/diagnostic.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import type { Instance, PixelDescription } from './instance.ts'

/** A stretch of bytes in a source. */
export type ByteRange = { readonly start: number; readonly end: number }

const ITEM = 0xe000
const ITEM_HEADER_LENGTH = 8

/** Fragments more than this are damage. */
const MOST_FRAGMENTS = 1_000_000

/**
 * Where the fragments of one encapsulated frame lie (DICOM PS3.5 annex A.4). Frames are told apart by the extended offset
 * table, else the basic one, else one fragment a frame, else by where a new coded image starts. Only item headers are read.
 * Diagnostic: `intake.truncated-pixels`.
 */
export async function locateFrame(instance: Instance, frame: number): Promise<Result<readonly ByteRange[]>> {
  const { pixels } = instance
  const fragments = await readFragments(pixels)
  const [table, ...rest] = fragments
  if (!table || rest.length === 0) return fail(missing(instance, frame))
  const offsets = pixels.frameOffsets ?? (await readBasicOffsets(pixels, table))
  const located = await divide(pixels, rest, offsets)
  const found = located[frame - 1]
  return found && found.length > 0 ? succeed(found) : fail(missing(instance, frame))
}

function missing(instance: Instance, frame: number) {
  return diagnose('intake.truncated-pixels', 'error', instance.path, { frame })
}

/** The items of the pixel data element in order, the basic offset table first. A cut last fragment is kept as far as it goes. */
async function readFragments({ source, offset, length }: PixelDescription): Promise<readonly ByteRange[]> {
  const fragments: ByteRange[] = []
  const end = length === undefined ? source.size : Math.min(source.size, offset + length)
  let position = offset
  while (position + ITEM_HEADER_LENGTH <= end && fragments.length < MOST_FRAGMENTS) {
    const header = await source.read(position, position + ITEM_HEADER_LENGTH)
    if (header.length < ITEM_HEADER_LENGTH) break
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
    const tag = view.getUint16(0, true) === 0xfffe ? view.getUint16(2, true) : 0
    if (tag !== ITEM) break // the sequence delimiter, or garbage where only it could stand
    const start = position + ITEM_HEADER_LENGTH
    position = start + view.getUint32(4, true)
    fragments.push({ start, end: Math.min(position, end) })
  }
  return fragments
}

async function readBasicOffsets(
  { source }: PixelDescription,
  { start, end }: ByteRange,
): Promise<readonly number[]> {
  const bytes = await source.read(start, Math.min(end, start + MOST_FRAGMENTS * 4))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getUint32(index * 4, true))
}

async function divide(
  pixels: PixelDescription,
  fragments: readonly ByteRange[],
  offsets: readonly number[],
): Promise<readonly (readonly ByteRange[])[]> {
  const { numberOfFrames } = pixels
  if (numberOfFrames === 1) return [fragments]
  if (fragments.length === numberOfFrames) return fragments.map((fragment) => [fragment])
  if (offsets.length >= numberOfFrames) {
    const first = fragments[0]!.start - ITEM_HEADER_LENGTH
    const starts = offsets.map((offset) => first + offset)
    return starts.map((start, index) =>
      fragments.filter(
        (fragment) =>
          fragment.start - ITEM_HEADER_LENGTH >= start &&
          fragment.start - ITEM_HEADER_LENGTH < (starts[index + 1] ?? Infinity),
      ),
    )
  }
  return divideByStart(pixels, fragments)
}

/** A frame begins at each fragment that starts with a marker of a coded image: JPEG's SOI, JPEG 2000's SOC. */
async function divideByStart(
  { source }: PixelDescription,
  fragments: readonly ByteRange[],
): Promise<readonly (readonly ByteRange[])[]> {
  const frames: ByteRange[][] = []
  for (const fragment of fragments) {
    const [first, second] = await source.read(fragment.start, fragment.start + 2)
    const begins = first === 0xff && (second === 0xd8 || second === 0x4f)
    if (begins || frames.length === 0) frames.push([fragment])
    else frames.at(-1)!.push(fragment)
  }
  return frames
}

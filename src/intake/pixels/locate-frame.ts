import { diagnose } from '../../domain/diagnostic.ts'
import { fail, succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { Instance, PixelDescription } from '../instance/instance.ts'

/** A stretch of bytes in a source. */
export type ByteRange = { readonly start: number; readonly end: number }

const ITEM = 0xe000
const ITEM_HEADER_LENGTH = 8

/** Fragments more than this are damage. */
const MOST_FRAGMENTS = 1_000_000

/** One read that is long enough to walk many small fragments, or to hold a whole small image. */
const WINDOW = 64 * 1024

type Frames = readonly (readonly ByteRange[])[]

/** The fragments of each frame, found once for an object: a cine of a thousand frames is not walked a thousand times. */
const located = new WeakMap<PixelDescription, Promise<Frames>>()

/**
 * Where the fragments of one encapsulated frame lie (DICOM PS3.5 annex A.4). Frames are told apart by the extended offset
 * table, else the basic one, else one fragment a frame, else by where a new coded image starts. Only item headers are read.
 * Diagnostic: `intake.truncated-pixels`.
 */
export async function locateFrame(instance: Instance, frame: number): Promise<Result<readonly ByteRange[]>> {
  const { pixels, path } = instance
  const known = located.get(pixels) ?? locateFrames(pixels)
  located.set(pixels, known)
  known.catch(() => located.delete(pixels)) // a file that could not be read may be back the next time
  const found = (await known)[frame - 1]
  return found && found.length > 0
    ? succeed(found)
    : fail(diagnose('intake.truncated-pixels', 'error', path, { frame }))
}

async function locateFrames(pixels: PixelDescription): Promise<Frames> {
  const [table, ...fragments] = await readFragments(pixels)
  if (!table || fragments.length === 0) return []
  const offsets = pixels.frameOffsets ?? (await readBasicOffsets(pixels, table))
  return divide(pixels, fragments, offsets)
}

/** The items of the pixel data element in order, the basic offset table first. A cut last fragment is kept as far as it goes. */
async function readFragments({ source, offset, length }: PixelDescription): Promise<readonly ByteRange[]> {
  const fragments: ByteRange[] = []
  const end = length === undefined ? source.size : Math.min(source.size, offset + length)
  let position = offset
  let window = { start: offset, bytes: new Uint8Array(0) as Uint8Array }
  let ahead = WINDOW
  while (position + ITEM_HEADER_LENGTH <= end && fragments.length < MOST_FRAGMENTS) {
    if (position + ITEM_HEADER_LENGTH > window.start + window.bytes.length) {
      window = { start: position, bytes: await source.read(position, Math.min(position + ahead, end)) }
    }
    const view = viewAt(window.bytes, position - window.start)
    if (!view || view.getUint16(0, true) !== 0xfffe || view.getUint16(2, true) !== ITEM) break
    const start = position + ITEM_HEADER_LENGTH
    const fragmentLength = view.getUint32(4, true)
    // Behind a long fragment there is nothing to gain from reading on: the next header is all that is needed.
    ahead = fragmentLength < WINDOW ? WINDOW : ITEM_HEADER_LENGTH
    position = start + fragmentLength
    fragments.push({ start, end: Math.min(position, end) })
  }
  return fragments
}

function viewAt(bytes: Uint8Array, at: number): DataView | undefined {
  if (at + ITEM_HEADER_LENGTH > bytes.length) return undefined
  return new DataView(bytes.buffer, bytes.byteOffset + at, ITEM_HEADER_LENGTH)
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
): Promise<Frames> {
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
async function divideByStart({ source }: PixelDescription, fragments: readonly ByteRange[]): Promise<Frames> {
  const frames: ByteRange[][] = []
  for (const fragment of fragments) {
    const [first, second] = await source.read(fragment.start, fragment.start + 2)
    const begins = first === 0xff && (second === 0xd8 || second === 0x4f)
    if (begins || frames.length === 0) frames.push([fragment])
    else frames.at(-1)!.push(fragment)
  }
  return frames
}

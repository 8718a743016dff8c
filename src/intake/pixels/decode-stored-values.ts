import { inflateSync } from 'fflate'
import { assertNotCancelled } from '../../domain/cancel.ts'
import { diagnose } from '../../domain/diagnostic.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { fail, succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { UnreadableFile } from '../byte-source.ts'
import type { Coded, Codecs, DecodedFrame, EncodedFrame, FrameDecoder } from '../codecs/codecs.ts'
import { decodeRle } from './decode-rle.ts'
import { codingOf } from './coding-of.ts'
import type { Instance, PixelDescription } from '../instance/instance.ts'
import { locateFrame } from './locate-frame.ts'
import type { ByteRange } from './locate-frame.ts'
import {
  expandChrominance,
  interleave,
  maskUnused,
  nativeFrameLength,
  unpackNative,
} from './stored-values.ts'
import type { Samples, StoredValues } from './stored-values.ts'

/** Samples of one frame beyond this are a lie of the header: the largest real images are mammograms of 30 million. */
const MOST_SAMPLES = 64 * 1024 * 1024

/**
 * What a header may claim for its coded bytes: an empty slice packs into almost nothing, so that much is always granted;
 * beyond it no image is packed tighter than this.
 */
const ALWAYS_GRANTED_BYTES = 16 * 1024 * 1024
const BEST_COMPRESSION = 1024

const ALLOCATIONS = new Set([1, 8, 12, 16, 32])

/**
 * The values of one frame as they are stored, before rescale. Diagnostics: `intake.unsupported-transfer-syntax`,
 * `intake.truncated-pixels`, `intake.implausible-size`, `intake.unsupported-pixels`, `intake.decode-failed`,
 * `intake.unreadable-file`. Throws Cancelled.
 */
export async function decodeStoredValues(
  signal: AbortSignal,
  instance: Instance,
  frame: number,
  codecs: Codecs,
): Promise<Result<StoredValues>> {
  assertNotCancelled(signal)
  const refused = refuse(instance)
  if (refused) return fail(refused)
  const encapsulated = instance.transferSyntax.encapsulated || instance.pixels.length === undefined
  try {
    const stored = encapsulated
      ? await decodeEncapsulated(signal, instance, frame, codecs)
      : await readNative(instance, frame)
    assertNotCancelled(signal)
    return stored
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    const { message: reason } = error
    return fail(diagnose('intake.unreadable-file', 'error', instance.path, { reason }))
  }
}

function refuse({ path, pixels, transferSyntax }: Instance): Diagnostic | undefined {
  if (transferSyntax.coding === 'unsupported') {
    return diagnose('intake.unsupported-transfer-syntax', 'error', path, {
      name: transferSyntax.name,
      uid: transferSyntax.uid,
    })
  }
  const samples = pixels.rows * pixels.columns * pixels.samplesPerPixel
  if (samples > MOST_SAMPLES) {
    return diagnose('intake.implausible-size', 'error', path, { rows: pixels.rows, columns: pixels.columns })
  }
  const { bitsAllocated, bitsStored, samplesPerPixel, kind } = pixels
  const sound =
    kind !== 'integer' || (ALLOCATIONS.has(bitsAllocated) && bitsStored >= 1 && bitsStored <= bitsAllocated)
  if (sound && samplesPerPixel >= 1 && samplesPerPixel <= 4) return undefined
  return diagnose('intake.unsupported-pixels', 'error', path, { bitsAllocated, bitsStored, samplesPerPixel })
}

async function readNative(instance: Instance, frame: number): Promise<Result<StoredValues>> {
  const { pixels, path } = instance
  const frameBits =
    pixels.bitsAllocated === 1 ? pixels.rows * pixels.columns * pixels.samplesPerPixel : undefined
  const length = nativeFrameLength(pixels)
  const firstBit = frameBits === undefined ? (frame - 1) * length * 8 : (frame - 1) * frameBits
  const start = pixels.offset + Math.floor(firstBit / 8)
  const end = frameBits === undefined ? start + length : pixels.offset + Math.ceil((firstBit + frameBits) / 8)
  if (start > pixels.source.size) return fail(truncated(path, frame, end - start, 0))
  const bytes = pixels.wordSwapped
    ? await readSwapped(pixels, start, end)
    : await pixels.source.read(start, end)
  if (bytes.length < end - start) return fail(truncated(path, frame, end - start, bytes.length))
  return succeed(asStored(pixels, unpackNative(bytes, pixels, firstBit % 8)))
}

/** Reads whole 16-bit words, counted from the first pixel, and changes the places of their bytes. */
async function readSwapped(
  { source, offset }: PixelDescription,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const lead = (start - offset) % 2
  const words = (await source.read(start - lead, end + ((end - offset) % 2))).slice()
  for (let at = 0; at + 1 < words.length; at += 2) words.subarray(at, at + 2).reverse()
  return words.subarray(lead, lead + end - start)
}

function truncated(path: string, frame: number, expectedBytes: number, foundBytes: number): Diagnostic {
  return diagnose('intake.truncated-pixels', 'error', path, { frame, expectedBytes, foundBytes })
}

function asStored(pixels: PixelDescription, data: Samples): StoredValues {
  const { rows, columns, samplesPerPixel, photometricInterpretation } = pixels
  const subsampled = photometricInterpretation === 'YBR_FULL_422' && samplesPerPixel === 3
  let samples = data
  if (subsampled && data instanceof Uint8Array) samples = expandChrominance(data)
  else if (samplesPerPixel > 1 && pixels.planar) samples = interleave(data, samplesPerPixel)
  return {
    rows,
    columns,
    samplesPerPixel,
    photometricInterpretation: subsampled ? 'YBR_FULL' : photometricInterpretation,
    data: samples,
  }
}

async function decodeEncapsulated(
  signal: AbortSignal,
  instance: Instance,
  frame: number,
  codecs: Codecs,
): Promise<Result<StoredValues>> {
  const { pixels, path, transferSyntax } = instance
  const fragments = await locateFrame(instance, frame)
  if (!fragments.ok) return fragments
  const bytes = await readFragments(pixels, fragments.value)
  assertNotCancelled(signal)
  const { rows, columns, samplesPerPixel, bitsAllocated, bitsStored, signed, photometricInterpretation } =
    pixels
  const encoded = {
    bytes,
    rows,
    columns,
    samplesPerPixel,
    bitsAllocated,
    bitsStored,
    signed,
    photometricInterpretation,
  }
  const decodedLength = (rows * columns * samplesPerPixel * bitsAllocated) / 8
  if (decodedLength > Math.max(ALWAYS_GRANTED_BYTES, bytes.length * BEST_COMPRESSION)) {
    return fail(
      diagnose('intake.implausible-size', 'error', path, { rows, columns, foundBytes: bytes.length }),
    )
  }
  const coding = codingOf(bytes, transferSyntax.coding)
  if (coding === 'native' || coding === 'deflate') {
    const expected = nativeFrameLength(pixels)
    const plain = coding === 'native' ? bytes.subarray(0, expected) : inflateFrame(bytes, expected)
    if (plain.length < expected) return fail(truncated(path, frame, expected, plain.length))
    return succeed(asStored(pixels, unpackNative(plain, pixels)))
  }
  if (coding === 'rle') {
    // RLE is planar inside, whatever PlanarConfiguration says; its decoder has put the components together.
    return attempt(path, frame, () =>
      asStored({ ...pixels, planar: false }, unpackNative(decodeRle(encoded), pixels)),
    )
  }
  if (coding === 'unsupported') throw new RangeError('refused before')
  const decode = await loadCodec(coding, codecs)
  if (typeof decode === 'string') {
    return fail(diagnose('intake.codec-not-loaded', 'error', path, { coding, reason: decode }))
  }
  return attempt(path, frame, () => fromCodec(pixels, encoded, decode(encoded)))
}

/** A frame that is one raw deflate stream (PS3.5 A.4.13), inflated no further than the frame is long. */
function inflateFrame(bytes: Uint8Array, length: number): Uint8Array {
  try {
    return inflateSync(bytes, { out: new Uint8Array(length) })
  } catch {
    return new Uint8Array(0) // fflate throws on damage and when the stream is longer than the frame
  }
}

/** The decoder, or why its WebAssembly could not be loaded: offline for the first time, or blocked. */
async function loadCodec(coding: Coded, codecs: Codecs): Promise<FrameDecoder | string> {
  try {
    return await codecs[coding]()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The fragments' bytes, joined: one read from the first to the last, from which the item headers between are left out. */
async function readFragments(
  { source }: PixelDescription,
  fragments: readonly ByteRange[],
): Promise<Uint8Array> {
  const start = fragments[0]!.start
  const bytes = await source.read(start, fragments.at(-1)!.end)
  if (fragments.length === 1) return bytes
  const joined = new Uint8Array(fragments.reduce((sum, fragment) => sum + fragment.end - fragment.start, 0))
  let filled = 0
  for (const fragment of fragments) {
    const part = bytes.subarray(fragment.start - start, fragment.end - start)
    joined.set(part, filled)
    filled += part.length
  }
  return joined.subarray(0, filled)
}

/** Codecs report damage by throwing; here it becomes data. */
function attempt(path: string, frame: number, decode: () => StoredValues): Result<StoredValues> {
  try {
    return succeed(decode())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return fail(diagnose('intake.decode-failed', 'error', path, { frame, reason }))
  }
}

/** The decoder's samples under the header's description. Throws when the two speak of different images. */
function fromCodec(pixels: PixelDescription, encoded: EncodedFrame, decoded: DecodedFrame): StoredValues {
  if (decoded.columns !== encoded.columns || decoded.rows !== encoded.rows) {
    throw new Error(
      `the coded image is ${decoded.columns} x ${decoded.rows}, the header says ${encoded.columns} x ${encoded.rows}`,
    )
  }
  const { rows, columns, samplesPerPixel } = decoded
  if (samplesPerPixel !== encoded.samplesPerPixel) {
    throw new Error(`${samplesPerPixel} coded components, the header says ${encoded.samplesPerPixel}`)
  }
  return {
    rows,
    columns,
    samplesPerPixel,
    photometricInterpretation: decoded.colour === 'rgb' ? 'RGB' : pixels.photometricInterpretation,
    data: withHeaderSign(pixels, decoded),
  }
}

/**
 * The values as the header's BitsStored and sign read them, in the type that BitsAllocated names. A stream of higher precision
 * than BitsStored is read where every value fits: scanners code 12 bits as 16. Throws where one does not.
 */
function withHeaderSign(pixels: PixelDescription, { data, bitsPerSample }: DecodedFrame): Samples {
  const { bitsStored, bitsAllocated } = pixels
  const bits = bitsAllocated > 8 ? Uint16Array.from(data) : Uint8Array.from(data)
  const values = maskUnused(bits, { ...pixels, highBit: bitsStored - 1 })
  if (bitsPerSample <= bitsStored) return values
  const coded = 2 ** bitsPerSample - 1
  const isSame = (value: number, index: number) => ((value ^ values[index]!) & coded) === 0
  if (data.some((value, index) => value >>> bitsStored !== 0 && !isSame(value, index))) {
    throw new Error(`values of ${bitsPerSample} bits, the header says ${bitsStored}`)
  }
  return values
}

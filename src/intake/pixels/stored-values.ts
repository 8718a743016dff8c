import type { PixelDescription } from '../instance/instance.ts'

/** Samples in the narrowest type that BitsAllocated and the sign name. */
export type Samples =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array

/** One frame's stored values, row by row, the components of a pixel together. */
export type StoredValues = {
  readonly columns: number
  readonly rows: number
  readonly samplesPerPixel: number
  /** As it is now: YBR after a decoder has turned it into RGB reads RGB. */
  readonly photometricInterpretation: string
  readonly data: Samples
}

/** Bytes of one frame in native (uncompressed) form. */
export function nativeFrameLength(pixels: PixelDescription): number {
  return Math.ceil(nativeFrameBits(pixels) / 8)
}

/** Bits of one uncompressed frame. Frames of single bits follow each other without padding (PS3.5 8.1.1). */
export function nativeFrameBits(pixels: PixelDescription): number {
  const samples = pixels.rows * pixels.columns * pixels.samplesPerPixel
  if (pixels.kind !== 'integer') return samples * (pixels.kind === 'float' ? 32 : 64)
  return subsampledSamples(pixels, samples) * pixels.bitsAllocated
}

/** YBR_FULL_422 keeps two of three chrominance samples less: two bytes a pixel (PS3.3 C.7.6.3.1.2). */
function subsampledSamples(
  { photometricInterpretation, samplesPerPixel }: PixelDescription,
  samples: number,
): number {
  return photometricInterpretation === 'YBR_FULL_422' && samplesPerPixel === 3 ? (samples / 3) * 2 : samples
}

/**
 * Values from native bytes, in the byte order of the data set. `bitOffset` counts where frames of one bit a sample do not
 * end on a byte. Unused high bits are cleared, or carry the sign.
 */
export function unpackNative(bytes: Uint8Array, pixels: PixelDescription, bitOffset = 0): Samples {
  const { bitsAllocated, bigEndian, kind } = pixels
  if (kind === 'float') return floats(bytes, bigEndian)
  if (kind === 'double') return doubles(bytes, bigEndian)
  const count = pixels.rows * pixels.columns * pixels.samplesPerPixel
  if (bitsAllocated === 1) return unpackBitmap(bytes, bitOffset, count)
  if (bitsAllocated === 12) return unpackTwelve(bytes, count)
  if (bitsAllocated === 8) return maskUnused(Uint8Array.from(bytes), pixels)
  const width = bitsAllocated / 8
  const aligned = bytes.slice()
  if (bigEndian) swapBytes(aligned, width)
  const { buffer } = aligned
  if (width === 2) return maskUnused(new Uint16Array(buffer, 0, aligned.length >> 1), pixels)
  return maskUnused(new Uint32Array(buffer, 0, aligned.length >> 2), pixels)
}

type UnsignedSamples = Uint8Array | Uint16Array | Uint32Array

/** Clears the bits above BitsStored, or fills them with the sign, and gives the values the type that their sign asks for. */
export function maskUnused(
  values: UnsignedSamples,
  { bitsStored, highBit, signed }: PixelDescription,
): Samples {
  const width = values.BYTES_PER_ELEMENT * 8
  const shift = Math.max(0, highBit + 1 - bitsStored)
  const unused = width - bitsStored
  if (unused > 0 && unused < width) {
    // Moving the sample to the top of 32 bits and back clears what is above it, and below it where HighBit is odd.
    const up = 32 - bitsStored - shift
    const down = 32 - bitsStored
    if (signed) for (let i = 0; i < values.length; i++) values[i] = (values[i]! << up) >> down
    else for (let i = 0; i < values.length; i++) values[i] = (values[i]! << up) >>> down
  }
  if (!signed) return values
  const { buffer, byteOffset, length } = values
  if (values instanceof Uint8Array) return new Int8Array(buffer, byteOffset, length)
  return values instanceof Uint16Array
    ? new Int16Array(buffer, byteOffset, length)
    : new Int32Array(buffer, byteOffset, length)
}

/** Colour by plane (all red, all green, all blue) to colour by pixel. */
export function interleave<T extends Samples>(planes: T, samplesPerPixel: number): T {
  const pixels = planes.length / samplesPerPixel
  const interleaved = planes.slice() as T
  for (let sample = 0; sample < samplesPerPixel; sample++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      interleaved[pixel * samplesPerPixel + sample] = planes[sample * pixels + pixel]!
    }
  }
  return interleaved
}

/** Y1 Y2 Cb Cr for each pair of pixels to Y Cb Cr for each pixel. */
export function expandChrominance(packed: Uint8Array): Uint8Array {
  const expanded = new Uint8Array((packed.length / 4) * 6)
  for (let from = 0, to = 0; from + 3 < packed.length; from += 4, to += 6) {
    const [first, second, blue, red] = [
      packed[from]!,
      packed[from + 1]!,
      packed[from + 2]!,
      packed[from + 3]!,
    ]
    expanded.set([first, blue, red, second, blue, red], to)
  }
  return expanded
}

function unpackBitmap(bytes: Uint8Array, bitOffset: number, count: number): Uint8Array {
  const values = new Uint8Array(count)
  for (let index = 0; index < count; index++) {
    const bit = bitOffset + index
    values[index] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1
  }
  return values
}

/** Twelve bits allocated, as ACR-NEMA packed them: two samples in three bytes, low bits first. */
function unpackTwelve(bytes: Uint8Array, count: number): Uint16Array {
  const values = new Uint16Array(count)
  for (let index = 0, from = 0; index < count; index += 2, from += 3) {
    const middle = bytes[from + 1] ?? 0
    values[index] = (bytes[from] ?? 0) | ((middle & 0x0f) << 8)
    if (index + 1 < count) values[index + 1] = (middle >> 4) | ((bytes[from + 2] ?? 0) << 4)
  }
  return values
}

function floats(bytes: Uint8Array, bigEndian: boolean): Float32Array {
  const aligned = bytes.slice()
  if (bigEndian) swapBytes(aligned, 4)
  return new Float32Array(aligned.buffer, 0, aligned.length >> 2)
}

function doubles(bytes: Uint8Array, bigEndian: boolean): Float64Array {
  const aligned = bytes.slice()
  if (bigEndian) swapBytes(aligned, 8)
  return new Float64Array(aligned.buffer, 0, aligned.length >> 3)
}

function swapBytes(bytes: Uint8Array, width: number): void {
  for (let start = 0; start + width <= bytes.length; start += width)
    bytes.subarray(start, start + width).reverse()
}

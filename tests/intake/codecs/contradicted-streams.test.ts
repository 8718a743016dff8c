import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { codecs } from '../../../cli/node-codecs.ts'
import { bytesSource } from '../../../src/intake/byte-source.ts'
import { decodePixels } from '../../../src/intake/pixels/decode-pixels.ts'
import { readFiles } from '../../../src/intake/read-files.ts'
import { buildDicom, concat, encapsulate, imageElements } from '../build-dicom.ts'
import type { TestElement } from '../build-dicom.ts'

/** Encoders of the codecs' own authors: OpenJPEG, OpenJPH and CharLS. The page ships their decoders alone. */
type Encoder = {
  getDecodedBuffer(info: FrameInfo): Uint8Array
  encode(): void
  getEncodedBuffer(): Uint8Array
  setNearLossless?(nearLossless: number): void
  delete(): void
}
type FrameInfo = {
  readonly width: number
  readonly height: number
  readonly bitsPerSample: number
  readonly componentCount: number
  readonly isSigned: boolean
  readonly isUsingColorTransform: boolean
}
type Loaded = Readonly<Record<string, new () => Encoder>>

const PACKAGES = join(import.meta.dirname, '../../../node_modules/@cornerstonejs')
const SIDE = 32
const SYNTAX = {
  rle: '1.2.840.10008.1.2.5',
  'jpeg-2000': '1.2.840.10008.1.2.4.90',
  htj2k: '1.2.840.10008.1.2.4.201',
  'jpeg-ls': '1.2.840.10008.1.2.4.80',
} as const
type Coding = keyof typeof SYNTAX

const encoders = new Map<Coding, new () => Encoder>()
beforeAll(async () => {
  const require = createRequire(import.meta.url)
  const load = async (path: string): Promise<Loaded> =>
    (require(join(PACKAGES, path)) as () => Promise<Loaded>)()
  encoders.set('jpeg-2000', (await load('codec-openjpeg/dist/openjpegjs.js'))['J2KEncoder']!)
  encoders.set('htj2k', (await load('codec-openjph/dist/openjphjs.js'))['HTJ2KEncoder']!)
  encoders.set('jpeg-ls', (await load('codec-charls/dist/charlsjs.js'))['JpegLSEncoder']!)
})

/** A picture that does not compress to nothing: 12 bits, every value different from its neighbours. */
const PICTURE = Uint16Array.from({ length: SIDE * SIDE }, (_, index) => (index * 2654435761) % 4096)

function encode(coding: Exclude<Coding, 'rle'>, bitsPerSample = 12, componentCount = 1): Uint8Array {
  const encoder = new (encoders.get(coding)!)()
  const info = {
    width: SIDE,
    height: SIDE,
    bitsPerSample,
    componentCount,
    isSigned: false,
    isUsingColorTransform: false,
  }
  const samples = PICTURE.map((value) => value % 2 ** bitsPerSample)
  const bytes = bitsPerSample > 8 ? new Uint8Array(samples.buffer) : Uint8Array.from(samples)
  encoder.getDecodedBuffer(info).set(componentCount === 1 ? bytes : concat([bytes, bytes, bytes]))
  encoder.setNearLossless?.(0)
  encoder.encode()
  return encoder.getEncodedBuffer().slice()
}

/** PackBits without a run: each segment as it is, in pieces of 128. */
function rle(): Uint8Array {
  const segment = (byte: 0 | 1) => {
    const plain = Uint8Array.from(PICTURE, (value) => (byte === 1 ? value >> 8 : value & 0xff))
    const pieces = Array.from({ length: plain.length / 128 }, (_, piece) => [
      Uint8Array.of(127),
      plain.subarray(piece * 128, piece * 128 + 128),
    ])
    return concat(pieces.flat())
  }
  const header = new Uint8Array(64)
  const [high, low] = [segment(1), segment(0)]
  new DataView(header.buffer).setUint32(0, 2, true)
  new DataView(header.buffer).setUint32(4, 64, true)
  new DataView(header.buffer).setUint32(8, 64 + high.length, true)
  return concat([header, high, low])
}

function stream(coding: Coding): Uint8Array {
  return coding === 'rle' ? rle() : encode(coding)
}

type Header = {
  readonly bitsAllocated?: number
  readonly bitsStored?: number
  readonly samplesPerPixel?: number
}

/** What opening a file with this stream gives: the first values, or the diagnostic. */
async function open(coding: Coding, bytes: Uint8Array, header: Header = {}) {
  const { bitsAllocated = 16, bitsStored = 12, samplesPerPixel = 1 } = header
  const elements: readonly TestElement[] = imageElements(SIDE, SIDE, {
    0x00280002: [0x00280002, 'US', [samplesPerPixel]],
    0x00280100: [0x00280100, 'US', [bitsAllocated]],
    0x00280101: [0x00280101, 'US', [bitsStored]],
    0x00280102: [0x00280102, 'US', [bitsStored - 1]],
    0x00280103: [0x00280103, 'US', [0]],
  })
  const padded = bytes.length % 2 === 0 ? bytes : concat([bytes, Uint8Array.of(0)])
  const file = concat([buildDicom(elements, { syntax: SYNTAX[coding] }), encapsulate([padded])])
  const { signal } = new AbortController()
  const { instances, skipped } = await readFiles(signal, [bytesSource('a', file)], codecs, () => undefined)
  if (instances.length === 0) return { skipped: skipped.map(({ diagnostic }) => diagnostic.code) }
  const pixels = await decodePixels(signal, instances[0]!, 1, codecs)
  if (!pixels.ok) return { code: pixels.diagnostic.code, fields: pixels.diagnostic.fields }
  return { values: [...pixels.value.data] }
}

const CODINGS = Object.keys(SYNTAX) as readonly Coding[]

describe.each(CODINGS)('%s', (coding) => {
  it('opens with every value as it was encoded', async () => {
    expect(await open(coding, stream(coding))).toEqual({ values: [...PICTURE] })
  })

  it.each([0.9, 0.5, 0.2])('is refused when it was cut to %d of its length', async (share) => {
    const whole = stream(coding)
    const cut = await open(coding, whole.slice(0, Math.floor((whole.length * share) / 2) * 2))
    expect(cut).toMatchObject({ code: 'intake.decode-failed' })
  })
})

describe.each(['jpeg-2000', 'htj2k', 'jpeg-ls'] as const)('%s', (coding) => {
  it('is refused where the header has fewer bits than its values need', async () => {
    const opened = await open(coding, encode(coding), { bitsAllocated: 8, bitsStored: 8 })
    expect(opened).toMatchObject({
      code: 'intake.decode-failed',
      fields: { reason: expect.stringContaining('12 bits') as string },
    })
  })

  it('opens where the stream is wider than the header, and its values are not', async () => {
    const wide = await open(coding, encode(coding, 16), { bitsStored: 12 })
    expect(wide).toEqual({ values: [...PICTURE] })
  })

  it('is refused where it has more components than the header says', async () => {
    const opened = await open(coding, encode(coding, 8, 3), { bitsAllocated: 8, bitsStored: 8 })
    expect(opened).toMatchObject({ code: 'intake.decode-failed' })
  })
})

describe.each(['jpeg-2000', 'htj2k'] as const)('%s', (coding) => {
  it('is refused without any tile', async () => {
    const whole = encode(coding)
    const tile = whole.findIndex((byte, at) => byte === 0xff && whole[at + 1] === 0x90)
    const empty = concat([whole.slice(0, tile), Uint8Array.of(0xff, 0xd9)])
    expect(await open(coding, empty)).toMatchObject({ code: 'intake.decode-failed' })
  })

  it('is refused without its end marker', async () => {
    const whole = encode(coding)
    const end = whole.findLastIndex((byte, at) => byte === 0xff && whole[at + 1] === 0xd9)
    expect(await open(coding, whole.slice(0, end))).toMatchObject({ code: 'intake.decode-failed' })
  })
})

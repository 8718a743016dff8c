import { describe, expect, it } from 'vitest'
import { bytesSource } from '../../../src/intake/byte-source.ts'
import type { Codecs, DecodedFrame } from '../../../src/intake/codecs/codecs.ts'
import { decodeStoredValues } from '../../../src/intake/pixels/decode-stored-values.ts'
import { readFiles } from '../../../src/intake/read-files.ts'
import { buildDicom, concat, encapsulate, imageElements } from '../build-dicom.ts'

const { signal } = new AbortController()

/** Codecs that answer with a frame of the test's own, whatever the bytes. */
function answering(frame: DecodedFrame): Codecs {
  const decode = () => Promise.resolve(() => frame)
  return { jpeg: decode, 'jpeg-lossless': decode, 'jpeg-ls': decode, 'jpeg-2000': decode, htj2k: decode }
}

/** Decodes an image of 2 x 2 pixels whose header claims these bits, from a stream that holds these values. */
async function decode(
  header: { allocated: number; stored: number; signed?: boolean },
  coded: Pick<DecodedFrame, 'bitsPerSample' | 'data'> & { samplesPerPixel?: number },
) {
  const codecs = answering({ columns: 2, rows: 2, samplesPerPixel: 1, signed: false, ...coded })
  const elements = imageElements(2, 2, {
    0x00280100: [0x00280100, 'US', [header.allocated]],
    0x00280101: [0x00280101, 'US', [header.stored]],
    0x00280102: [0x00280102, 'US', [header.stored - 1]],
    0x00280103: [0x00280103, 'US', [header.signed ? 1 : 0]],
  })
  const head = buildDicom(elements, { syntax: '1.2.840.10008.1.2.4.90' })
  const file = concat([head, encapsulate([Uint8Array.of(0xff, 0x4f, 0xff, 0x51)])])
  const { instances } = await readFiles(signal, [bytesSource('a', file)], codecs, () => undefined)
  return decodeStoredValues(signal, instances[0]!, 1, codecs)
}

describe('decodeStoredValues', () => {
  it.each([
    ['12 bits coded, 8 stored', { allocated: 8, stored: 8 }, 12, [1, 2, 3, 256]],
    ['16 bits coded, 12 stored', { allocated: 16, stored: 12 }, 16, [1, 2, 3, 4096]],
    [
      '16 bits coded, 12 stored with sign',
      { allocated: 16, stored: 12, signed: true },
      16,
      [1, 2, 3, 0xa000],
    ],
  ])(
    'refuses values that BitsStored cannot hold instead of wrapping them: %s',
    async (_, header, bitsPerSample, values) => {
      const decoded = await decode(header, { bitsPerSample, data: Uint16Array.from(values) })
      expect(decoded).toMatchObject({ ok: false, diagnostic: { code: 'intake.decode-failed' } })
      expect(JSON.stringify(decoded)).toContain(
        `values of ${bitsPerSample} bits, the header says ${header.stored}`,
      )
    },
  )

  it('reads 12 bits that were coded as 16, with the sign carried up or not', async () => {
    const data = Uint16Array.of(0, 4095, 7, 2048)
    const plain = await decode({ allocated: 16, stored: 12 }, { bitsPerSample: 16, data })
    expect(plain.ok && [...plain.value.data]).toEqual([0, 4095, 7, 2048])
    const signed = Uint16Array.of(0, 2047, 0x0fff, 0xf800)
    const carried = await decode(
      { allocated: 16, stored: 12, signed: true },
      { bitsPerSample: 16, data: signed },
    )
    expect(carried.ok && [...carried.value.data]).toEqual([0, 2047, -1, -2048])
  })

  it('refuses a stream of another number of components than the header has', async () => {
    const colour = { bitsPerSample: 8, samplesPerPixel: 3, data: new Uint8Array(12) }
    const decoded = await decode({ allocated: 8, stored: 8 }, colour)
    expect(JSON.stringify(decoded)).toContain('3 coded components, the header says 1')
  })
})

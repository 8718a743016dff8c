import { describe, expect, it } from 'vitest'
import { codecs } from '../../cli/node-codecs.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import { decodePixels } from '../../src/intake/pixels/decode-pixels.ts'
import { readFiles } from '../../src/intake/read-files.ts'
import { buildDicom, imageElements } from './build-dicom.ts'
import type { TestElement, TestValue } from './build-dicom.ts'

const { signal } = new AbortController()

const element = (tag: number, vr: string, value: TestValue): TestElement => [tag, vr, value]

async function read(extra: readonly TestElement[], stored: readonly number[] = [], implicit = false) {
  const values = Uint16Array.from({ length: 16 }, (_, index) => stored[index] ?? index)
  const elements = [
    ...imageElements(4, 4, Object.fromEntries(extra.map((each) => [each[0], each]))),
    element(0x7fe00010, 'OW', new Uint8Array(values.buffer)),
  ]
  const file = buildDicom(elements, implicit ? { implicit, syntax: '1.2.840.10008.1.2' } : {})
  const { instances } = await readFiles(signal, [bytesSource('a', file)], codecs, () => undefined)
  const decoded = await decodePixels(signal, instances[0]!, 1, codecs)
  if (!decoded.ok) throw new Error(decoded.diagnostic.code)
  return { instance: instances[0]!, frame: instances[0]!.frames[0]!, pixels: decoded.value }
}

describe('windows of the header', () => {
  it('offers every pair by its name', async () => {
    const { frame } = await read([
      element(0x00281050, 'DS', '400\\900\\7'),
      element(0x00281051, 'DS', '800\\1500\\0'),
      element(0x00281055, 'LO', 'NORMAL\\WIDE\\EMPTY'),
    ])
    expect(frame.windows).toEqual([
      { center: 400, width: 800, name: 'NORMAL' },
      { center: 900, width: 1500, name: 'WIDE' },
    ])
  })

  it('keeps VOILUTFunction SIGMOID with each pair, whatever its padding', async () => {
    const window = [element(0x00281050, 'DS', '400'), element(0x00281051, 'DS', '800')]
    const sigmoid = await read([...window, element(0x00281056, 'CS', 'SIGMOID ')])
    expect(sigmoid.frame.windows).toEqual([{ center: 400, width: 800, isSigmoid: true }])
    const linear = await read([...window, element(0x00281056, 'CS', 'LINEAR')])
    expect(linear.frame.windows).toEqual([{ center: 400, width: 800 }])
  })

  it.each([false, true])(
    'offers a table as a curve over the values that it maps (implicit: %s)',
    async (implicit) => {
      const { frame } = await read(
        [
          element(0x00283010, 'SQ', [
            [
              element(0x00283002, 'US', [5, 100, 12]),
              element(0x00283003, 'LO', 'SIGMOID'),
              element(0x00283006, 'US', [0, 100, 2048, 3995, 4095]),
            ],
          ]),
        ],
        [],
        implicit,
      )
      expect(frame.windows).toEqual([
        { center: 102, width: 4, name: 'SIGMOID', curve: Uint8Array.of(0, 6, 128, 249, 255) },
      ])
    },
  )

  it('takes tables that begin below zero, and those of 8 bits', async () => {
    const { frame } = await read([
      element(0x00283010, 'SQ', [
        [
          element(0x00283002, 'SS', [3, 0x10000 - 10, 8]),
          element(0x00283006, 'OW', Uint8Array.of(0, 51, 255)),
        ],
      ]),
    ])
    expect(frame.windows).toEqual([{ center: -9, width: 2, curve: Uint8Array.of(0, 51, 255) }])
  })

  it('leaves out a table with less data than it claims', async () => {
    const { frame } = await read([
      element(0x00283010, 'SQ', [
        [element(0x00283002, 'US', [500, 0, 16]), element(0x00283006, 'US', [1, 2])],
      ]),
    ])
    expect(frame.windows).toEqual([])
  })
})

describe('what stored values measure', () => {
  const rescale = [element(0x00281052, 'DS', '-10'), element(0x00281053, 'DS', '2')]
  const float = (value: number) => new Uint8Array(Float32Array.of(value).buffer)
  const philips = element(0x20050010, 'LO', 'Philips MR Imaging DD 001')

  it('is the value after rescale, and no more, where the header says no more', async () => {
    const { pixels } = await read(rescale)
    expect(pixels).toMatchObject({ slope: 2, intercept: -10 })
    expect(pixels.measured).toBeUndefined()
  })

  it('takes back the factor by which Philips fills the bits of each image', async () => {
    const { pixels } = await read([...rescale, philips, element(0x2005100e, 'FL', float(0.25))])
    // FP = (stored * 2 - 10) / (2 * 0.25)
    expect(pixels).toMatchObject({
      slope: 2,
      intercept: -10,
      measured: { slope: 4, intercept: -20, unit: '' },
    })
  })

  it('does not read another vendor’s element as Philips’', async () => {
    const other = element(0x20050010, 'LO', 'SOMEONE ELSE')
    const { pixels } = await read([...rescale, other, element(0x2005100e, 'FL', float(0.25))])
    expect(pixels.measured).toBeUndefined()
  })

  it('reads Philips’ factor of each frame of an enhanced object', async () => {
    const frame = (factor: number) => [
      element(0x2005140f, 'SQ', [[philips, element(0x2005100e, 'FL', float(factor))]]),
      element(0x00289145, 'SQ', [rescale]),
    ]
    const { instance } = await read([element(0x00280008, 'IS', '1'), element(0x52009230, 'SQ', [frame(0.5)])])
    expect(instance.frames[0]).toMatchObject({ slope: 2, measured: { slope: 2, intercept: -10 } })
  })

  it('is a quantity with its unit where a real-world value mapping says so', async () => {
    const { pixels } = await read([
      ...rescale,
      element(0x00409096, 'SQ', [
        [
          element(0x004008ea, 'SQ', [[element(0x00080100, 'SH', 'um2/s')]]),
          element(0x00409224, 'FD', [3]),
          element(0x00409225, 'FD', [0.5]),
        ],
      ]),
      philips,
      element(0x2005100e, 'FL', float(0.25)),
    ])
    expect(pixels.measured).toEqual({ slope: 0.5, intercept: 3, unit: 'um2/s' })
  })
})

describe('values by tables', () => {
  it('makes one padding of a range', async () => {
    const { pixels } = await read(
      [element(0x00280120, 'US', [2]), element(0x00280121, 'US', [4])],
      [1, 2, 3, 4, 5],
    )
    expect([...pixels.data.subarray(0, 5)]).toEqual([1, 2, 2, 2, 5])
    expect(pixels.padding).toBe(2)
  })

  it('shows a palette by its luminance', async () => {
    const descriptor = (tag: number) => element(tag, 'US', [3, 0, 16])
    const { pixels } = await read(
      [
        element(0x00280004, 'CS', 'PALETTE COLOR'),
        ...[0x00281101, 0x00281102, 0x00281103].map(descriptor),
        element(0x00281201, 'OW', Uint8Array.of(0, 0, 0xff, 0xff, 0xff, 0xff)),
        element(0x00281202, 'OW', Uint8Array.of(0, 0, 0, 0, 0xff, 0xff)),
        element(0x00281203, 'OW', Uint8Array.of(0, 0, 0, 0, 0xff, 0xff)),
      ],
      [0, 1, 2, 9],
    )
    expect([...pixels.data.subarray(0, 4)]).toEqual([0, 76, 255, 255]) // black, red, white, beyond the table
  })

  it('maps stored values by a modality table', async () => {
    const { pixels } = await read(
      [
        element(0x00283000, 'SQ', [
          [element(0x00283002, 'US', [3, 1, 16]), element(0x00283006, 'US', [10, 500, 20])],
        ]),
      ],
      [0, 1, 2, 3, 4],
    )
    expect([...pixels.data.subarray(0, 5)]).toEqual([10, 10, 500, 20, 20])
  })
})

describe('frames of a classic multi-frame object', () => {
  const cine = (extra: readonly TestElement[]) =>
    read([element(0x00280008, 'IS', '3'), ...extra], Array.from({ length: 48 }))

  async function places(extra: readonly TestElement[]) {
    const values = new Uint8Array(96)
    const elements = [
      ...imageElements(
        4,
        4,
        Object.fromEntries([element(0x00280008, 'IS', '3'), ...extra].map((e) => [e[0], e])),
      ),
      element(0x7fe00010, 'OW', values),
    ]
    const source = bytesSource('a', buildDicom(elements))
    const { instances } = await readFiles(signal, [source], codecs, () => undefined)
    const { frames, diagnostics } = instances[0]!
    return {
      x: frames.map(({ geometry }) => geometry?.position[0]),
      codes: diagnostics.map(({ code }) => code),
    }
  }

  it('lie where their positions say', async () => {
    const positions = element(0x00200032, 'DS', '0\\0\\0\\-4\\0\\0\\-9\\0\\0')
    expect(await places([positions])).toEqual({ x: [0, -4, -9], codes: [] })
  })

  it('lie at their offsets along the normal', async () => {
    // The normal of columns along +y and rows along -z is -x.
    expect(await places([element(0x3004000c, 'DS', '0\\3\\7')])).toEqual({ x: [0, -3, -7], codes: [] })
  })

  it('are laid apart by their spacing, which is said', async () => {
    const found = await places([element(0x00180088, 'DS', '4.4')])
    expect(found.x.map((x) => x?.toFixed(1))).toEqual(['0.0', '-4.4', '-8.8'])
    expect(found.codes).toEqual(['intake.frames-placed-by-spacing'])
  })

  it('are not placed when nothing tells, or when they follow in time', async () => {
    const nowhere = { x: [undefined, undefined, undefined], codes: [] }
    expect(await places([])).toEqual(nowhere)
    const inTime = element(0x00280009, 'AT', [0x0018, 0x1063])
    expect(await places([element(0x00180088, 'DS', '4'), inTime])).toEqual(nowhere)
  })

  it('is no slice when Siemens tiled many on it, whether or not its type still says so', async () => {
    const byType = await read([element(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC')])
    const byCount = await read([element(0x0019100a, 'US', [25])])
    expect([byType, byCount].map(({ frame }) => frame.geometry)).toEqual([undefined, undefined])
    expect((await cine([])).instance.frames).toHaveLength(1) // one frame's bytes are there
  })
})

import { describe, expect, it } from 'vitest'
import { codecs } from '../../cli/node-codecs.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import type { ByteSource } from '../../src/intake/byte-source.ts'
import { createStudyReader } from '../../src/pipeline/study-reader.ts'
import { buildDicom, imageElements } from '../intake/build-dicom.ts'

const { signal } = new AbortController()

/** An image of 4 x 4 equal values; all have the same UIDs but for `sopInstanceUid`. */
function file(path: string, value: number, sopInstanceUid = '1.2.3.4'): ByteSource {
  const header = imageElements(4, 4, {
    0x00080018: [0x00080018, 'UI', sopInstanceUid],
    0x0020000d: [0x0020000d, 'UI', '1.2.3'],
    0x0020000e: [0x0020000e, 'UI', '1.2.3.1'],
    0x00200032: [0x00200032, 'DS', '0\\0\\0'],
    0x00200037: [0x00200037, 'DS', '0\\1\\0\\0\\0\\-1'],
    0x00280030: [0x00280030, 'DS', '1\\1'],
  })
  const pixels = new Uint8Array(new Uint16Array(16).fill(value).buffer)
  return bytesSource(path, buildDicom([...header, [0x7fe00010, 'OW', pixels]]))
}

async function open(reader: ReturnType<typeof createStudyReader>, ...files: readonly ByteSource[]) {
  const opened = await reader.open(signal, files, () => undefined)
  if (!opened.ok) throw new Error(opened.diagnostic.code)
  const study = opened.value.studies[0]!
  return { study, images: study.stacks.flatMap(({ images }) => images) }
}

const reader = () => createStudyReader(codecs, () => performance.now())

describe('pixels', () => {
  it('are those of the opening that they are asked for', async () => {
    const desk = reader()
    const first = await open(desk, file('a', 11))
    const id = first.images[0]!.id
    const pixels = await desk.pixels(signal, id, first.study.opening)
    expect(pixels.ok && pixels.value.data[0]).toBe(11)

    const second = await open(desk, file('b', 22))
    expect(second.images[0]!.id).toBe(id) // the same claim, another image
    expect(second.study.opening).not.toBe(first.study.opening)
    const now = await desk.pixels(signal, id, second.study.opening)
    expect(now.ok && now.value.data[0]).toBe(22)
    expect(await desk.pixels(signal, id, first.study.opening)).toMatchObject({
      diagnostic: { code: 'study.image-not-open' },
    })
  })

  it('of an opening have a name that no other worker gives', async () => {
    const openings = await Promise.all(
      [1, 2, 3].map(async () => (await open(reader(), file('a', 11))).study.opening),
    )
    expect(new Set(openings).size).toBe(3)
  })
})

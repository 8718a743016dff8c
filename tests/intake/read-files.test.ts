import { gzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { codecs } from '../../cli/node-codecs.ts'
import { Cancelled } from '../../src/domain/cancel.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import type { ByteSource } from '../../src/intake/byte-source.ts'
import { decodePixels } from '../../src/intake/pixels/decode-pixels.ts'
import { readFiles } from '../../src/intake/read-files.ts'
import { buildDicom, concat, encapsulate, imageElements } from './build-dicom.ts'
import type { FileOptions, TestElement } from './build-dicom.ts'

const { signal } = new AbortController()
const PIXELS = Uint8Array.from({ length: 32 }, (_, index) => index)

function image(
  overrides: readonly TestElement[] = [],
  options: FileOptions = {},
  pixels = PIXELS,
): Uint8Array {
  const elements = imageElements(4, 4, Object.fromEntries(overrides.map((element) => [element[0], element])))
  return buildDicom([...elements, [0x7fe00010, 'OW', pixels]], options)
}

function read(...files: readonly (readonly [path: string, bytes: Uint8Array])[]) {
  const sources = files.map(([path, bytes]) => bytesSource(path, bytes))
  return readFiles(signal, sources, codecs, () => undefined)
}

function codes({ skipped }: Awaited<ReturnType<typeof read>>) {
  return skipped.map(({ path, diagnostic }) => `${path} ${diagnostic.code}`).sort()
}

describe('readFiles', () => {
  it.each<[string, FileOptions]>([
    ['explicit little endian', {}],
    ['implicit little endian', { implicit: true, syntax: '1.2.840.10008.1.2' }],
    ['explicit big endian', { bigEndian: true, syntax: '1.2.840.10008.1.2.2' }],
    ['no preamble', { preamble: false }],
    ['neither preamble nor meta information', { preamble: false, meta: false }],
    ['implicit, though its meta information says explicit', { implicit: true }],
    ['no transfer syntax, implicit', { implicit: true, meta: false }],
  ])('opens a file with %s', async (_, options) => {
    const pixels = options.bigEndian ? PIXELS.map((__, index) => index ^ 1) : PIXELS
    const { instances } = await read(['a', image([], options, pixels)])
    const decoded = await decodePixels(signal, instances[0]!, 1, codecs)
    expect(decoded.ok && [...decoded.value.data.subarray(0, 2)]).toEqual([0x0100, 0x0302])
  })

  it('puts every file where it belongs, with the reason', async () => {
    const report = buildDicom([
      [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.88.11'],
      [0x00080060, 'CS', 'SR'],
    ])
    const found = await read(
      ['image', image()],
      ['report', report],
      ['letter.pdf', new TextEncoder().encode('%PDF-1.4')],
      ['empty', new Uint8Array(0)],
      ['cut', image().slice(0, 300)],
    )
    expect(found.instances.map(({ path }) => path)).toEqual(['image'])
    expect(codes(found)).toEqual([
      'cut intake.truncated',
      'empty intake.empty-file',
      'letter.pdf intake.not-dicom',
      'report intake.structured-report',
    ])
    const pdf = found.skipped.find(({ path }) => path === 'letter.pdf')
    expect(pdf?.diagnostic.fields).toEqual({ kind: 'PDF' })
  })

  it('reads the start of a large file, not the file', async () => {
    const bytes = image([], {}, new Uint8Array(8_000_000))
    let readBytes = 0
    const source: ByteSource = {
      ...bytesSource('large', bytes),
      read(start, end) {
        readBytes += end - start
        return Promise.resolve(bytes.subarray(start, end))
      },
    }
    const { instances } = await readFiles(signal, [source], codecs, () => undefined)
    expect(instances).toHaveLength(1)
    expect(readBytes).toBeLessThanOrEqual(65_536)
  })

  it('reads on where a long private element stands before the pixels', async () => {
    const { instances } = await read(['a', image([[0x00291010, 'OB', new Uint8Array(300_000)]])])
    expect(instances).toHaveLength(1)
  })

  it('opens archives, one inside another, and gzip', async () => {
    const inner = zipSync({ 'deep/c.dcm': image([[0x00080018, 'UI', '1.2.5']]) })
    const archive = zipSync({
      'a/b.dcm': image(),
      'inner.zip': inner,
      'readme.txt': new TextEncoder().encode('hello'),
    })
    const found = await read(
      ['study.zip', archive],
      ['d.dcm.gz', gzipSync(image([[0x00080018, 'UI', '1.2.6']]))],
    )
    expect(found.instances.map(({ path }) => path).sort()).toEqual([
      'd.dcm.gz',
      'study.zip/a/b.dcm',
      'study.zip/inner.zip/deep/c.dcm',
    ])
    expect(codes(found)).toEqual(['study.zip/readme.txt intake.not-dicom'])
    for (const instance of found.instances) {
      const decoded = await decodePixels(signal, instance, 1, codecs)
      expect(decoded.ok && decoded.value.data[15]).toBe(0x1f1e)
    }
  })

  it('declines what it cannot open of an archive, and reads the rest', async () => {
    const archive = zipSync({ 'a.dcm': image(), 'b.dcm': image([[0x00080018, 'UI', '1.2.7']]) }, { level: 0 })
    const at = archive.lastIndexOf(0x50, archive.length - 23) // the second entry of the central directory
    expect([...archive.slice(at, at + 4)]).toEqual([0x50, 0x4b, 1, 2])
    archive[at + 8]! |= 1 // encrypted
    const found = await read(['x.zip', archive], ['y.zip', archive.slice(0, 400)])
    expect(found.instances.map(({ path }) => path)).toEqual(['x.zip/a.dcm'])
    expect(codes(found)).toEqual(['x.zip/b.dcm intake.archive-encrypted', 'y.zip intake.archive-damaged'])
  })

  it('names an archive once whose every file is locked', async () => {
    const archive = zipSync({ 'a.dcm': image(), 'b.dcm': image() }, { level: 0 })
    for (let at = archive.indexOf(0x50); at >= 0; at = archive.indexOf(0x50, at + 1)) {
      if (archive[at + 1] === 0x4b && archive[at + 2] === 1) archive[at + 8]! |= 1
    }
    const found = await read(['x.zip', archive])
    expect(codes(found)).toEqual(['x.zip intake.archive-encrypted'])
    expect(found.skipped[0]!.diagnostic.fields).toEqual({ files: 2 })
  })

  it('keeps copies once, and images that only share their UID both', async () => {
    const other = image(
      [],
      {},
      PIXELS.map((value) => value + 1),
    )
    const found = await read(
      ['a', image()],
      ['b', image([], { implicit: true, syntax: '1.2.840.10008.1.2' })],
      ['c', other],
    )
    expect(found.instances.map(({ path, id }) => [path, id])).toEqual([
      ['a', '1.2.1/1.2.3'],
      ['c', '1.2.1/1.2.3~2'],
    ])
    expect(codes(found)).toEqual(['b intake.duplicate'])
    expect(found.instances[1]!.diagnostics[0]!.code).toBe('intake.same-uid-different-pixels')
  })

  it('keeps images with equal pixels that lie at different places, though they share their UID', async () => {
    const beside = image([[0x00200032, 'DS', '4\\0\\0']])
    const found = await read(['a', image()], ['b', beside], ['c', image()])
    expect(found.instances.map(({ path }) => path)).toEqual(['a', 'b'])
    expect(codes(found)).toEqual(['c intake.duplicate'])
  })

  it('reads each of many images that share a UID a few times, not once for each other', async () => {
    let reads = 0
    const sources = Array.from({ length: 60 }, (_, index): ByteSource => {
      const bytes = image(
        [],
        {},
        PIXELS.map((value) => value + index),
      )
      const readPart = (start: number, end: number) => {
        reads += 1
        return Promise.resolve(bytes.subarray(start, end))
      }
      return { path: `${index}`, size: bytes.length, read: readPart }
    })
    const { instances } = await readFiles(signal, sources, codecs, () => undefined)
    expect(new Set(instances.map(({ id }) => id)).size).toBe(60)
    expect(reads).toBeLessThan(60 * 5)
  })

  it('tells which files of a CD are missing by its directory', async () => {
    const record = (name: string): TestElement[] => [[0x00041500, 'CS', name]]
    const directory = buildDicom([[0x00041220, 'SQ', [record('DICOM\\IM1'), record('DICOM\\IM2')]]])
    const found = await read(['CD/DICOMDIR', directory], ['CD/dicom/im1', image()])
    const { fields } = found.skipped[0]!.diagnostic
    expect(codes(found)).toEqual(['CD/DICOMDIR intake.dicomdir'])
    expect(fields).toMatchObject({ listed: 2, missing: 1, firstMissing: 'CD/DICOM/IM2' })
  })

  it('reads a CD in the order of its directory, its other files last', async () => {
    const record = (name: string): TestElement[] => [[0x00041500, 'CS', name]]
    const directory = buildDicom([[0x00041220, 'SQ', [record('I\\9'), record('I\\1'), record('I\\5')]]])
    const text = new TextEncoder().encode('viewer')
    const names = ['A.TXT', 'I/1', 'I/5', 'I/9', 'Z.TXT', 'DICOMDIR']
    const order: string[] = []
    const sources = names.map((name, index): ByteSource => {
      const bytes =
        name === 'DICOMDIR'
          ? directory
          : name.startsWith('I')
            ? image([[0x00080018, 'UI', `1.${index}`]])
            : text
      const source = bytesSource(`CD/${name}`, bytes)
      return { ...source, read: (start, end) => (order.push(name), source.read(start, end)) }
    })
    await readFiles(signal, sources, codecs, () => undefined)
    expect([...new Set(order)]).toEqual(['DICOMDIR', 'I/9', 'I/1', 'I/5', 'A.TXT', 'Z.TXT'])
  })

  it('reads the folder of sagittal images before the others', async () => {
    const axial: TestElement = [0x00200037, 'DS', '1\\0\\0\\0\\1\\0']
    const names = [
      ...Array.from({ length: 20 }, (_, index) => `ax/${index}`),
      ...Array.from({ length: 5 }, (_, index) => `t2/${index}`),
    ]
    const order: string[] = []
    const sources = names.map((name): ByteSource => {
      const uid: TestElement = [0x00080018, 'UI', `1.${names.indexOf(name)}`]
      const modality: TestElement = [0x00080060, 'CS', 'MR']
      const file = image(name.startsWith('ax') ? [uid, modality, axial] : [uid, modality])
      return {
        ...bytesSource(name, file),
        read: (start, end) => (order.push(name), Promise.resolve(file.subarray(start, end))),
      }
    })
    await readFiles(signal, sources, codecs, () => undefined)
    const last = Math.max(...names.map((name) => (name.startsWith('t2') ? order.indexOf(name) : 0)))
    expect(last).toBeLessThan(14) // those under way at once when the first of them is known, and no more
  })

  it('skips a file that vanished, and reads the others', async () => {
    const gone: ByteSource = {
      path: 'gone',
      size: 9,
      read: () => Promise.reject(new Error('no longer there')),
    }
    const found = await readFiles(signal, [gone, bytesSource('a', image())], codecs, () => undefined)
    expect(found.instances).toHaveLength(1)
    expect(codes(found)).toEqual(['gone intake.unreadable-file'])
  })

  it('counts as it goes, and stops when cancelled', async () => {
    const control = new AbortController()
    const files = Array.from({ length: 50 }, (_, index) => bytesSource(`${index}`, image()))
    const counts: number[] = []
    const reading = readFiles(control.signal, files, codecs, ({ filesDone, filesFound }) => {
      counts.push(filesDone)
      expect(filesFound).toBe(50) // those under way too
      if (filesDone === 10) control.abort()
    })
    await expect(reading).rejects.toThrow(Cancelled)
    expect(counts.slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(counts.length).toBeLessThan(30)
  })

  it('reads the frames of an enhanced object from its functional groups', async () => {
    const groups = (z: number): TestElement[] => [
      [0x00209113, 'SQ', [[[0x00200032, 'DS', `0\\0\\${z}`]]]],
      [
        0x00289145,
        'SQ',
        [
          [
            [0x00281052, 'DS', '5'],
            [0x00281053, 'DS', '2'],
          ],
        ],
      ],
    ]
    const shared: TestElement[] = [
      [0x00209116, 'SQ', [[[0x00200037, 'DS', '1\\0\\0\\0\\1\\0']]]],
      [0x00289110, 'SQ', [[[0x00280030, 'DS', '0.7\\0.6']]]],
      [0x00189114, 'SQ', [[[0x00189082, 'FD', [92.5]]]]],
    ]
    const file = image(
      [
        [0x00280008, 'IS', '2'],
        [0x52009229, 'SQ', [shared]],
        [0x52009230, 'SQ', [groups(10), groups(14)]],
      ],
      {},
      new Uint8Array(64),
    )
    const { frames } = (await read(['enhanced', file])).instances[0]!
    expect(frames.map(({ geometry }) => geometry?.position[2])).toEqual([10, 14])
    expect(frames[1]).toMatchObject({ slope: 2, intercept: 5, echoTimeMs: 92.5 })
    expect(frames[0]!.geometry).toMatchObject({ rowSpacingMm: 0.7, columnSpacingMm: 0.6 })
  })

  it('finds the frames of fragments by their offset table', async () => {
    const segment = (value: number) => {
      const header = new Uint8Array(64)
      header.set([2, 0, 0, 0, 64, 0, 0, 0, 66, 0, 0, 0])
      return concat([header, Uint8Array.of(0xf1, 0, 0xf1, value)])
    }
    const header = buildDicom(imageElements(4, 4, { 0x00280008: [0x00280008, 'IS', '3'] }), {
      syntax: '1.2.840.10008.1.2.5',
    })
    const { instances } = await read(['rle', concat([header, encapsulate([1, 2, 3].map(segment))])])
    const third = await decodePixels(signal, instances[0]!, 3, codecs)
    expect(third.ok && [...new Set(third.value.data)]).toEqual([3])
  })

  it('says which coding it cannot read, by name', async () => {
    const header = buildDicom(imageElements(4, 4), { syntax: '1.2.840.10008.1.2.4.110' })
    const { instances } = await read(['jxl', concat([header, encapsulate([PIXELS])])])
    const decoded = await decodePixels(signal, instances[0]!, 1, codecs)
    expect(decoded.ok ? {} : decoded.diagnostic.fields).toMatchObject({ name: 'JPEG XL Lossless' })
  })
})

import { gzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { codecs } from '../../cli/node-codecs.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import type { ByteSource } from '../../src/intake/byte-source.ts'
import { decodePixels } from '../../src/intake/pixels/decode-pixels.ts'
import { readFiles } from '../../src/intake/read-files.ts'
import { buildDicom, concat, encapsulate, imageElements } from './build-dicom.ts'
import type { TestElement } from './build-dicom.ts'

/** Each image is of one value only, which no other image has: a picture under another's name shows at once. */
const VALUES = { native: 11, gzip: 22, stored: 33, packed: 44, fragments: 55, twin: 66, otherTwin: 77 }

const { signal } = new AbortController()

function elements(uid: string, columns = 4): readonly TestElement[] {
  return imageElements(4, columns, { 0x00080018: [0x00080018, 'UI', uid] })
}

function native(uid: string, value: number): Uint8Array {
  const pixels = new Uint8Array(new Uint16Array(16).fill(value).buffer)
  return buildDicom([...elements(uid), [0x7fe00010, 'OW', pixels]])
}

/** Two frames of one fragment each, encapsulated and not compressed (PS3.5 A.4.11). */
function inFragments(uid: string, value: number): Uint8Array {
  const frames: TestElement = [0x00280008, 'IS', '2']
  const sorted = [...elements(uid), frames].sort(([a], [b]) => a - b)
  const fragment = new Uint8Array(new Uint16Array(16).fill(value).buffer)
  const header = buildDicom(sorted, { syntax: '1.2.840.10008.1.2.1.98' })
  return concat([header, encapsulate([fragment, fragment])])
}

/** The files of a drop, on a disk whose reads are counted and fail as `fails` says. */
function drop(fails: (read: number) => boolean) {
  const files: Readonly<Record<string, Uint8Array>> = {
    native: native('1.1', VALUES.native),
    'packed.gz': gzipSync(native('1.2', VALUES.gzip)),
    'archive.zip': zipSync({
      stored: [native('1.3', VALUES.stored), { level: 0 }],
      packed: native('1.4', VALUES.packed),
    }),
    fragments: inFragments('1.5', VALUES.fragments),
    twin: native('1.6', VALUES.twin),
    otherTwin: native('1.6', VALUES.otherTwin),
  }
  let reads = 0
  const sources = Object.entries(files).map(([path, bytes]): ByteSource => {
    const source = bytesSource(path, bytes)
    return {
      path,
      size: source.size,
      read: (start, end) =>
        fails(reads++)
          ? Promise.reject(new DOMException('A requested file could not be found', 'NotFoundError'))
          : source.read(start, end),
    }
  })
  return { sources, reads: () => reads }
}

/** The value that each path must show. */
const EXPECTED: Readonly<Record<string, number>> = {
  native: 11,
  'packed.gz': 22,
  'archive.zip/stored': 33,
  'archive.zip/packed': 44,
  fragments: 55,
  twin: 66,
  otherTwin: 77,
}

/** Opens the drop and reads all of its images; gives what each path shows, a value or a code. */
async function show(sources: readonly ByteSource[]) {
  const { instances, skipped } = await readFiles(signal, sources, codecs, () => undefined)
  const read = async () => {
    const shown: (readonly [string, number | string])[] = []
    for (const instance of instances) {
      for (let frame = 1; frame <= instance.pixels.numberOfFrames; frame++) {
        const pixels = await decodePixels(signal, instance, frame, codecs)
        if (pixels.ok) for (const value of new Set(pixels.value.data)) shown.push([instance.path, value])
        else shown.push([instance.path, pixels.diagnostic.code])
      }
    }
    return shown
  }
  return { instances, skipped: skipped.map(({ path, diagnostic }) => [path, diagnostic.code] as const), read }
}

const ALL = drop(() => false)
const { read: readAll } = await show(ALL.sources)
const READS_TO_OPEN = ALL.reads()
const PICTURES = await readAll()
const READS = ALL.reads()

describe('a file that can no longer be read', () => {
  it('is one of these files, each of which shows its own picture while the disk is there', () => {
    expect(Object.fromEntries(PICTURES)).toEqual(EXPECTED)
    expect(PICTURES).toHaveLength(8) // one of them has two frames
    expect(READS_TO_OPEN).toBeGreaterThan(10)
    expect(READS).toBeGreaterThan(READS_TO_OPEN + 7)
  })

  it('is named and gives no picture, whichever read is the first to fail for good', async () => {
    for (let first = 0; first < READS; first++) {
      const { read, skipped } = await show(drop((number) => number >= first).sources)
      const pictures = await read()
      for (const [path, shown] of pictures) {
        expect([EXPECTED[path], 'intake.unreadable-file'], `read ${first} of ${path}`).toContain(shown)
      }
      const said = [...skipped, ...pictures].filter(([, what]) => what === 'intake.unreadable-file')
      expect(said, `read ${first}`).not.toEqual([])
    }
  })

  it('shows its own picture again once it can be read, whichever single read failed', async () => {
    for (let failing = 0; failing < READS; failing++) {
      const { read } = await show(drop((number) => number === failing).sources)
      for (const [path, shown] of await read()) {
        expect([EXPECTED[path], 'intake.unreadable-file'], `read ${failing} of ${path}`).toContain(shown)
      }
      for (const [path, shown] of await read())
        expect(shown, `read ${failing} of ${path}`).toBe(EXPECTED[path])
    }
  })
})

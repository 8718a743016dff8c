import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { bytesSource } from '../../../src/intake/byte-source.ts'
import { isZip, listZip } from '../../../src/intake/archive/zip-archive.ts'
import { concat } from '../build-dicom.ts'

const CONTENT = Uint8Array.from({ length: 10_000 }, (_, index) => index % 7)

async function readAll(archive: Uint8Array): Promise<Record<string, number[]>> {
  const listed = await listZip(bytesSource('x.zip', archive))
  if (!listed.ok) throw new Error(listed.diagnostic.code)
  const files: Record<string, number[]> = {}
  for (const { path, content } of listed.value) {
    if (content.ok) files[path] = [...(await content.value.read(0, content.value.size))]
  }
  return files
}

/** The same archive as zip64: its end record points to a wide one, and its entry's sizes and place are in an extra field. */
function toZip64(archive: Uint8Array): Uint8Array {
  const end = archive.length - 22
  const view = new DataView(archive.buffer, archive.byteOffset)
  const [length, start] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  const entry = archive.slice(start, start + length)
  const entryView = new DataView(entry.buffer)
  const extra = new DataView(new ArrayBuffer(28))
  extra.setUint16(0, 1, true)
  extra.setUint16(2, 24, true)
  for (const [index, place] of [24, 20, 42].entries()) {
    extra.setBigUint64(4 + index * 8, BigInt(entryView.getUint32(place, true)), true)
    entryView.setUint32(place, 0xffffffff, true)
  }
  entryView.setUint16(30, 28, true)
  const directory = concat([entry, new Uint8Array(extra.buffer)])
  const record = new DataView(new ArrayBuffer(56))
  record.setUint32(0, 0x06064b50, true)
  record.setBigUint64(40, BigInt(directory.length), true)
  record.setBigUint64(48, BigInt(start), true)
  const locator = new DataView(new ArrayBuffer(20))
  locator.setUint32(0, 0x07064b50, true)
  locator.setBigUint64(8, BigInt(start + directory.length), true)
  const tail = archive.slice(end)
  new DataView(tail.buffer).setUint32(12, 0xffffffff, true)
  new DataView(tail.buffer).setUint32(16, 0xffffffff, true)
  const wide = [new Uint8Array(record.buffer), new Uint8Array(locator.buffer)]
  return concat([archive.slice(0, start), directory, ...wide, tail])
}

describe('listZip', () => {
  it('gives each file in ranges, stored or deflated', async () => {
    for (const level of [0, 6] as const) {
      const files = await readAll(zipSync({ 'a/b': CONTENT, 'c\\d': CONTENT.slice(0, 5) }, { level }))
      expect(Object.keys(files)).toEqual(['x.zip/a/b', 'x.zip/c/d'])
      expect(files['x.zip/a/b']).toEqual([...CONTENT])
      expect(files['x.zip/c/d']).toHaveLength(5)
    }
  })

  it('inflates no more than is read', async () => {
    const archive = zipSync({ zeros: new Uint8Array(50_000_000) })
    const listed = await listZip(bytesSource('x.zip', archive))
    const [entry] = listed.ok ? listed.value : []
    expect(entry?.content.ok && (await entry.content.value.read(10, 20))).toEqual(new Uint8Array(10))
  })

  it('reads zip64', async () => {
    const files = await readAll(toZip64(zipSync({ a: CONTENT }, { level: 0 })))
    expect(files['x.zip/a']).toEqual([...CONTENT])
  })

  it('reads an archive behind something else, as a self-extractor is', async () => {
    const files = await readAll(concat([new Uint8Array(1000).fill(0x4d), zipSync({ a: CONTENT })]))
    expect(files['x.zip/a']).toEqual([...CONTENT])
  })

  it('knows an archive by its first bytes, an empty one too', async () => {
    expect(isZip(zipSync({}))).toBe(true)
    expect(isZip(Uint8Array.of(0x50, 0x4b, 7, 8))).toBe(false)
    expect(await readAll(zipSync({}))).toEqual({})
  })

  it('says that an archive without its end is damaged', async () => {
    await expect(readAll(zipSync({ a: CONTENT }).slice(0, -30))).rejects.toThrow('intake.archive-damaged')
  })
})

import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zipSync } from 'fflate'
import { sharedData } from '../shared-data.ts'
import { buildDicom, concat, encapsulate, imageElements } from './build-dicom.ts'

export type HostileSeed = { readonly path: string; readonly bytes: Uint8Array }

/** Larger files say nothing more and take longer. */
const LARGEST = 48 * 1024

/** Files to mutate: built ones of every container and encoding, and the smaller ones of the corpus where it is there. */
export function hostileSeeds(): readonly HostileSeed[] {
  const corpus = sharedData('corpus')
  const found = corpus ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).sort() : []
  const real = found.flatMap((path) => {
    const file = join(corpus!, path)
    const { size } = statSync(file)
    return statSync(file).isFile() && size <= LARGEST
      ? [{ path, bytes: new Uint8Array(readFileSync(file)) }]
      : []
  })
  return [...builtSeeds(), ...real]
}

function builtSeeds(): readonly HostileSeed[] {
  const pixels = Uint8Array.from({ length: 512 }, (_, index) => index)
  const elements = [...imageElements(16, 16), [0x7fe00010, 'OW', pixels] as const]
  const plain = buildDicom(elements)
  const rleHeader = new Uint8Array(64)
  rleHeader.set([2, 0, 0, 0, 64, 0, 0, 0, 68, 0, 0, 0])
  const rle = concat([rleHeader, Uint8Array.of(0x81, 1, 0x81, 1, 0x81, 2, 0x81, 2)])
  return [
    { path: 'explicit', bytes: plain },
    { path: 'implicit', bytes: buildDicom(elements, { implicit: true, syntax: '1.2.840.10008.1.2' }) },
    { path: 'big endian', bytes: buildDicom(elements, { bigEndian: true, syntax: '1.2.840.10008.1.2.2' }) },
    { path: 'no preamble', bytes: buildDicom(elements, { preamble: false }) },
    {
      path: 'RLE',
      bytes: concat([
        buildDicom(imageElements(16, 16), { syntax: '1.2.840.10008.1.2.5' }),
        encapsulate([rle]),
      ]),
    },
    { path: 'zip', bytes: zipSync({ 'a/b.dcm': plain, 'c.zip': zipSync({ 'd.dcm': plain }) }) },
    { path: 'gzip', bytes: gzipSync(plain) },
  ]
}

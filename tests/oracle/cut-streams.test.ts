import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { codecs } from '../../cli/node-codecs.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import { decodeStoredValues } from '../../src/intake/pixels/decode-stored-values.ts'
import { locateFrame } from '../../src/intake/pixels/locate-frame.ts'
import { sharedData } from '../shared-data.ts'
import { openOne, readOracle } from './compare-corpus.ts'

const corpus = sharedData('corpus')
if (!corpus) console.info('The corpus of public DICOM files is not beside the project: no stream is cut.')

const LARGEST_FILE = 300_000
const FILES_OF_A_CODING = 3
const ITEM_END = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]

/** The file with its only fragment cut to half, in a sound DICOM file; undefined where its pixels are not one fragment. */
async function cutToHalf(path: string, bytes: Uint8Array) {
  const { instance } = await openOne(bytesSource(path, bytes))
  if (instance?.pixels.length !== undefined || !instance) return undefined
  const fragments = await locateFrame(instance, 1)
  if (!fragments.ok || fragments.value.length !== 1) return undefined
  const [{ start, end }] = fragments.value as [{ start: number; end: number }]
  const kept = 2 * Math.floor((end - start) / 4)
  const cut = new Uint8Array(start + kept + ITEM_END.length)
  cut.set(bytes.subarray(0, start + kept))
  cut.set(ITEM_END, start + kept)
  new DataView(cut.buffer).setUint32(start - 4, kept, true)
  return { coding: instance.transferSyntax.coding, file: cut }
}

it.skipIf(!corpus)(
  'no coded image opens when its stream is cut to half',
  async () => {
    const tried = new Map<string, number>()
    const opened: string[] = []
    for (const path of Object.keys(readOracle())) {
      const bytes = new Uint8Array(readFileSync(join(corpus!, path)))
      const cut = bytes.length <= LARGEST_FILE ? await cutToHalf(path, bytes) : undefined
      if (!cut || (tried.get(cut.coding) ?? 0) >= FILES_OF_A_CODING) continue
      const { instance } = await openOne(bytesSource(path, cut.file))
      if (!instance) continue
      tried.set(cut.coding, (tried.get(cut.coding) ?? 0) + 1)
      const decoded = await decodeStoredValues(new AbortController().signal, instance, 1, codecs)
      if (decoded.ok) opened.push(path)
    }
    expect(opened).toEqual([])
    for (const coding of ['rle', 'htj2k', 'jpeg-2000', 'jpeg-ls', 'jpeg', 'jpeg-lossless']) {
      expect(tried.get(coding), coding).toBeGreaterThan(0)
    }
  },
  120_000,
)

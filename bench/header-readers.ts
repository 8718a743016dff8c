import { Series } from 'daikon'
import { data, log } from 'dcmjs'
import dicomParser from 'dicom-parser'
import { DicomParser } from 'dwv'
import { bytesSource } from '../src/intake/byte-source.ts'
import { CODED } from '../src/intake/codecs/codecs.ts'
import type { Codecs } from '../src/intake/codecs/codecs.ts'
import { readFiles } from '../src/intake/read-files.ts'

/** Reads the headers of files in memory and gives how many series-bearing images it understood. */
export type HeaderReader = (files: readonly ArrayBuffer[]) => number | Promise<number>

/** No pixel is decoded, so no codec is loaded. */
const NO_CODECS = Object.fromEntries(
  CODED.map((coded) => [coded, () => Promise.reject(new Error(`bench: ${coded} was asked for`))]),
) as Codecs

/**
 * Runs in the page. Each peer does the least that gives it a header: dcmjs stops at the pixels, the others have no such
 * wish or do not need it. Ours goes on to instances with decoded text, geometry and windows.
 */
export const HEADER_READERS: Readonly<Record<string, HeaderReader>> = {
  ours: async (files) => {
    const sources = files.map((file, index) => bytesSource(`${index}.dcm`, new Uint8Array(file)))
    const { instances } = await readFiles(new AbortController().signal, sources, NO_CODECS, () => undefined)
    return instances.length
  },
  dcmjs: (files) =>
    count(files, (file) => data.DicomMessage.readFile(file, { untilTag: '7FE00010' }).dict['0020000E']),
  daikon: (files) => count(files, (file) => Series.parseImage(new DataView(file))?.getSeriesInstanceUID()),
  dwv: (files) =>
    count(files, (file) => {
      const parser = new DicomParser()
      parser.parse(file)
      return parser.getDicomElements()['0020000E']
    }),
  /** What @cornerstonejs/dicom-image-loader reads headers with. */
  'dicom-parser': (files) =>
    count(files, (file) => dicomParser.parseDicom(new Uint8Array(file)).string('x0020000e')),
}

function count(files: readonly ArrayBuffer[], read: (file: ArrayBuffer) => unknown): number {
  return files.filter((file) => Boolean(read(file))).length
}

log.setLevel('error')

declare global {
  var benchHeaders: typeof timeHeaders
}

/**
 * Milliseconds of each reader in each of `rounds`, the readers taking turns. Throws when a reader does not understand
 * all files: a reader that gives up early is not fast.
 */
async function timeHeaders(list: FileList, rounds: number): Promise<Record<string, number[]>> {
  const files = await Promise.all([...list].map((file) => file.arrayBuffer()))
  const times: Record<string, number[]> = {}
  for (let round = 0; round < rounds; round++) {
    for (const [name, read] of Object.entries(HEADER_READERS)) {
      const began = performance.now()
      const understood = await read(files)
      const ms = performance.now() - began
      if (understood !== files.length) {
        throw new Error(`bench.odd-reader: ${name} understood ${understood} of ${files.length} files`)
      }
      ;(times[name] ??= []).push(ms)
    }
  }
  return times
}

globalThis.benchHeaders = timeHeaders

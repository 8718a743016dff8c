import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import dicomParser from 'dicom-parser'
import { simulateStudy } from '../src/phantom/simulate-study.ts'
import { patchForOhif } from './peers/ohif-study.ts'

const MANY_SLICES = 2000
const SEED = 1
/** Media storage SOP instance, SOP instance and series (PS3.6): what makes a copy another slice of another series. */
const UIDS_OF_A_SLICE = ['x00020003', 'x00080018', 'x0020000e']

/**
 * One study of two thousand slices: the simulated one over and over, each time as further series. Both apps read the same
 * files. Made once: a whole copy says so by its last file.
 */
export function manySlices(folder: string): string {
  if (existsSync(slicePath(folder, MANY_SLICES - 1))) return folder
  const slices = simulateStudy({ seed: SEED }).files.map(({ bytes }) => patchForOhif(bytes))
  for (let index = 0; index < MANY_SLICES; index++) {
    const copy = Math.floor(index / slices.length)
    const path = slicePath(folder, index)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, asCopy(slices[index % slices.length]!, copy))
  }
  return folder
}

function slicePath(folder: string, index: number): string {
  return join(folder, String(Math.floor(index / 100)), `${String(index).padStart(4, '0')}.dcm`)
}

/** The slice with other UIDs of the same length: their last three digits are the number of the copy, added. */
function asCopy(slice: Uint8Array, copy: number): Uint8Array {
  const bytes = Uint8Array.from(slice)
  const { elements } = dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' })
  for (const tag of UIDS_OF_A_SLICE) {
    const { dataOffset, length } = elements[tag]!
    const uid = Buffer.from(bytes.buffer, dataOffset, length)
    const end = uid.indexOf(0) < 0 ? length : uid.indexOf(0)
    const digits = Number(uid.toString('latin1', end - 3, end))
    if (!Number.isInteger(digits)) throw new Error('bench.odd-file: a UID ends in a short number')
    uid.write(String((digits + copy) % 1000).padStart(3, '0'), end - 3, 'latin1')
  }
  return bytes
}

import dicomParser from 'dicom-parser'
import type { SimulatedFile } from '../src/phantom/simulate-study.ts'
import { buildDicom, concat } from '../tests/intake/build-dicom.ts'
import type { TestElement } from '../tests/intake/build-dicom.ts'
import type { WrittenFile } from './written-studies.ts'

const ENHANCED_MR = '1.2.840.10008.5.1.4.1.1.4.1'
const PIXEL_DATA = 0x7fe00010

/** Elements that an enhanced object keeps in its functional groups, or has of its own. */
const NOT_KEPT = new Set([
  0x00080016, 0x00080018, 0x00180050, 0x00180080, 0x00180081, 0x00180082, 0x00200013, 0x00200032, 0x00200037,
  0x00201041, 0x00280030, 0x00281050, 0x00281051,
])

type Slice = { readonly bytes: Uint8Array; readonly dataSet: dicomParser.DataSet }

/**
 * A study of single images as a scanner's disc brings it: each series as one Enhanced MR object (PS3.3 A.36) under a number
 * for a name, and a DICOMDIR that lists them, and besides a file that is not there.
 */
export function writeDisc(files: readonly SimulatedFile[]): readonly WrittenFile[] {
  const slices = files.map(({ bytes }) => ({ bytes, dataSet: dicomParser.parseDicom(bytes) }))
  const seriesOf = ({ dataSet }: Slice) => dataSet.string('x0020000e')
  const objects = [...new Set(slices.map(seriesOf))].map((uid, index) =>
    writeEnhanced(
      slices.filter((slice) => seriesOf(slice) === uid),
      index,
    ),
  )
  const names = [...objects.keys()].map((index) => `IM00000${index + 1}`)
  const directory = writeDirectory([...names, 'IM000009'])
  return [
    { path: 'DICOMDIR', bytes: directory },
    ...objects.map((bytes, index) => ({ path: `DICOM/${names[index]!}`, bytes })),
  ]
}

function writeEnhanced(slices: readonly Slice[], index: number): Uint8Array {
  const [first] = slices
  const of = (tag: number, vr: string): TestElement => [tag, vr, valueOf(first!, tag)]
  const timing = (tag: string) => first!.dataSet.floatString(tag) ?? 0
  const shared: TestElement[] = [
    [0x00189112, 'SQ', [[of(0x00180080, 'DS')]]],
    [0x00189114, 'SQ', [[[0x00189082, 'FD', [timing('x00180081')]]]]],
    [0x00289110, 'SQ', [[of(0x00180050, 'DS'), of(0x00280030, 'DS')]]],
  ]
  const elements: TestElement[] = [
    ...keptOf(first!),
    [0x00080016, 'UI', ENHANCED_MR],
    [0x00080018, 'UI', `2.25.79.${index + 1}`],
    [0x00280008, 'IS', String(slices.length)],
    [0x52009229, 'SQ', [shared]],
    [0x52009230, 'SQ', slices.map(frameGroups)],
    [PIXEL_DATA, 'OW', concat(slices.map((slice) => valueOf(slice, PIXEL_DATA)))],
  ]
  return buildDicom(elements.toSorted(([a], [b]) => a - b))
}

/** What differs from slice to slice: its place in the stack, its plane in the patient, and its window. */
function frameGroups(slice: Slice, index: number): TestElement[] {
  const of = (tag: number): TestElement => [tag, 'DS', valueOf(slice, tag)]
  return [
    [0x00209111, 'SQ', [[[0x00209157, 'UL', [1, index + 1]]]]],
    [0x00209113, 'SQ', [[of(0x00200032)]]],
    [0x00209116, 'SQ', [[of(0x00200037)]]],
    [0x00289132, 'SQ', [[of(0x00281050), of(0x00281051)]]],
  ]
}

function keptOf(slice: Slice): readonly TestElement[] {
  return Object.values(slice.dataSet.elements).flatMap((element): TestElement[] => {
    const tag = Number.parseInt(element.tag.slice(1), 16)
    const isKept = tag >>> 16 !== 2 && tag !== PIXEL_DATA && !NOT_KEPT.has(tag) && element.vr !== 'SQ'
    return isKept ? [[tag, element.vr!, valueOf(slice, tag)]] : []
  })
}

function valueOf({ bytes, dataSet }: Slice, tag: number): Uint8Array {
  const element = dataSet.elements[`x${tag.toString(16).padStart(8, '0')}`]
  if (!element) throw new Error(`the simulated study has no ${tag.toString(16)}`)
  return bytes.subarray(element.dataOffset, element.dataOffset + element.length)
}

/** A media directory (PS3.3 F) of image records, as far as a reader of ours goes by it. */
function writeDirectory(names: readonly string[]): Uint8Array {
  const records = names.map((name): TestElement[] => [
    [0x00041430, 'CS', 'IMAGE'],
    [0x00041500, 'CS', `DICOM\\${name}`],
  ])
  return buildDicom([
    [0x00041200, 'UL', [0]],
    [0x00041220, 'SQ', records],
  ])
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeDicomFile, EXPLICIT_LITTLE_ENDIAN } from '../../src/dicom/encoding.ts'

/** The short one hangs before the other, to be changed to. */
const SERIES = [
  { name: 'Axial T2', images: 12 },
  { name: 'Axial T1', images: 60 },
] as const
const SIZE = 384
const SPACING_MM = 0.7
const APART_MM = 4

/**
 * Sixty parallel images, for dwv and for us beside it: of a series with stacks tilted by disc, as lumbar ones are, dwv keeps one
 * stack and counts the slices of all. The picture is a disc of noise that grows from image to image.
 */
export function dwvStudy(folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  for (const { name, images } of SERIES) {
    mkdirSync(join(folder, name), { recursive: true })
    for (let index = 0; index < images; index++) {
      writeFileSync(join(folder, name, `${String(index).padStart(2, '0')}.dcm`), axialImage(name, index))
    }
  }
  return folder
}

function axialImage(name: string, index: number): Uint8Array {
  const stored = Uint16Array.from({ length: SIZE * SIZE }, (_, at) => {
    const [x, y] = [(at % SIZE) - SIZE / 2, Math.floor(at / SIZE) - SIZE / 2]
    const noise = (at * 2654435761 + index * 40503) % 200
    return Math.hypot(x, y) < 60 + 2 * index ? (name === 'Axial T2' ? 500 : 300) + noise : noise
  })
  const half = (SIZE * SPACING_MM) / 2
  const dataSet = {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.4',
    SOPInstanceUID: `2.25.60.${name.at(-1)!}.${index + 1}`,
    StudyInstanceUID: '2.25.60',
    SeriesInstanceUID: `2.25.60.${name.at(-1)!}`,
    FrameOfReferenceUID: '2.25.66',
    Modality: 'MR',
    SeriesDescription: name,
    PatientName: 'Sixty^Images',
    PatientID: 'BENCH',
    SeriesNumber: 1,
    InstanceNumber: index + 1,
    ImagePositionPatient: [-half, -half, -APART_MM * index],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [SPACING_MM, SPACING_MM],
    SliceThickness: APART_MM,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: SIZE,
    Columns: SIZE,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    WindowCenter: 400,
    WindowWidth: 800,
    PixelData: new Uint8Array(stored.buffer),
  }
  return encodeDicomFile(dataSet, EXPLICIT_LITTLE_ENDIAN)
}

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { encodeDicomFile, EXPLICIT_LITTLE_ENDIAN } from '../src/dicom/encoding.ts'
import type { DicomDataSet } from '../src/dicom/encoding.ts'

/** Folders of files that are no lumbar study, as they come: each is written for the test and says what it is. */
export type WrittenFile = { readonly path: string; readonly bytes: Uint8Array | string }

export async function writeFolder(files: readonly WrittenFile[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-e2e-'))
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  return folder
}

export const SAGITTAL = [0, 1, 0, 0, 0, -1] as const
export const AXIAL = [1, 0, 0, 0, 1, 0] as const

/** A series of plain gradients with the header that is asked for: small images, real DICOM. */
export function writeSeries(
  name: string,
  orientation: readonly number[],
  count: number,
  header: DicomDataSet = {},
): readonly WrittenFile[] {
  const size = 64
  const stored = Uint16Array.from({ length: size * size }, (_, index) => (index % size) * 16)
  const axis = orientation[0] === 1 ? 2 : 0
  return Array.from({ length: count }, (_, index) => {
    const position = [-100, -100, 100]
    position[axis] = index * 4
    const bytes = encodeDicomFile(
      {
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.4',
        SOPInstanceUID: `2.25.${hash(name)}.${index + 1}`,
        StudyInstanceUID: '2.25.77',
        SeriesInstanceUID: `2.25.${hash(name)}`,
        Modality: 'MR',
        SeriesDescription: name,
        PatientName: 'Written^For a test',
        PatientID: 'E2E',
        InstanceNumber: index + 1,
        ImagePositionPatient: position,
        ImageOrientationPatient: [...orientation],
        PixelSpacing: [3, 3],
        SliceThickness: 4,
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'MONOCHROME2',
        Rows: size,
        Columns: size,
        BitsAllocated: 16,
        BitsStored: 16,
        HighBit: 15,
        PixelRepresentation: 0,
        PixelData: new Uint8Array(stored.buffer),
        ...header,
      },
      EXPLICIT_LITTLE_ENDIAN,
    )
    return { path: `${name}/${index + 1}.dcm`, bytes }
  })
}

function hash(text: string): number {
  return Array.from(text).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)
}

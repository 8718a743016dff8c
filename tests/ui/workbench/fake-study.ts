import { imageToPatient } from '../../../src/domain/image-geometry.ts'
import type { ImageGeometry } from '../../../src/domain/image-geometry.ts'
import { LEVELS } from '../../../src/domain/level.ts'
import type { PatientPoint, Vector3 } from '../../../src/domain/geometry.ts'
import type { ImagePixels, Stack, Study, StudyImage } from '../../../src/domain/study.ts'

/** Centres of the five discs of the drawn spine, LPS mm. */
export const DISC_CENTRES: readonly PatientPoint[] = LEVELS.map((_, index) => {
  const z = 70 - index * 36
  return [0, lordosis(z), z]
})

/** A study drawn from formulas, enough of a spine to see whether boxes, lines and letters fall where they should. */
export const FAKE_STUDY: Study = {
  studyInstanceUid: '1.2.826.0.1.3680043.10.1.1',
  patientId: 'WB-001',
  patientName: 'Workbench^Ada',
  patientAgeYears: 54,
  patientSex: 'F',
  patientBirthDate: undefined,
  date: '2026-11-21',
  accessionNumber: undefined,
  description: 'MRI lumbar spine',
  stacks: [
    sagittalStack('1.1', 'T2_TSE_SAG', 1),
    sagittalStack('1.2', 'T1_TSE_SAG', 2),
    axialStack('1.3', 'T2_TSE_TRA', 3),
  ],
  roles: [
    {
      role: 'sagittal_t2',
      stackIds: ['1.1/1'],
      why: [
        { kind: 'plane', plane: 'sagittal', tiltDegrees: 2.1 },
        { kind: 'description', text: 'T2_TSE_SAG', matched: 'T2' },
        { kind: 'timing', repetitionTimeMs: 3500, echoTimeMs: 102 },
      ],
    },
    {
      role: 'sagittal_t1',
      stackIds: ['1.2/1'],
      why: [
        { kind: 'plane', plane: 'sagittal', tiltDegrees: 2.1 },
        { kind: 'description', text: 'T1_TSE_SAG', matched: 'T1' },
      ],
    },
    {
      role: 'axial_t2',
      stackIds: ['1.3/1'],
      why: [{ kind: 'plane', plane: 'axial', tiltDegrees: 8.3 }, { kind: 'only-candidate' }],
    },
  ],
  diagnostics: [],
}

export function imageById(id: string): StudyImage | undefined {
  return FAKE_STUDY.stacks.flatMap(({ images }) => images).find((image) => image.id === id)
}

export function pixelsOf(image: StudyImage): ImagePixels {
  const { columns, rows } = image.geometry
  const isT1 = image.id.startsWith('1.2')
  const data = new Uint16Array(columns * rows)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const point = imageToPatient(image.geometry, [column, row])
      data[row * columns + column] = Math.max(0, signalAt(point, isT1) + noise(column, row) * 30)
    }
  }
  return { columns, rows, data, slope: 1, intercept: 0, padding: undefined }
}

function lordosis(z: number): number {
  return 10 - 22 * Math.cos((z + 10) / 62)
}

/** Signal of a schematic lumbar spine at a patient point. */
function signalAt([x, y, z]: PatientPoint, isT1: boolean): number {
  const front = y - lordosis(z)
  const tilt = z + front * Math.sin((z + 10) / 62) * 0.35
  const phase = ((((tilt - 70) / 36) % 1) + 1) % 1
  const toDisc = Math.min(phase, 1 - phase) * 36
  const isInside = Math.hypot(x / 160, (y - 10) / 110) < 1
  if (!isInside) return 8
  const skin = Math.hypot(x / 160, (y - 10) / 110) > 0.88
  if (skin) return isT1 ? 900 : 700
  if (Math.hypot(x / 25, front / 18) < 1) {
    if (toDisc < 5) return isT1 ? 260 : front < -8 || front > 8 ? 120 : 420
    return isT1 ? 520 : 400 + 40 * Math.sin(x / 3 + y / 5 + z / 7)
  }
  const narrowing = Math.abs(z + 38) < 7 ? 4.5 : Math.abs(z + 2) < 6 ? 2 : 0
  const canal = Math.hypot(x / (11 - narrowing), (front - 26) / (8 - narrowing))
  if (canal < 1) return isT1 ? 220 : 950 - (Math.sin(x * 1.6) > 0.6 ? 350 : 0)
  if (canal < 1.35) return isT1 ? 800 : 620
  if (Math.abs(x) > 18 && Math.abs(x) < 70 && front > 10 && front < 60)
    return 180 + 50 * Math.sin(x / 4 + z / 9)
  if (Math.abs(x) < 8 && front > 36 && front < 62) return toDisc < 9 ? 640 : 330
  return isT1 ? 620 : 480
}

function noise(column: number, row: number): number {
  const wave = Math.sin(column * 12.9898 + row * 78.233) * 43758.5453
  return wave - Math.floor(wave) - 0.5
}

function sagittalStack(uid: string, description: string, seriesNumber: number): Stack {
  const side = 256
  const spacing = 1.1
  const images = Array.from({ length: 15 }, (_, index) =>
    image(uid, index, {
      position: [(index - 7) * 4.4, -side * spacing * 0.45, (side * spacing) / 2],
      columnDirection: [0, 1, 0],
      rowDirection: [0, 0, -1],
      columnSpacingMm: spacing,
      rowSpacingMm: spacing,
      columns: side,
      rows: side,
    }),
  )
  return stack(uid, description, seriesNumber, 'sagittal', images)
}

function axialStack(uid: string, description: string, seriesNumber: number): Stack {
  const side = 200
  const spacing = 0.9
  const tilt = (8 * Math.PI) / 180
  const rowDirection: Vector3 = [0, Math.cos(tilt), -Math.sin(tilt)]
  const images = Array.from({ length: 34 }, (_, index) =>
    image(uid, index, {
      position: [-(side * spacing) / 2, -(side * spacing) / 2 + 10, 84 - index * 5.5 + 12],
      columnDirection: [1, 0, 0],
      rowDirection,
      columnSpacingMm: spacing,
      rowSpacingMm: spacing,
      columns: side,
      rows: side,
    }),
  )
  return stack(uid, description, seriesNumber, 'axial', images)
}

function stack(
  uid: string,
  description: string,
  seriesNumber: number,
  plane: Stack['plane'],
  images: readonly StudyImage[],
): Stack {
  return { id: `${uid}/1`, seriesInstanceUid: uid, seriesNumber, description, plane, images, diagnostics: [] }
}

function image(uid: string, index: number, geometry: ImageGeometry): StudyImage {
  return {
    id: `${uid}.${index + 1}#1`,
    sopInstanceUid: `${uid}.${index + 1}`,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
    frameNumber: 1,
    instanceNumber: index + 1,
    geometry,
    windows: [{ center: 450, width: 1000 }],
    inverted: false,
    path: `${uid}/${index + 1}.dcm`,
  }
}

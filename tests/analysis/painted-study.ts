import { add, cross, dot, normalize, scale, subtract } from '../../src/domain/geometry.ts'
import type { PatientPoint, Vector3 } from '../../src/domain/geometry.ts'
import { imageToPatient } from '../../src/domain/image-geometry.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import { DISCS } from '../../src/analysis/geometry/spine-curve.ts'
import type { PixelSource } from '../../src/analysis/ports.ts'
import { succeed } from '../../src/domain/result.ts'
import type { ImagePixels, Plane, RoleChoice, SeriesRole, Stack, Study } from '../../src/domain/study.ts'

/**
 * A spine painted in flat grey codes, so that a stand-in for a network can tell what it sees and where: discs, foramina,
 * canal and recesses each have their own grey. 0 and 255 fill enough of every image to keep the grey window at 0 to 255.
 */
export const CODES = {
  vertebra: 10,
  disc: (index: number) => 20 + 6 * index,
  leftForamen: (index: number) => 80 + 6 * index,
  rightForamen: (index: number) => 120 + 6 * index,
  rightRecess: 170,
  leftRecess: 185,
  canal: 205,
  fat: 255,
} as const

const SPACING = 34
/** Centres of the seven discs, LPS mm: a lordosis that bows to anterior. */
export const DISC_CENTRES: readonly PatientPoint[] = DISCS.map((_, index) => [
  0,
  -0.25 * (index - 3) ** 2,
  (3 - index) * SPACING,
])
const FORAMEN_X = 18

/** The patient point of a foramen; `level` counts from L1/L2. */
export function foramenAt(level: number, side: 'left' | 'right'): PatientPoint {
  const [, y, z] = DISC_CENTRES[level + 2] as PatientPoint
  return [side === 'left' ? FORAMEN_X : -FORAMEN_X, y + 23, z + 5]
}

function canalY(z: number): number {
  return -0.25 * (z / SPACING) ** 2 + 25
}

/** The grey at a patient point. */
function paint(point: PatientPoint): number {
  const [x, y, z] = point
  for (let level = 0; level < 5; level++) {
    if (near(point, foramenAt(level, 'left'), 6)) return CODES.leftForamen(level)
    if (near(point, foramenAt(level, 'right'), 6)) return CODES.rightForamen(level)
  }
  const behind = y - canalY(z)
  if (Math.abs(behind + 3) < 3 && Math.abs(x + 9) < 3) return CODES.rightRecess
  if (Math.abs(behind + 3) < 3 && Math.abs(x - 9) < 3) return CODES.leftRecess
  if (Math.hypot(x, behind) < 7) return CODES.canal
  if (Math.abs(x) < 10 && behind > 11 && behind < 19) return CODES.fat
  for (const [index, [, discY, discZ]] of DISC_CENTRES.entries())
    if (Math.abs(x) < 24 && Math.abs(y - discY) < 17 && Math.abs(z - discZ) < 4.5) return CODES.disc(index)
  if (Math.abs(x) < 24 && Math.abs(behind + 25) < 16 && Math.abs(z) < 3.6 * SPACING) return CODES.vertebra
  // Stripes at both ends, so that air and fat are no border of the image, which would be cut away.
  if (y < -100 || y > 120) return Math.floor(z / 10) % 2 === 0 ? CODES.fat : 0
  return y > 44 ? CODES.fat : 0
}

function near(a: Vector3, b: Vector3, radius: number): boolean {
  const difference = subtract(a, b)
  return dot(difference, difference) < radius * radius
}

/** How a series was acquired; none of it may change a finding. */
export type Acquisition = {
  readonly name: string
  readonly flipColumns?: boolean
  readonly flipRows?: boolean
  readonly transpose?: boolean
  readonly reverse?: boolean
  /** Turn about the patient's long axis, degrees: an oblique series. */
  readonly turn?: number
  /** MONOCHROME1: pixels are stored as 255 - grey. */
  readonly inverted?: boolean
}

type SeriesPlan = {
  readonly role: SeriesRole
  readonly plane: Plane
  readonly middles: readonly PatientPoint[]
  readonly columnDirection: Vector3
  readonly rowDirection: Vector3
  readonly columns: number
  readonly rows: number
  readonly columnSpacingMm: number
  readonly rowSpacingMm: number
}

export type PaintedStudy = {
  readonly study: Study
  readonly roles: readonly RoleChoice[]
  readonly pixels: PixelSource
}

/** A study of three painted series. `without`: roles that are missing. */
export function paintStudy(acquisition: Acquisition, without: readonly SeriesRole[] = []): PaintedStudy {
  const angle = ((acquisition.turn ?? 0) * Math.PI) / 180
  const turned = (v: Vector3): Vector3 => [
    v[0] * Math.cos(angle) - v[1] * Math.sin(angle),
    v[0] * Math.sin(angle) + v[1] * Math.cos(angle),
    v[2],
  ]
  const sagittal = (role: SeriesRole, count: number): SeriesPlan => ({
    role,
    plane: 'sagittal',
    middles: Array.from({ length: count }, (_, index) =>
      add([0, 15, 0], turned([(index - (count - 1) / 2) * 4, 0, 0])),
    ),
    columnDirection: turned([0, 1, 0]),
    rowDirection: [0, 0, -1],
    columns: 128,
    rows: 140,
    columnSpacingMm: 2,
    rowSpacingMm: 1.9,
  })
  const axial: SeriesPlan = {
    role: 'axial_t2',
    plane: 'axial',
    middles: Array.from({ length: 62 }, (_, index) => [0, 15, 96 - index * 4]),
    columnDirection: [1, 0, 0],
    rowDirection: [0, 1, 0],
    columns: 120,
    rows: 120,
    columnSpacingMm: 1,
    rowSpacingMm: 1,
  }
  const plans = [sagittal('sagittal_t2', 13), sagittal('sagittal_t1', 15), axial]
    .filter(({ role }) => !without.includes(role))
    .map((plan) => acquire(plan, acquisition))
  const stacks = plans.map((plan) => stackOf(plan, acquisition))
  return {
    study: { ...BLANK_STUDY, stacks },
    roles: plans.map(({ role }, index) => ({ role, stackIds: [(stacks[index] as Stack).id], why: [] })),
    pixels: { pixels: (_signal, id) => Promise.resolve(succeed(pixelsOf(stacks, id))) },
  }
}

/** Swaps, flips and reverses what the scanner stores, not what lies in the patient. */
function acquire(plan: SeriesPlan, { flipColumns, flipRows, transpose, reverse }: Acquisition): SeriesPlan {
  const columnDirection = scale(plan.columnDirection, flipColumns ? -1 : 1)
  const rowDirection = scale(plan.rowDirection, flipRows ? -1 : 1)
  const middles = reverse ? plan.middles.toReversed() : plan.middles
  if (!transpose) return { ...plan, columnDirection, rowDirection, middles }
  return {
    ...plan,
    middles,
    columnDirection: rowDirection,
    rowDirection: columnDirection,
    columns: plan.rows,
    rows: plan.columns,
    columnSpacingMm: plan.rowSpacingMm,
    rowSpacingMm: plan.columnSpacingMm,
  }
}

function stackOf(plan: SeriesPlan, { inverted = false }: Acquisition): Stack {
  const { role, plane, middles, columnDirection, rowDirection } = plan
  const normal = normalize(cross(columnDirection, rowDirection))
  const ordered = middles.toSorted((a, b) => dot(a, normal) - dot(b, normal))
  return {
    id: `${role}/1`,
    seriesInstanceUid: role,
    seriesNumber: 1,
    description: role,
    plane,
    diagnostics: [],
    images: ordered.map((middle, index) => ({
      id: `${role}-${index}#1`,
      sopInstanceUid: `${role}-${index}`,
      sopClassUid: '',
      frameNumber: 1,
      instanceNumber: index + 1,
      geometry: geometryAround(plan, middle),
      windows: [],
      inverted,
      path: `${role}-${index}`,
    })),
  }
}

function geometryAround(plan: SeriesPlan, middle: PatientPoint): ImageGeometry {
  const { columnDirection, rowDirection, columnSpacingMm, rowSpacingMm, columns, rows } = plan
  const toCorner = add(
    scale(columnDirection, ((columns - 1) / 2) * columnSpacingMm),
    scale(rowDirection, ((rows - 1) / 2) * rowSpacingMm),
  )
  const position = subtract(middle, toCorner)
  return { position, columnDirection, rowDirection, columnSpacingMm, rowSpacingMm, columns, rows }
}

function pixelsOf(stacks: readonly Stack[], id: string): ImagePixels {
  const image = stacks.flatMap(({ images }) => images).find((candidate) => candidate.id === id)
  if (image === undefined) throw new Error(`no image ${id}`)
  const { columns, rows } = image.geometry
  const data = new Uint8Array(columns * rows)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const grey = paint(imageToPatient(image.geometry, [column, row]))
      data[row * columns + column] = image.inverted ? 255 - grey : grey
    }
  return { columns, rows, data, slope: 1, intercept: 0, padding: undefined }
}

const BLANK_STUDY: Study = {
  studyInstanceUid: '1',
  patientId: undefined,
  patientName: undefined,
  patientAgeYears: undefined,
  patientSex: undefined,
  patientBirthDate: undefined,
  date: undefined,
  accessionNumber: undefined,
  description: undefined,
  stacks: [],
  roles: [],
  diagnostics: [],
}

import { add, cross, normalize, scale } from '../domain/geometry.ts'
import type { PatientPoint, Vector3 } from '../domain/geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { SeriesRole } from '../domain/study.ts'
import { pointIn } from './build-spine.ts'
import type { Spine } from './build-spine.ts'
import type { PatientPlan } from './plan-patient.ts'
import type { PhantomOptions } from './phantom-options.ts'
import { randomStream } from './random.ts'
import type { Weighting } from './tissue.ts'

/** How one series is acquired. */
export type Protocol = {
  readonly role: SeriesRole
  readonly description: string
  readonly seriesNumber: number
  readonly weighting: Weighting
  readonly echoTrainLength: number
  readonly bandwidthHzPerPixel: number
  /** Deviation of the noise in either channel, in units of the signal of CSF at full recovery. */
  readonly noise: number
  /** Stored value of signal 1. */
  readonly gain: number
  /** Presentation window in stored values. */
  readonly window: { readonly center: number; readonly width: number }
  /** Slabs that are read with one radio-frequency preparation: a band in front of the spine that silences bowel and aorta. */
  readonly saturated: boolean
  /** Fat is shifted along columns (frequency encoded from row to row) or along rows. */
  readonly frequencyAxis: 'row' | 'column'
}

/** Images acquired together: they share their geometry, so what lies in them is sampled once for all protocols. */
export type Slab = {
  readonly protocols: readonly Protocol[]
  readonly slices: readonly ImageGeometry[]
  /** Samples acquired along either axis; the scanner interpolates them to the pixels of `slices`. */
  readonly acquiredSize: number
  readonly thicknessMm: number
  readonly spacingMm: number
}

const SAGITTAL = {
  slices: 17,
  size: 384,
  acquiredSize: 320,
  fieldMm: 270,
  thicknessMm: 4,
  spacingMm: 4.4,
} as const
const AXIAL = {
  slices: 5,
  size: 320,
  acquiredSize: 256,
  fieldMm: 176,
  thicknessMm: 3.5,
  spacingMm: 4,
} as const
const FIRST_LEVEL = 3
const LEVEL_COUNT = 5

const SAGITTAL_T2: Protocol = {
  role: 'sagittal_t2',
  description: 'SAG T2 TSE',
  seriesNumber: 2,
  weighting: { repetitionMs: 3400, echoMs: 102 },
  echoTrainLength: 17,
  bandwidthHzPerPixel: 190,
  noise: 0.0085,
  gain: 1700,
  window: { center: 470, width: 940 },
  saturated: true,
  frequencyAxis: 'row',
}

const SAGITTAL_STIR: Protocol = {
  ...SAGITTAL_T2,
  description: 'SAG STIR',
  weighting: { repetitionMs: 4200, echoMs: 60, inversionMs: 160 },
  noise: 0.012,
  gain: 1500,
  window: { center: 420, width: 840 },
}

const SAGITTAL_T1: Protocol = {
  role: 'sagittal_t1',
  description: 'SAG T1 TSE',
  seriesNumber: 3,
  weighting: { repetitionMs: 560, echoMs: 10 },
  echoTrainLength: 3,
  bandwidthHzPerPixel: 170,
  noise: 0.009,
  gain: 1000,
  window: { center: 390, width: 780 },
  saturated: true,
  frequencyAxis: 'row',
}

const AXIAL_T2: Protocol = {
  role: 'axial_t2',
  description: 'AX T2 TSE',
  seriesNumber: 4,
  weighting: { repetitionMs: 3900, echoMs: 105 },
  echoTrainLength: 17,
  bandwidthHzPerPixel: 200,
  noise: 0.01,
  gain: 1700,
  window: { center: 480, width: 960 },
  saturated: false,
  frequencyAxis: 'column',
}

/** What a technician would plan: two sagittal series over the canal, and five axial images along each disc. */
export function planScan(spine: Spine, plan: PatientPlan, options: PhantomOptions): readonly Slab[] {
  const fluid = options.fluidWeighting === 'stir' ? SAGITTAL_STIR : SAGITTAL_T2
  const axial = spine.discs
    .slice(FIRST_LEVEL, FIRST_LEVEL + LEVEL_COUNT)
    .flatMap((disc) =>
      stack(pointIn(disc.frame, 0, disc.depthMm / 2 + 6, 0), disc.frame.left, disc.frame.posterior, AXIAL),
    )
  return [
    { ...SAGITTAL, protocols: [fluid, SAGITTAL_T1], slices: sagittalSlices(spine, plan) },
    { ...AXIAL, protocols: [AXIAL_T2], slices: axial },
  ]
}

function sagittalSlices(spine: Spine, plan: PatientPlan): ImageGeometry[] {
  const random = randomStream(plan.seed, 'positioning')
  const upper = spine.vertebrae[4]!.frame.origin
  const lower = spine.vertebrae[8]!.frame.origin
  // Nobody lies quite straight: the planes follow the spine within a few degrees.
  const lean = (upper[0] - lower[0]) / (upper[2] - lower[2]) + random.normal(0, 0.008)
  const turn = random.normal(0, 0.02)
  const columns = normalize([turn, 1, random.normal(0, 0.01)])
  const down = normalize([-lean, 0, -1])
  const normal = normalize(cross(columns, down))
  const rows = cross(normal, columns)
  const middle: PatientPoint = [
    (upper[0] + lower[0]) / 2 + random.normal(0, 0.8),
    random.between(0, 12),
    -8 * plan.size + random.between(-6, 6),
  ]
  return stack(middle, columns, rows, SAGITTAL)
}

/** Parallel slices about a centre; the first lies furthest against the normal. */
function stack(
  middle: PatientPoint,
  columnDirection: Vector3,
  rowDirection: Vector3,
  { slices, size, fieldMm, spacingMm }: typeof SAGITTAL | typeof AXIAL,
): ImageGeometry[] {
  const normal = cross(columnDirection, rowDirection)
  const pixelMm = fieldMm / size
  const corner = add(
    middle,
    add(
      scale(columnDirection, (-pixelMm * (size - 1)) / 2),
      scale(rowDirection, (-pixelMm * (size - 1)) / 2),
    ),
  )
  return Array.from({ length: slices }, (_, index) => ({
    position: add(corner, scale(normal, (index - (slices - 1) / 2) * spacingMm)),
    columnDirection,
    rowDirection,
    columnSpacingMm: pixelMm,
    rowSpacingMm: pixelMm,
    columns: size,
    rows: size,
  }))
}

/** The same field of view in other pixels. */
export function resampledGeometry(geometry: ImageGeometry, size: number): ImageGeometry {
  const { columns, rows, columnDirection, rowDirection } = geometry
  const columnSpacingMm = (geometry.columnSpacingMm * columns) / size
  const rowSpacingMm = (geometry.rowSpacingMm * rows) / size
  const inward = add(
    scale(columnDirection, (columnSpacingMm - geometry.columnSpacingMm) / 2),
    scale(rowDirection, (rowSpacingMm - geometry.rowSpacingMm) / 2),
  )
  const position = add(geometry.position, inward)
  return { ...geometry, position, columnSpacingMm, rowSpacingMm, columns: size, rows: size }
}

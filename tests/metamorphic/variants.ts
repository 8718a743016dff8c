import { interpolate, subtract } from '../../src/domain/geometry.ts'
import type { PatientPoint, Vector3 } from '../../src/domain/geometry.ts'
import { imageToPatient } from '../../src/domain/image-geometry.ts'
import type { ImageGeometry } from '../../src/domain/image-geometry.ts'
import type { ImagePixels } from '../../src/domain/study.ts'
import { mapSlices, mapStacks } from './pixel-study.ts'
import type { PixelStudy, Slice } from './pixel-study.ts'

/** The same patient, acquired or stored in another way: every answer should be as before. */
export type Variant = {
  readonly name: string
  readonly change: (study: PixelStudy) => PixelStudy
  /** Where a point of the changed study lay before. */
  readonly pointBefore?: (point: PatientPoint) => PatientPoint
  /** What was on the left is now on the right. */
  readonly swapsSides?: boolean
}

const BORDER_PX = 32
/** Stored value of tagged padding: no pixel of a 16-bit study has it. */
const PADDING = 70_000
const NOISE_SLICES = 6
const MISSING_MM = 8

export const VARIANTS: readonly Variant[] = [
  { name: 'stored mirrored', change: (study) => mapSlices(study, storeMirrored) },
  { name: 'stored turned by 90 degrees', change: (study) => mapSlices(study, storeTransposed) },
  {
    name: 'patient mirrored',
    change: (study) => movePatient(study, mirror),
    pointBefore: mirror,
    swapsSides: true,
  },
  {
    name: 'padding border, tagged',
    change: (study) => mapSlices(study, (slice) => pad(slice, PADDING, true)),
  },
  { name: 'padding border, untagged', change: (study) => mapSlices(study, (slice) => pad(slice, 0, false)) },
  { name: 'twice as many slices', change: (study) => mapStacks(study, interpolateSlices) },
  { name: 'matrix of 256', change: (study) => mapSlices(study, (slice) => resampleTo(slice, 256)) },
  { name: 'matrix of 1024', change: (study) => mapSlices(study, (slice) => resampleTo(slice, 1024)) },
  {
    name: 'turned by 10 and 8 degrees',
    change: (study) => movePatient(study, (vector) => turn(turn(vector, 0, 1, 10), 0, 2, 8)),
    pointBefore: (point) => turn(turn(point, 0, 2, -8), 0, 1, -10),
  },
  { name: '8 mm missing on the left', change: (study) => mapStacks(study, dropSide(1)) },
  { name: '8 mm missing on the right', change: (study) => mapStacks(study, dropSide(-1)) },
  { name: 'six slices of noise on the left', change: (study) => mapStacks(study, addNoise(1)) },
  { name: 'six slices of noise on the right', change: (study) => mapStacks(study, addNoise(-1)) },
  { name: 'MONOCHROME1', change: (study) => mapSlices(study, invert) },
]

/** Noise of 1 %: no transformation of the patient's place, but what any two acquisitions differ by. A yardstick. */
export const NOISE: Variant = { name: 'noise of 1 %', change: (study) => mapSlices(study, addOnePercent) }

/** Columns stored the other way round, orientation and position to match. */
function storeMirrored({ image, pixels }: Slice): Slice {
  const { geometry } = image
  const [x, y, z] = geometry.columnDirection
  const last = geometry.columns - 1
  return {
    image: {
      ...image,
      geometry: {
        ...geometry,
        columnDirection: [-x, -y, -z],
        position: asWritten(imageToPatient(geometry, [last, 0])),
      },
    },
    pixels: rearrange(pixels, pixels.columns, pixels.rows, (column, row) => [last - column, row]),
  }
}

/** Rows stored as columns from the last on: the picture turned by a quarter. */
function storeTransposed({ image, pixels }: Slice): Slice {
  const { geometry } = image
  const { rows, columns } = geometry
  const [x, y, z] = geometry.columnDirection
  return {
    image: {
      ...image,
      geometry: {
        position: asWritten(imageToPatient(geometry, [columns - 1, 0])),
        columnDirection: geometry.rowDirection,
        rowDirection: [-x, -y, -z],
        columnSpacingMm: geometry.rowSpacingMm,
        rowSpacingMm: geometry.columnSpacingMm,
        columns: rows,
        rows: columns,
      },
    },
    pixels: rearrange(pixels, rows, columns, (column, row) => [columns - 1 - row, column]),
  }
}

/** To the digits that a header has room for, so that no tie between two slices is exact. */
function asWritten([x, y, z]: PatientPoint): PatientPoint {
  return [Number(x.toPrecision(7)), Number(y.toPrecision(7)), Number(z.toPrecision(7))]
}

/** The patient moved as a whole, images and all. */
function movePatient(study: PixelStudy, move: (vector: Vector3) => Vector3): PixelStudy {
  return mapSlices(study, ({ image, pixels }) => ({
    image: {
      ...image,
      geometry: {
        ...image.geometry,
        position: move(image.geometry.position),
        columnDirection: move(image.geometry.columnDirection),
        rowDirection: move(image.geometry.rowDirection),
      },
    },
    pixels,
  }))
}

function mirror([x, y, z]: Vector3): Vector3 {
  return [-x, y, z]
}

/** Turns from axis `a` towards axis `b`. */
function turn(vector: Vector3, a: number, b: number, degrees: number): Vector3 {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const turned: [number, number, number] = [...vector]
  turned[a] = vector[a]! * cosine - vector[b]! * sine
  turned[b] = vector[a]! * sine + vector[b]! * cosine
  return turned
}

function pad({ image, pixels }: Slice, value: number, tagged: boolean): Slice {
  const { geometry } = image
  const columns = pixels.columns + 2 * BORDER_PX
  const rows = pixels.rows + 2 * BORDER_PX
  const data = new Int32Array(columns * rows).fill(value)
  for (let row = 0; row < pixels.rows; row++)
    for (let column = 0; column < pixels.columns; column++)
      data[(row + BORDER_PX) * columns + column + BORDER_PX] = pixels.data[row * pixels.columns + column]!
  return {
    image: {
      ...image,
      geometry: {
        ...geometry,
        columns,
        rows,
        position: imageToPatient(geometry, [-BORDER_PX, -BORDER_PX]),
      },
    },
    pixels: { ...pixels, columns, rows, data, ...(tagged ? { padding: value } : {}) },
  }
}

/** Between every two slices their mean, half-way. */
function interpolateSlices(slices: readonly Slice[]): readonly Slice[] {
  return slices.flatMap((slice, index) => {
    const next = slices[index + 1]
    if (next === undefined) return [slice]
    const data = Float32Array.from(
      slice.pixels.data,
      (value, pixel) => (value + next.pixels.data[pixel]!) / 2,
    )
    const { geometry } = slice.image
    const between: Slice = {
      image: {
        ...renamed(slice, 'between'),
        geometry: {
          ...geometry,
          position: interpolate(geometry.position, next.image.geometry.position, 0.5),
        },
      },
      pixels: { ...slice.pixels, data },
    }
    return [slice, between]
  })
}

/** The field of view on another matrix, its longer side of `size` pixels: area averages or bilinear. */
function resampleTo({ image, pixels }: Slice, size: number): Slice {
  const { geometry } = image
  const scale = size / Math.max(pixels.columns, pixels.rows)
  const columns = Math.round(pixels.columns * scale)
  const rows = Math.round(pixels.rows * scale)
  const [across, down] = [pixels.columns / columns, pixels.rows / rows]
  const half = resampleRows(pixels.data, pixels.columns, pixels.rows, rows)
  const data = transpose(
    resampleRows(transpose(half, pixels.columns, rows), rows, pixels.columns, columns),
    rows,
    columns,
  )
  const changed: ImageGeometry = {
    ...geometry,
    columns,
    rows,
    columnSpacingMm: geometry.columnSpacingMm * across,
    rowSpacingMm: geometry.rowSpacingMm * down,
    position: imageToPatient(geometry, [across / 2 - 0.5, down / 2 - 0.5]),
  }
  return { image: { ...image, geometry: changed }, pixels: { ...pixels, columns, rows, data } }
}

/** Rows resampled to another number, each with a triangle as wide as the coarser grid. */
function resampleRows(data: ArrayLike<number>, columns: number, rows: number, wanted: number): Float32Array {
  const step = rows / wanted
  const reach = Math.max(1, step)
  const resampled = new Float32Array(columns * wanted)
  for (let row = 0; row < wanted; row++) {
    const centre = (row + 0.5) * step - 0.5
    const from = Math.max(0, Math.ceil(centre - reach))
    const to = Math.min(rows - 1, Math.floor(centre + reach))
    let whole = 0
    for (let source = from; source <= to; source++) {
      const weight = 1 - Math.abs(source - centre) / reach
      if (weight <= 0) continue
      whole += weight
      for (let column = 0; column < columns; column++)
        resampled[row * columns + column]! += weight * data[source * columns + column]!
    }
    for (let column = 0; column < columns; column++) resampled[row * columns + column]! /= whole
  }
  return resampled
}

function transpose(data: Float32Array, columns: number, rows: number): Float32Array {
  const turned = new Float32Array(data.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = data[row * columns + column]!
  return turned
}

/** Sagittal slices within 8 mm of the outermost one on the patient's left (1) or right (-1) are gone. */
function dropSide(side: 1 | -1) {
  return (slices: readonly Slice[], { plane }: { readonly plane: string }): readonly Slice[] => {
    if (plane !== 'sagittal') return slices
    const outermost = Math.max(...slices.map(({ image }) => side * image.geometry.position[0]))
    return slices.filter(({ image }) => side * image.geometry.position[0] < outermost - MISSING_MM + 0.01)
  }
}

/** Six sagittal slices of faint noise beyond the outermost one on the patient's left (1) or right (-1). */
function addNoise(side: 1 | -1) {
  return (slices: readonly Slice[], { plane }: { readonly plane: string }): readonly Slice[] => {
    if (plane !== 'sagittal') return slices
    const outward = slices.toSorted(
      (a, b) => side * (a.image.geometry.position[0] - b.image.geometry.position[0]),
    )
    const [before, last] = [outward.at(-2)!, outward.at(-1)!]
    const step = subtract(last.image.geometry.position, before.image.geometry.position)
    const random = randomNumbers(2)
    const added = Array.from({ length: NOISE_SLICES }, (_, index): Slice => {
      const { geometry } = last.image
      const [x, y, z] = geometry.position
      const far = index + 1
      return {
        image: {
          ...renamed(last, `noise-${far}`),
          geometry: { ...geometry, position: [x + step[0] * far, y + step[1] * far, z + step[2] * far] },
        },
        pixels: { ...last.pixels, data: Uint16Array.from(last.pixels.data, () => Math.floor(random() * 12)) },
      }
    })
    return [...slices, ...added]
  }
}

function invert({ image, pixels }: Slice): Slice {
  return {
    image: { ...image, inverted: !image.inverted },
    pixels: { ...pixels, data: Int32Array.from(pixels.data, (value) => 4095 - Math.min(value, 4095)) },
  }
}

function addOnePercent({ image, pixels }: Slice): Slice {
  const random = randomNumbers(image.geometry.position.reduce((sum, value) => sum + value, 0))
  let highest = 0
  for (const value of pixels.data) highest = Math.max(highest, value)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return {
    image,
    pixels: {
      ...pixels,
      data: Float32Array.from(pixels.data, (value) => value + 0.01 * highest * normal()),
    },
  }
}

function renamed({ image }: Slice, suffix: string) {
  return { ...image, sopInstanceUid: `${image.sopInstanceUid}.${suffix}`, id: `${image.id}.${suffix}` }
}

function rearrange(
  pixels: ImagePixels,
  columns: number,
  rows: number,
  from: (column: number, row: number) => readonly [number, number],
): ImagePixels {
  const data = pixels.data.slice()
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [oldColumn, oldRow] = from(column, row)
      data[row * columns + column] = pixels.data[oldRow * pixels.columns + oldColumn]!
    }
  return { ...pixels, columns, rows, data }
}

/** Numbers from 0 to 1, the same for one seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = Math.trunc(seed * 1000) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { Random } from './random.ts'
import { randomStream } from './random.ts'
import type { SliceSignal } from './sample-slice.ts'
import type { Protocol } from './scan-protocol.ts'

/** Imaging frequency at 1.5 T, MHz, and the distance of fat from water, parts per million. */
export const IMAGING_FREQUENCY_MHZ = 63.87
const FAT_SHIFT_PPM = 3.4
const STORED_MAX = 4095

/** Reception sensitivity at a patient point, LPS mm. */
export type Sensitivity = (x: number, y: number, z: number) => number

/** What a scanner adds to the signal: the same for all images of a study, apart from their noise. */
export type Receiver = {
  /** Stored values of one square image of `displayedSize` pixels a side; `geometry` is the acquired one. */
  readonly image: (
    signal: SliceSignal,
    geometry: ImageGeometry,
    protocol: Protocol,
    sensitivity: Sensitivity,
    displayedSize: number,
    name: string,
  ) => Uint16Array
}

const NORMALS = 1 << 16
/** Sensitivity is smooth: it is computed at every eighth pixel of a row and interpolated. */
const SENSITIVITY_STEP = 8
const KERNEL_REACH = 3
/** Share of the frequencies between the acquired samples that the echo train still carries. */
const ACQUIRED_EXTENT = 0.94

export function receiver(seed: number): Receiver {
  const random = randomStream(seed, 'noise')
  const normals = Float32Array.from({ length: NORMALS }, () => random.normal(0, 1))

  function image(
    signal: SliceSignal,
    geometry: ImageGeometry,
    protocol: Protocol,
    sensitivity: Sensitivity,
    displayedSize: number,
    name: string,
  ): Uint16Array {
    const { columns, rows } = geometry
    const stream = randomStream(seed, name)
    const shiftPx = (FAT_SHIFT_PPM * IMAGING_FREQUENCY_MHZ) / protocol.bandwidthHzPerPixel
    const stride = protocol.frequencyAxis === 'row' ? columns : 1
    const real = withShiftedFat(signal, shiftPx, stride)
    shade(real, geometry, sensitivity)
    addNoise(real, columns, protocol.noise * 1.2, stream) // interpolation takes a sixth back
    const spread = interpolated(
      interpolated(real, columns, rows, displayedSize),
      rows,
      displayedSize,
      displayedSize,
    )
    return magnitude(spread, displayedSize, protocol, stream)
  }

  /** Adds a run of the table of normal deviates to each row, begun somewhere else each time. */
  function addNoise(values: Float32Array, columns: number, deviation: number, stream: Random): void {
    for (let start = 0; start < values.length; start += columns) {
      const offset = Math.floor(stream.next() * NORMALS)
      for (let column = 0; column < columns; column++)
        values[start + column]! += deviation * normals[(offset + column) & (NORMALS - 1)]!
    }
  }

  /** Rician: the length of the complex signal, whose imaginary part is noise alone. */
  function magnitude(real: Float32Array, columns: number, protocol: Protocol, stream: Random): Uint16Array {
    const imaginary = new Float32Array(real.length)
    addNoise(imaginary, columns, protocol.noise, stream)
    const stored = new Uint16Array(real.length)
    for (let index = 0; index < real.length; index++) {
      const a = real[index]!
      const b = imaginary[index]!
      stored[index] = Math.min(STORED_MAX, Math.round(Math.sqrt(a * a + b * b) * protocol.gain))
    }
    return stored
  }

  return { image }
}

/** Water where it is, fat moved `shiftPx` samples of `stride` onward; at the border fat is lost. */
function withShiftedFat({ water, fat }: SliceSignal, shiftPx: number, stride: number): Float32Array {
  const whole = Math.floor(shiftPx)
  const part = shiftPx - whole
  const near = whole * stride
  const far = near + stride
  const sum = Float32Array.from(water)
  for (let index = far; index < sum.length; index++)
    sum[index]! += fat[index - near]! * (1 - part) + fat[index - far]! * part
  return sum
}

function shade(values: Float32Array, geometry: ImageGeometry, sensitivity: Sensitivity): void {
  const { columns, rows, position, columnDirection, rowDirection, columnSpacingMm, rowSpacingMm } = geometry
  for (let row = 0; row < rows; row++) {
    const j = row * rowSpacingMm
    const at = (column: number) => {
      const i = column * columnSpacingMm
      return sensitivity(
        position[0] + i * columnDirection[0] + j * rowDirection[0],
        position[1] + i * columnDirection[1] + j * rowDirection[1],
        position[2] + i * columnDirection[2] + j * rowDirection[2],
      )
    }
    let left = at(0)
    for (let start = 0; start < columns; start += SENSITIVITY_STEP) {
      const right = at(start + SENSITIVITY_STEP)
      const end = Math.min(columns, start + SENSITIVITY_STEP)
      for (let column = start; column < end; column++)
        values[row * columns + column]! *= left + ((right - left) * (column - start)) / SENSITIVITY_STEP
      left = right
    }
  }
}

/**
 * Zero filling as a scanner does it: along each row the samples become `size` pixels of the same field, and rows and columns
 * change places, so that twice is the whole image. The kernel is the sinc of the frequencies acquired under a gentle window,
 * which leaves one faint Gibbs ripple at an edge. The image is extended by its border values.
 */
function interpolated(values: Float32Array, columns: number, rows: number, size: number): Float32Array {
  const result = new Float32Array(size * rows)
  const taps = 2 * KERNEL_REACH
  const kernels = new Float32Array(size * taps)
  const firsts = new Int32Array(size)
  for (let pixel = 0; pixel < size; pixel++) {
    const at = ((pixel + 0.5) * columns) / size - 0.5
    firsts[pixel] = Math.floor(at) - KERNEL_REACH + 1
    kernels.set(pointSpread(at - firsts[pixel]!, taps), pixel * taps)
  }
  const line = new Float32Array(columns + 4 * KERNEL_REACH)
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < line.length; index++) {
      const column = Math.min(columns - 1, Math.max(0, index - 2 * KERNEL_REACH))
      line[index] = values[row * columns + column]!
    }
    for (let pixel = 0; pixel < size; pixel++) {
      const first = firsts[pixel]! + 2 * KERNEL_REACH
      let sum = 0
      for (let tap = 0; tap < taps; tap++) sum += kernels[pixel * taps + tap]! * line[first + tap]!
      result[pixel * rows + row] = sum
    }
  }
  return result
}

/** The weights of `taps` neighbouring samples at a place between them; they sum to 1. */
function pointSpread(place: number, taps: number): Float32Array {
  const weights = Float32Array.from({ length: taps }, (_, tap) => {
    const t = (place - tap) * ACQUIRED_EXTENT
    const sinc = Math.abs(t) < 1e-6 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t)
    return sinc * (0.58 + 0.42 * Math.cos((Math.PI * (place - tap)) / (KERNEL_REACH + 0.5)))
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

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
  /** Stored values of one image. */
  readonly image: (
    signal: SliceSignal,
    geometry: ImageGeometry,
    protocol: Protocol,
    sensitivity: Sensitivity,
    name: string,
  ) => Uint16Array
}

const NORMALS = 1 << 16
/** Sensitivity is smooth: it is computed at every eighth pixel of a row and interpolated. */
const SENSITIVITY_STEP = 8

export function receiver(seed: number): Receiver {
  const random = randomStream(seed, 'noise')
  const normals = Float32Array.from({ length: NORMALS }, () => random.normal(0, 1))
  const kernel = pointSpread(0.84, 4)

  function image(
    signal: SliceSignal,
    geometry: ImageGeometry,
    protocol: Protocol,
    sensitivity: Sensitivity,
    name: string,
  ): Uint16Array {
    const { columns, rows } = geometry
    const stream = randomStream(seed, name)
    const shiftPx = (FAT_SHIFT_PPM * IMAGING_FREQUENCY_MHZ) / protocol.bandwidthHzPerPixel
    const stride = protocol.frequencyAxis === 'row' ? columns : 1
    const real = withShiftedFat(signal, shiftPx, stride)
    shade(real, geometry, sensitivity)
    addNoise(real, columns, protocol.noise * 1.25, stream) // the point spread takes back a fifth
    const spread = convolved(convolved(real, kernel, columns, rows, 1), kernel, columns, rows, columns)
    return magnitude(spread, columns, protocol, stream)
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
 * A truncated sinc: the scanner reads `extent` of the frequencies that the pixels could show and fills the rest with
 * zeros, under a gentle window that leaves one faint Gibbs ripple.
 */
function pointSpread(extent: number, reach: number): Float32Array {
  const taps = Float32Array.from({ length: 2 * reach + 1 }, (_, index) => {
    const n = index - reach
    const sinc = n === 0 ? 1 : Math.sin(Math.PI * extent * n) / (Math.PI * extent * n)
    return sinc * (0.6 + 0.4 * Math.cos((Math.PI * n) / (reach + 1)))
  })
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => tap / sum)
}

/** Convolution along one axis; the image is extended by its border values. */
function convolved(
  values: Float32Array,
  kernel: Float32Array,
  columns: number,
  rows: number,
  stride: number,
): Float32Array {
  const reach = (kernel.length - 1) / 2
  const length = stride === 1 ? columns : rows
  const lines = stride === 1 ? rows : columns
  const lineStride = stride === 1 ? columns : 1
  const result = new Float32Array(values.length)
  for (let line = 0; line < lines; line++) {
    const start = line * lineStride
    for (let at = 0; at < length; at++) {
      let sum = 0
      if (at >= reach && at < length - reach) {
        let index = start + (at - reach) * stride
        for (let tap = 0; tap < kernel.length; tap++, index += stride) sum += kernel[tap]! * values[index]!
      } else
        for (let tap = 0; tap < kernel.length; tap++) {
          const clamped = Math.min(length - 1, Math.max(0, at + tap - reach))
          sum += kernel[tap]! * values[start + clamped * stride]!
        }
      result[start + at * stride] = sum
    }
  }
  return result
}

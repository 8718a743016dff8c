import type { Samples, StoredValues } from './stored-values.ts'

/** Weights of red, green and blue in luminance (ITU-R BT.601, which DICOM's YBR_FULL is built on: PS3.3 C.7.6.3.1.2). */
const RED = 0.299
const GREEN = 0.587
const BLUE = 0.114

export function luminance(red: number, green: number, blue: number): number {
  return RED * red + GREEN * green + BLUE * blue
}

/** The luminance of a colour image, in the range of its samples. */
export function toGrey({ data, samplesPerPixel, photometricInterpretation }: StoredValues): Samples {
  const grey = data.slice(0, data.length / samplesPerPixel)
  const isLuminance = photometricInterpretation.startsWith('YBR')
  for (let pixel = 0, from = 0; pixel < grey.length; pixel++, from += samplesPerPixel) {
    grey[pixel] = isLuminance
      ? data[from]!
      : Math.round(luminance(data[from]!, data[from + 1] ?? 0, data[from + 2] ?? 0))
  }
  return grey
}

/** Which values are shown between black and white: `center - width / 2` to `center + width / 2`, in values after rescale. */
export type GreyWindow = {
  readonly center: number
  readonly width: number
  /** How the greys run from the dark end to the bright one: evenly spaced samples, 0 to 255. Absent: in a straight line. */
  readonly curve?: Uint8Array
  /** VOILUTFunction SIGMOID: grey = 255 / (1 + exp(-4 (value - center) / width)) (DICOM PS3.3 C.11.2.1.3.1). */
  readonly isSigmoid?: true
}

/** A window that the header offers, by the name that it gives it. */
export type HeaderWindow = GreyWindow & { readonly name?: string }

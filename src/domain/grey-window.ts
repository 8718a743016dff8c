/** Which values are shown between black and white: `center - width / 2` to `center + width / 2`, in values after rescale. */
export type GreyWindow = {
  readonly center: number
  readonly width: number
  /** How the greys run from the dark end to the bright one: evenly spaced samples, 0 to 255. Absent: in a straight line. */
  readonly curve?: Uint8Array
}

/** A window that the header offers, by the name that it gives it. */
export type HeaderWindow = GreyWindow & { readonly name?: string }

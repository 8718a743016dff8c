/** Which values are shown between black and white: `center - width / 2` to `center + width / 2`, in values after rescale. */
export type GreyWindow = { readonly center: number; readonly width: number }

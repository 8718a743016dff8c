import type { PlanePoint } from '../geometry/anatomical-plane.ts'

/** A disc of this plane: its centre and how sure the localizer (or the reader: 1) is of it. */
export type PlacedDisc = {
  readonly disc: string
  readonly point: PlanePoint
  readonly confidence: number
}

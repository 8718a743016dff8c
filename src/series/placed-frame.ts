import { distanceToPlane, normalOf } from '../domain/image-geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import type { FrameFacts, Instance } from '../intake/instance/instance.ts'
import { readingDirection } from './plane.ts'

/** One frame that its header places in the patient. */
export type PlacedFrame = {
  readonly instance: Instance
  readonly frame: FrameFacts
  readonly geometry: ImageGeometry
}

/** Place along the stack's own normal, mm. */
export function placeAlong(reference: ImageGeometry, geometry: ImageGeometry): number {
  return distanceToPlane(reference, geometry.position) * readingDirection(normalOf(reference))
}

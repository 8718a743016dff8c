import type { Vector3 } from '../domain/geometry.ts'
import type { Plane } from '../domain/study.ts'

/** Beyond 45 degrees from every axis an image is of no plane that a reader would name. */
const LEAST_COSINE = Math.SQRT1_2

/** The plane that images with this unit normal lie in, and how far they are tilted out of it, in degrees. */
export function planeOf(normal: Vector3): { readonly plane: Plane; readonly tiltDegrees: number } {
  const cosines = normal.map(Math.abs)
  const largest = Math.max(...cosines)
  const plane = (['sagittal', 'coronal', 'axial'] as const)[cosines.indexOf(largest)]!
  const tiltDegrees = (Math.acos(Math.min(1, largest)) * 180) / Math.PI
  return { plane: largest < LEAST_COSINE ? 'oblique' : plane, tiltDegrees }
}

/**
 * Which way a stack is read: sagittal from the patient's right to left, axial from head to feet, coronal from front to
 * back. 1: along the normal; -1: against it, whose sign differs between studies.
 */
export function readingDirection(normal: Vector3): 1 | -1 {
  const cosines = normal.map(Math.abs)
  const axis = cosines.indexOf(Math.max(...cosines))
  const towards = axis === 2 ? -1 : 1
  return normal[axis]! * towards >= 0 ? 1 : -1
}

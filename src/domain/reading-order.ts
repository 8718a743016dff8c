import { interpolate } from './geometry.ts'
import type { PatientPoint } from './geometry.ts'
import { imageToPatient } from './image-geometry.ts'
import type { Stack, StudyImage } from './study.ts'

/**
 * The images of stacks that are read together, in the order in which the page and the reports count them: sagittal from the
 * patient's right to left, axial from head to feet, coronal from front to back. Acquisition order differs from scanner to scanner;
 * the place in the patient does not.
 */
export function inReadingOrder(stacks: readonly Stack[]): readonly StudyImage[] {
  const images = stacks.flatMap((stack) => stack.images)
  const place = (image: StudyImage): number => {
    const [x, y, z] = middleOf(image)
    switch (stacks[0]?.plane) {
      case 'sagittal':
        return x
      case 'coronal':
        return y
      default:
        return -z
    }
  }
  return images
    .map((image, order) => ({ image, order, place: place(image) }))
    .sort((a, b) => a.place - b.place || a.order - b.order)
    .map(({ image }) => image)
}

/** The patient point at the middle of an image. */
export function middleOf({ geometry }: StudyImage): PatientPoint {
  const last = imageToPatient(geometry, [geometry.columns - 1, geometry.rows - 1])
  return interpolate(geometry.position, last, 0.5)
}

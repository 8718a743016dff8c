import { assertNotCancelled } from '../../domain/cancel.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { dot } from '../../domain/geometry.ts'
import type { PatientPoint } from '../../domain/geometry.ts'
import { imageToPatient, normalOf } from '../../domain/image-geometry.ts'
import type { RoleChoice, SeriesRole, Stack, Study, StudyImage } from '../../domain/study.ts'
import type { PixelSource } from '../ports.ts'
import type { ViewSource } from './render-view.ts'

/** An image in its stack. */
export type PlacedImage = { readonly stack: Stack; readonly image: StudyImage; readonly order: number }
/** An image whose pixels are here. */
export type ReadImage = PlacedImage & { readonly source: ViewSource }

/** All images that a role names, stack by stack. */
export function imagesOfRole(
  study: Study,
  roles: readonly RoleChoice[],
  role: SeriesRole,
): readonly PlacedImage[] {
  const ids = roles.find((choice) => choice.role === role)?.stackIds ?? []
  return study.stacks
    .filter((stack) => ids.includes(stack.id))
    .flatMap((stack) => stack.images.map((image, order) => ({ stack, image, order })))
}

/** The patient point at the middle of an image. */
export function middleOf({ image: { geometry } }: PlacedImage): PatientPoint {
  return imageToPatient(geometry, [(geometry.columns - 1) / 2, (geometry.rows - 1) / 2])
}

/** Signed distance of each image from the middle of its stack, mm along the stack's normal. */
export function offsetInStackMm({ stack, image }: PlacedImage): number {
  const [first] = stack.images
  const last = stack.images.at(-1)
  if (first === undefined || last === undefined) return 0
  const normal = normalOf(first.geometry)
  const middle = (dot(first.geometry.position, normal) + dot(last.geometry.position, normal)) / 2
  return dot(image.geometry.position, normal) - middle
}

/** Fetches the pixels of images, all at once. An image that cannot be read is left out, and its diagnostic kept. */
export async function readImages(
  signal: AbortSignal,
  pixels: PixelSource,
  images: readonly PlacedImage[],
): Promise<{ readonly read: readonly ReadImage[]; readonly diagnostics: readonly Diagnostic[] }> {
  const results = await Promise.all(images.map(({ image }) => pixels.pixels(signal, image.id)))
  assertNotCancelled(signal)
  const read: ReadImage[] = []
  const diagnostics: Diagnostic[] = []
  for (const [index, result] of results.entries()) {
    const placed = images[index] as PlacedImage
    if (result.ok) read.push({ ...placed, source: { pixels: result.value, inverted: placed.image.inverted } })
    else diagnostics.push(result.diagnostic)
  }
  return { read, diagnostics }
}

/** The images of the first stack among them: a sagittal role is read on one stack. */
export function firstStack(images: readonly PlacedImage[]): readonly PlacedImage[] {
  return images.filter(({ stack }) => stack === images[0]?.stack)
}

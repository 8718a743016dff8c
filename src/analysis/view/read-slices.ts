import { assertNotCancelled } from '../../domain/cancel.ts'
import type { Diagnostic } from '../../domain/diagnostic.ts'
import { add, dot, scale } from '../../domain/geometry.ts'
import type { ImagePoint, PatientPoint } from '../../domain/geometry.ts'
import { normalOf } from '../../domain/image-geometry.ts'
import type { ImagePixels, RoleChoice, SeriesRole, Stack, Study, StudyImage } from '../../domain/study.ts'
import type { PixelSource } from '../ports.ts'
import { brightSignal } from './bright-signal.ts'

/** An image in its stack. */
export type PlacedImage = { readonly stack: Stack; readonly image: StudyImage; readonly order: number }
/** An image whose pixels are here; high values are bright. */
export type ReadImage = PlacedImage & {
  readonly source: ImagePixels
  /** The first pixel of `source` and of `image.geometry`, in pixels of the stored image: others may be its border. */
  readonly corner: ImagePoint
}

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

/** How far a point lies to the patient's left along the normal of a sagittal image, mm, whatever the sign of the normal. */
export function leftwardOf({ image: { geometry } }: PlacedImage, point: PatientPoint): number {
  const normal = normalOf(geometry)
  return dot(point, normal) * (normal[0] < 0 ? -1 : 1)
}

/** Where a sagittal image lies along its normal, mm, growing to the patient's left. */
export function leftwardMm(placed: PlacedImage): number {
  return leftwardOf(placed, placed.image.geometry.position)
}

/** A point moved along the normal of a sagittal image until it lies at a place as `leftwardMm` counts them. */
export function moveLeftwardTo(placed: PlacedImage, point: PatientPoint, mm: number): PatientPoint {
  const normal = normalOf(placed.image.geometry)
  const step = (mm - leftwardOf(placed, point)) * (normal[0] < 0 ? -1 : 1)
  return add(point, scale(normal, step))
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
    if (result.ok) read.push({ ...placed, source: brightSignal(result.value, placed.image), corner: [0, 0] })
    else diagnostics.push(result.diagnostic)
  }
  return { read, diagnostics }
}

/** The images of the first stack among them: a sagittal role is read on one stack. */
export function firstStack(images: readonly PlacedImage[]): readonly PlacedImage[] {
  return images.filter(({ stack }) => stack === images[0]?.stack)
}

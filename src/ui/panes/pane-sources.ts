import { interpolate } from '../../domain/geometry.ts'
import type { PatientPoint } from '../../domain/geometry.ts'
import { imageToPatient } from '../../domain/image-geometry.ts'
import { SERIES_ROLES } from '../../domain/study.ts'
import type { RoleChoice, SeriesRole, Stack, Study, StudyImage } from '../../domain/study.ts'
import { stackName } from '../words/series.ts'
import { WORDS } from '../words/words.ts'

/** What a pane can show: the images of a role, several stacks together, or one stack. */
export type PaneSource = {
  /** `role:axial_t2` or `stack:<stack id>`. */
  readonly key: string
  readonly name: string
  readonly role: SeriesRole | undefined
  readonly stackIds: readonly string[]
  /** In reading order: sagittal from the patient's right to left, axial from head to feet, coronal from front to back. */
  readonly images: readonly StudyImage[]
}

/** Everything that can be hung: the roles first, in hanging order, then the stacks that have none. */
export function paneSources(study: Study, roles: readonly RoleChoice[]): readonly PaneSource[] {
  const byRole = SERIES_ROLES.flatMap((role) => {
    const choice = roles.find((candidate) => candidate.role === role)
    const stacks = study.stacks.filter(({ id }) => choice?.stackIds.includes(id))
    return stacks.length === 0 ? [] : [roleSource(role, stacks)]
  })
  const used = new Set(byRole.flatMap(({ stackIds }) => stackIds))
  const others = study.stacks.filter(({ id }) => !used.has(id)).map(stackSource)
  return [...byRole, ...others]
}

/** The image to begin with: the middle one. */
export function middleIndex(images: readonly unknown[]): number {
  return Math.max(0, Math.floor((images.length - 1) / 2))
}

function roleSource(role: SeriesRole, stacks: readonly Stack[]): PaneSource {
  return {
    key: `role:${role}`,
    name: WORDS.roles[role],
    role,
    stackIds: stacks.map(({ id }) => id),
    images: inReadingOrder(stacks),
  }
}

function stackSource(stack: Stack): PaneSource {
  return {
    key: `stack:${stack.id}`,
    name: stackName(stack),
    role: undefined,
    stackIds: [stack.id],
    images: inReadingOrder([stack]),
  }
}

/** Acquisition order differs from scanner to scanner; the place in the patient does not. */
function inReadingOrder(stacks: readonly Stack[]): readonly StudyImage[] {
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

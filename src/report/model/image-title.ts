import { inReadingOrder } from '../../domain/reading-order.ts'
import type { Stack, Study } from '../../domain/study.ts'
import { ROLE_NAMES } from '../sentences/report-words.ts'

/** What an image is called on the page: `Sagittal T2, image 9 of 18`; undefined when the study has no such image. */
export function imageTitle(study: Study, imageId: string): string | undefined {
  const stack = study.stacks.find(({ images }) => images.some(({ id }) => id === imageId))
  if (stack === undefined) return undefined
  const choice = study.roles.find(({ stackIds }) => stackIds.includes(stack.id))
  const together = choice ? study.stacks.filter(({ id }) => choice.stackIds.includes(id)) : [stack]
  const images = inReadingOrder(together)
  const number = images.findIndex(({ id }) => id === imageId) + 1
  return `${choice ? ROLE_NAMES[choice.role] : nameOf(stack)}, image ${number} of ${images.length}`
}

function nameOf({ description, plane }: Stack): string {
  return description || plane
}

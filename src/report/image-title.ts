import type { Stack, Study } from '../domain/study.ts'
import { ROLE_NAMES } from './report-words.ts'

/** What an image is called: `Sagittal T2, image 9 of 18`; undefined when the study has no such image. */
export function imageTitle(study: Study, imageId: string): string | undefined {
  for (const stack of study.stacks) {
    const index = stack.images.findIndex(({ id }) => id === imageId)
    if (index >= 0) return `${stackTitle(study, stack)}, image ${index + 1} of ${stack.images.length}`
  }
  return undefined
}

/** The role of a stack; without one its description, or its plane. */
function stackTitle(study: Study, stack: Stack): string {
  const choice = study.roles.find(({ stackIds }) => stackIds.includes(stack.id))
  return choice ? ROLE_NAMES[choice.role] : stack.description || stack.plane
}

import type { RoleReason, SeriesRole, Stack } from '../../domain/study.ts'

export const ROLE_NAMES = {
  sagittal_t2: 'Sagittal T2',
  sagittal_t1: 'Sagittal T1',
  axial_t2: 'Axial T2',
} as const satisfies Record<SeriesRole, string>

export const ROLE_SHORT_NAMES = {
  sagittal_t2: 'Sag T2',
  sagittal_t1: 'Sag T1',
  axial_t2: 'Ax T2',
} as const satisfies Record<SeriesRole, string>

/** What a stack that has no role is called. */
export function stackName(stack: Stack): string {
  if (stack.description !== '') return stack.description
  const plane = stack.plane.charAt(0).toUpperCase() + stack.plane.slice(1)
  return stack.seriesNumber === undefined ? plane : `${plane}, series ${stack.seriesNumber}`
}

/** Why a stack has its role, each reason one line. */
export function roleReasonInWords(reason: RoleReason): string {
  switch (reason.kind) {
    case 'plane':
      return `Plane: ${reason.plane}, tilted ${Math.round(reason.tiltDegrees)}° from the body axes`
    case 'description':
      return `Description "${reason.text}" says "${reason.matched}"`
    case 'timing':
      return `Timing: ${[
        reason.repetitionTimeMs !== undefined && `TR ${Math.round(reason.repetitionTimeMs)} ms`,
        reason.echoTimeMs !== undefined && `TE ${Math.round(reason.echoTimeMs)} ms`,
        reason.inversionTimeMs !== undefined && `TI ${Math.round(reason.inversionTimeMs)} ms`,
      ]
        .filter((part) => part !== false)
        .join(', ')}`
    case 'most-images':
      return reason.rivals === 1
        ? `Most images (${reason.images}) of two candidates`
        : `Most images (${reason.images}) of ${reason.rivals + 1} candidates`
    case 'only-candidate':
      return 'The only candidate'
    case 'reader':
      return 'Chosen by the reader'
  }
}

import type { RoleReason, Stack } from '../domain/study.ts'
import { WORDS } from './words.ts'

/** What a stack that has no role is called. */
export function stackName(stack: Stack): string {
  if (stack.description !== '') return stack.description
  const plane = WORDS.planes[stack.plane]
  return stack.seriesNumber === undefined ? plane : WORDS.numberedSeries(plane, stack.seriesNumber)
}

/** Why a stack has its role, each reason one line. */
export function roleReasonInWords(reason: RoleReason): string {
  const { roleReasons } = WORDS
  switch (reason.kind) {
    case 'plane':
      return roleReasons.plane(reason.plane, Math.round(reason.tiltDegrees))
    case 'description':
      return roleReasons.description(reason.text, reason.matched)
    case 'timing':
      return roleReasons.timing(timesInWords(reason))
    case 'best-quality':
      return roleReasons.bestQuality(reason.rivals + 1, reason)
    case 'only-candidate':
      return roleReasons.onlyCandidate
    case 'reader':
      return roleReasons.reader
  }
}

/** `TR 3000 ms, TE 100 ms`: the letters are the same in every language. */
function timesInWords(timing: Extract<RoleReason, { kind: 'timing' }>): string {
  const times = [
    ['TR', timing.repetitionTimeMs],
    ['TE', timing.echoTimeMs],
    ['TI', timing.inversionTimeMs],
  ] as const
  return times.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${Math.round(ms)} ms`])).join(', ')
}

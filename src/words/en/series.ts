/** Why a stack has its role, each reason one line. */
export const ROLE_REASONS = {
  plane: (plane: string, tiltDegrees: number) => `Plane: ${plane}, tilted ${tiltDegrees}° from the body axes`,
  description: (text: string, matched: string) => `Description "${text}" says "${matched}"`,
  timing: (times: string) => `Timing: ${times}`,
  mostImages: (images: number, candidates: number) =>
    `Most images (${images}) of ${candidates === 2 ? 'two' : candidates} candidates`,
  onlyCandidate: 'The only candidate',
  reader: 'Chosen by the reader',
} as const

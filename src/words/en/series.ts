import type { ReadingQuality } from '../../domain/study.ts'

/** Why a stack has its role, each reason one line. */
export const ROLE_REASONS = {
  plane: (plane: string, tiltDegrees: number) => `Plane: ${plane}, tilted ${tiltDegrees}° from the body axes`,
  description: (text: string, matched: string) => `Description "${text}" says "${matched}"`,
  timing: (times: string) => `Timing: ${times}`,
  bestQuality: (candidates: number, { extentMm, gapMm, pixelMm }: ReadingQuality) =>
    `Best to read of ${candidates === 2 ? 'two' : candidates} candidates: ${extentMm} mm wide, slices ${gapMm} mm apart, pixels of ${pixelMm} mm`,
  onlyCandidate: 'The only candidate',
  reader: 'Chosen by the reader',
} as const

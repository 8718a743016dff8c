import type { ReadingQuality } from '../../domain/study.ts'
import { figure } from './numbers.ts'

const PLANES: Readonly<Record<string, string>> = { coronal: 'koronar', oblique: 'schräg' }

/** Why a stack has its role, each reason one line. */
export const ROLE_REASONS = {
  plane: (plane: string, tiltDegrees: number) =>
    `Ebene: ${PLANES[plane] ?? plane}, um ${tiltDegrees}° gegen die Körperachsen gekippt`,
  description: (text: string, matched: string) => `Beschreibung „${text}“ enthält „${matched}“`,
  timing: (times: string) => `Zeiten: ${times}`,
  bestQuality: (candidates: number, { extentMm, gapMm, pixelMm }: ReadingQuality) =>
    `Am besten zu lesen von ${candidates === 2 ? 'zwei' : candidates} Kandidaten: ${figure(extentMm)} mm breit, Schichtabstand ${figure(gapMm)} mm, Pixel von ${figure(pixelMm)} mm`,
  onlyCandidate: 'Der einzige Kandidat',
  reader: 'Vom Befunder gewählt',
} as const

const PLANES: Readonly<Record<string, string>> = { coronal: 'koronar', oblique: 'schräg' }

/** Why a stack has its role, each reason one line. */
export const ROLE_REASONS = {
  plane: (plane: string, tiltDegrees: number) =>
    `Ebene: ${PLANES[plane] ?? plane}, um ${tiltDegrees}° gegen die Körperachsen gekippt`,
  description: (text: string, matched: string) => `Beschreibung „${text}“ enthält „${matched}“`,
  timing: (times: string) => `Zeiten: ${times}`,
  mostImages: (images: number, candidates: number) =>
    `Die meisten Bilder (${images}) von ${candidates === 2 ? 'zwei' : candidates} Kandidaten`,
  onlyCandidate: 'Der einzige Kandidat',
  reader: 'Vom Befunder gewählt',
} as const

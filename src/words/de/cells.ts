/** How a cell of the grid stands. */
export const CELLS = {
  notYetGraded: 'Noch nicht graduiert',
  notAssessed: 'Nicht beurteilt',
  uncertain: 'Unsicher',
  notExcluded: (grade: string) => `${grade} nicht ausgeschlossen`,
  byReader: 'vom Befunder',
  byName: (name: string) => `von ${name}`,
  unnamedReader: 'einem anderen Befunder',
  confirmed: (by: string) => `${by} bestätigt`,
  graded: (by: string) => `${by} graduiert`,
  changed: (by: string, from: string) => `${by} geändert, vorher ${from}`,
  beingRead: 'Wird beurteilt',
  notRead: 'Nicht gelesen',
  reasons: {
    levelNotFound: 'das Segment wurde nicht gefunden',
    noSeries: (role: string) => `keine Serie ${role}`,
    notCovered: (role: string) => `die Serie ${role} erfasst das Segment nicht`,
    noNetwork: 'das Modellpaket beurteilt diesen Befund nicht',
    withheld: (cause: string) => `zurückgehalten: ${cause}`,
  },
  /** A diagnostic's first sentence as a part of another, with its code. */
  cause: (sentence: string, code: string) => `${inSentence(sentence).replace(/\.$/, '')} (${code})`,
} as const

/** `Das Foramen wurde …` within a sentence: `das Foramen wurde …`. Nouns keep their capital. */
function inSentence(sentence: string): string {
  return sentence.replace(/^(Der|Die|Das|Dies\w*|Ein\w*|Kein\w*|Es|Zu)\b/, (word) => word.toLowerCase())
}

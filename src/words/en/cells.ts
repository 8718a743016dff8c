/** How a cell of the grid stands; SURFACE.md fixes the English. */
export const CELLS = {
  notYetGraded: 'Not yet graded',
  notAssessed: 'Not assessed',
  uncertain: 'Uncertain',
  notExcluded: (grade: string) => `${grade} not excluded`,
  byReader: 'by reader',
  byName: (name: string) => `by ${name}`,
  unnamedReader: 'another reader',
  confirmed: (by: string) => `confirmed ${by}`,
  graded: (by: string) => `graded ${by}`,
  changed: (by: string, from: string) => `changed ${by} from ${from}`,
  beingRead: 'Being read',
  notRead: 'Not read',
  reasons: {
    levelNotFound: 'the level was not found',
    noSeries: (role: string) => `no ${inSentence(role)} series`,
    notCovered: (role: string) => `the ${inSentence(role)} series does not cover the level`,
    noNetwork: 'the model pack does not read this condition',
    withheld: (cause: string) => `withheld: ${cause}`,
  },
  /** A diagnostic's first sentence as a part of another, with its code. */
  cause: (sentence: string, code: string) => `${inSentence(sentence).replace(/\.$/, '')} (${code})`,
} as const

/** `Sagittal T2` within a sentence: `sagittal T2`. */
function inSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

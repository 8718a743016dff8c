import type { WordsOf } from '../../diagnostic-words.ts'

/** Reports that cannot be written or read back. */
export const REPORT_WORDS: WordsOf<'report'> = {
  'report.nothing-to-write': () => [
    'There are no key images.',
    'No disc was found, nothing is graded moderate or severe, and no image is marked.',
    'Mark an image with K and export again.',
  ],
  'report.not-a-cauda-report': () => [
    'This structured report was not written by Cauda.',
    'Only the reviews that Cauda wrote can be taken up again.',
    '',
  ],
  'report.unreadable-decision': ({ subject }) => [
    `The decision on ${subject} in this report cannot be read.`,
    'Another version of Cauda wrote it, or it was changed since.',
    'Open it with the version that wrote it (Software Versions in its header), or read the study again.',
  ],
}

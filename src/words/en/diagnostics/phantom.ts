import type { WordsOf } from '../../diagnostic-words.ts'

/** What was asked of the simulated spine and cannot be built. */
export const PHANTOM_WORDS: WordsOf<'phantom'> = {
  'phantom.levels-not-json': ({ subject, fields }) => [
    `${subject === '' ? 'The levels' : subject} are not a JSON object: ${fields.found}.`,
    '',
    'Quote the whole JSON, for example {"l4_l5": {"spinal_canal_stenosis": "severe"}}.',
  ],
  'phantom.unknown-level': ({ subject, fields }) => [
    `${subject} is not a disc level.`,
    '',
    `Use one of ${fields.known}.`,
  ],
  'phantom.unknown-grade': ({ subject, fields }) => [
    `${subject}: ${fields.found} is not a grade.`,
    '',
    `Use one of ${fields.known}.`,
  ],
  'phantom.unknown-condition': ({ subject, fields }) => [
    `${subject} is neither a condition nor a length.`,
    '',
    `Use one of ${fields.known}.`,
  ],
  'phantom.out-of-range': ({ subject, fields }) => [
    `${subject}: ${fields.found} is out of range.`,
    '',
    `Use a number from ${fields.low} to ${fields.high}.`,
  ],
}

import type { WordsOf } from '../../diagnostic-words.ts'
import { count } from '../numbers.ts'

/** Reading many studies with `cauda batch`. */
export const BATCH_WORDS: WordsOf<'batch'> = {
  'batch.bug': ({ fields }) => [
    'A fault in Cauda ended the reading of this study.',
    fields.message,
    'The other studies were read. Report it with the message on stderr.',
  ],
  'batch.worker-ended': ({ fields }) => [
    'The process that read this study ended before it was done.',
    `It ended with ${fields.how}: it may have run out of memory.`,
    'The other studies were read. --resume tries it again; with fewer --jobs each has more memory.',
  ],
  'batch.worker-silent': ({ fields }) => [
    `Nothing was heard of this study for ${count(fields.minutes, 'minute')}, and its process was ended.`,
    '',
    'The other studies were read. --resume tries it again.',
  ],
  'batch.disk': ({ subject, fields }) => [
    `The file system refused what the batch needs of ${subject}.`,
    fields.reason,
    'Make room or permit access, and go on with --resume.',
  ],
  'batch.already-begun': ({ subject }) => [
    `${subject} holds studies that an earlier run read.`,
    '',
    'Go on with --resume, or choose another folder.',
  ],
  'batch.other-settings': ({ subject, fields }) => [
    `${subject} holds a batch with other settings.`,
    `It was begun with another ${fields.setting}; its tables must not mix the two.`,
    `Choose another folder, or the ${fields.setting} of that batch.`,
  ],
  'batch.interrupted': ({ fields }) => [
    `The batch was stopped; ${count(fields.left, 'entry', 'entries')} of its list left.`,
    '',
    'Go on with --resume.',
  ],
  'batch.nothing-read': ({ fields }) =>
    fields.studies === 0
      ? [
          'There is no study to read.',
          'No file is a DICOM image.',
          'failures.csv lists the files that could not be opened.',
        ]
      : ['No study could be read.', '', 'failures.csv says why.'],
}

import type { Diagnostic } from '../../../domain/diagnostic.ts'
import { INTAKE_WORDS } from './intake.ts'
import { SERIES_WORDS } from './series.ts'
import { wordsFrom } from '../../diagnostic-words.ts'
import type { ThreeParts, WordsOf } from '../../diagnostic-words.ts'
import { count } from '../numbers.ts'

/** Opening as a whole. */
export const STUDY_WORDS: WordsOf<'study'> = {
  'study.empty': () => [
    'There is nothing to open.',
    'The folder is empty, or what was dropped is not a file.',
    'Open the folder that holds the DICOM files.',
  ],
  'study.no-images': (diagnostic) => {
    const files = diagnostic.fields.files
    const [what, , toDo] = commonestReason(diagnostic)
    return [
      files === 1
        ? 'The file could not be read as an image.'
        : `None of ${count(files, 'file')} could be read as an image.`,
      files === 1 ? what : `${count(diagnostic.fields.count, 'file')}: ${what}`,
      toDo === '' ? 'Open the folder, ZIP or CD that holds the DICOM files of a lumbar MRI.' : toDo,
    ]
  },
  'study.image-not-open': () => [
    'This image is not open any more.',
    'Another study was opened meanwhile.',
    'Open the study again.',
  ],
}

/** The reason that most of the files share. */
function commonestReason({ fields: { commonest } }: Diagnostic<'study.no-images'>): ThreeParts {
  return (commonest && wordsFrom({ ...INTAKE_WORDS, ...SERIES_WORDS }, commonest)) ?? ['', '', '']
}

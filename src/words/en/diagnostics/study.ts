import type { Diagnostic } from '../../../domain/diagnostic.ts'
import { INTAKE_WORDS } from './intake.ts'
import { SERIES_WORDS } from './series.ts'
import type { DiagnosticWords } from '../../diagnostics.ts'
import { count } from '../numbers.ts'

/** Opening as a whole. */
export const STUDY_WORDS: Readonly<Record<string, DiagnosticWords>> = {
  'study.empty': () => [
    'There is nothing to open.',
    'The folder is empty, or what was dropped is not a file.',
    'Open the folder that holds the DICOM files.',
  ],
  'study.no-images': (diagnostic) => {
    const files = Number(diagnostic.fields['files'])
    const [what, , toDo] = commonestReason(diagnostic)
    return [
      files === 1
        ? 'The file could not be read as an image.'
        : `None of ${count(files, 'file')} could be read as an image.`,
      files === 1 ? what : `${count(Number(diagnostic.fields['count']), 'file')}: ${what}`,
      toDo === '' ? 'Open the folder, ZIP or CD that holds the DICOM files of a lumbar MRI.' : toDo,
    ]
  },
  'study.image-not-open': () => [
    'This image is not open any more.',
    'Another study was opened meanwhile.',
    'Open the study again.',
  ],
}

/** What most of the files turned out to be; the fields of one of them stand beside those of the whole. */
function commonestReason({ fields }: Diagnostic): ReturnType<DiagnosticWords> {
  const code = `${fields['commonest'] ?? ''}`
  const words = INTAKE_WORDS[code] ?? SERIES_WORDS[code]
  return words?.({ code, severity: 'info', subject: '', fields }) ?? [code, '', '']
}

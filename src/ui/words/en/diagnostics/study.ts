import { INTAKE_WORDS } from './intake.ts'
import type { DiagnosticWords } from '../../diagnostics.ts'
import { count } from '../numbers.ts'

/** Opening as a whole. */
export const STUDY_WORDS: Readonly<Record<string, DiagnosticWords>> = {
  'study.empty': () => [
    'There is nothing to open.',
    'The folder is empty, or what was dropped is not a file.',
    'Open the folder that holds the DICOM files.',
  ],
  'study.no-images': ({ fields }) => [
    Number(fields['files']) === 1
      ? 'The file could not be read as an image.'
      : `None of ${count(Number(fields['files']), 'file')} could be read as an image.`,
    commonestReason(fields['commonest'], fields['count'], fields['kind']),
    'Open the folder, ZIP or CD that holds the DICOM files of a lumbar MRI.',
  ],
  'study.image-not-open': () => [
    'This image is not open any more.',
    'Another study was opened meanwhile.',
    'Open the study again.',
  ],
}

type Field = string | number | boolean | undefined

/** What most of the files turned out to be. */
function commonestReason(code: Field, times: Field, kind: Field): string {
  if (typeof code !== 'string') return ''
  const words = INTAKE_WORDS[code]?.({ code, severity: 'info', subject: '', fields: { kind: kind ?? '' } })
  const what = words?.[0] ?? code
  return `${typeof times === 'number' ? `${count(times, 'file')}: ` : ''}${what}`
}

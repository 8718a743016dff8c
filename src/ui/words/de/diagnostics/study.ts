import { INTAKE_WORDS } from './intake.ts'
import type { DiagnosticWords } from '../../diagnostics.ts'
import { count } from '../numbers.ts'

/** Opening as a whole. */
export const STUDY_WORDS: Readonly<Record<string, DiagnosticWords>> = {
  'study.empty': () => [
    'Es gibt nichts zu öffnen.',
    'Der Ordner ist leer, oder was abgelegt wurde, ist keine Datei.',
    'Den Ordner öffnen, der die DICOM-Dateien enthält.',
  ],
  'study.no-images': ({ fields }) => [
    Number(fields['files']) === 1
      ? 'Die Datei konnte nicht als Bild gelesen werden.'
      : `Keine von ${count(Number(fields['files']), 'Datei', 'Dateien')} konnte als Bild gelesen werden.`,
    commonestReason(fields['commonest'], fields['count'], fields['kind']),
    'Ordner, ZIP oder CD mit den DICOM-Dateien eines MRT der LWS öffnen.',
  ],
  'study.image-not-open': () => [
    'Dieses Bild ist nicht mehr geöffnet.',
    'Inzwischen wurde eine andere Untersuchung geöffnet.',
    'Die Untersuchung erneut öffnen.',
  ],
}

type Field = string | number | boolean | undefined

/** What most of the files turned out to be. */
function commonestReason(code: Field, times: Field, kind: Field): string {
  if (typeof code !== 'string') return ''
  const words = INTAKE_WORDS[code]?.({ code, severity: 'info', subject: '', fields: { kind: kind ?? '' } })
  const what = words?.[0] ?? code
  return `${typeof times === 'number' ? `${count(times, 'Datei', 'Dateien')}: ` : ''}${what}`
}

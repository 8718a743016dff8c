import type { Diagnostic } from '../../../domain/diagnostic.ts'
import { INTAKE_WORDS } from './intake.ts'
import { SERIES_WORDS } from './series.ts'
import type { DiagnosticWords } from '../../diagnostics.ts'
import { count } from '../numbers.ts'

/** Opening as a whole. */
export const STUDY_WORDS: Readonly<Record<string, DiagnosticWords>> = {
  'study.empty': () => [
    'Es gibt nichts zu öffnen.',
    'Der Ordner ist leer, oder was abgelegt wurde, ist keine Datei.',
    'Den Ordner öffnen, der die DICOM-Dateien enthält.',
  ],
  'study.no-images': (diagnostic) => {
    const files = Number(diagnostic.fields['files'])
    const [what, , toDo] = commonestReason(diagnostic)
    return [
      files === 1
        ? 'Die Datei konnte nicht als Bild gelesen werden.'
        : `Keine von ${count(files, 'Datei', 'Dateien')} konnte als Bild gelesen werden.`,
      files === 1 ? what : `${count(Number(diagnostic.fields['count']), 'Datei', 'Dateien')}: ${what}`,
      toDo === '' ? 'Ordner, ZIP oder CD mit den DICOM-Dateien eines MRT der LWS öffnen.' : toDo,
    ]
  },
  'study.image-not-open': () => [
    'Dieses Bild ist nicht mehr geöffnet.',
    'Inzwischen wurde eine andere Untersuchung geöffnet.',
    'Die Untersuchung erneut öffnen.',
  ],
}

/** What most of the files turned out to be; the fields of one of them stand beside those of the whole. */
function commonestReason({ fields }: Diagnostic): ReturnType<DiagnosticWords> {
  const code = String(fields['commonest'])
  const words = INTAKE_WORDS[code] ?? SERIES_WORDS[code]
  return words?.({ code, severity: 'info', subject: '', fields }) ?? [code, '', '']
}

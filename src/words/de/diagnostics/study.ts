import type { Diagnostic } from '../../../domain/diagnostic.ts'
import { INTAKE_WORDS } from './intake.ts'
import { SERIES_WORDS } from './series.ts'
import { wordsFrom } from '../../diagnostic-words.ts'
import type { ThreeParts, WordsOf } from '../../diagnostic-words.ts'
import { count } from '../numbers.ts'

/** Opening as a whole. */
export const STUDY_WORDS: WordsOf<'study'> = {
  'study.empty': () => [
    'Es gibt nichts zu öffnen.',
    'Der Ordner ist leer, oder was abgelegt wurde, ist keine Datei.',
    'Den Ordner öffnen, der die DICOM-Dateien enthält.',
  ],
  'study.no-images': (diagnostic) => {
    const files = diagnostic.fields.files
    const [what, , toDo] = commonestReason(diagnostic)
    return [
      files === 1
        ? 'Die Datei konnte nicht als Bild gelesen werden.'
        : `Keine von ${count(files, 'Datei', 'Dateien')} konnte als Bild gelesen werden.`,
      files === 1 ? what : `${count(diagnostic.fields.count, 'Datei', 'Dateien')}: ${what}`,
      toDo === '' ? 'Ordner, ZIP oder CD mit den DICOM-Dateien eines MRT der LWS öffnen.' : toDo,
    ]
  },
  'study.image-not-open': () => [
    'Dieses Bild ist nicht mehr geöffnet.',
    'Inzwischen wurde eine andere Untersuchung geöffnet.',
    'Die Untersuchung erneut öffnen.',
  ],
}

/** The reason that most of the files share. */
function commonestReason({ fields: { commonest } }: Diagnostic<'study.no-images'>): ThreeParts {
  return (commonest && wordsFrom({ ...INTAKE_WORDS, ...SERIES_WORDS }, commonest)) ?? ['', '', '']
}

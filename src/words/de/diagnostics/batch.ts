import type { WordsOf } from '../../diagnostic-words.ts'
import { count } from '../numbers.ts'

/** Viele Studien mit `cauda batch`. */
export const BATCH_WORDS: WordsOf<'batch'> = {
  'batch.bug': ({ fields }) => [
    'Ein Fehler in Cauda hat das Lesen dieser Studie beendet.',
    fields.message,
    'Die anderen Studien wurden gelesen. Bitte mit der Meldung auf stderr melden.',
  ],
  'batch.worker-ended': ({ fields }) => [
    'Der Prozess, der diese Studie las, endete vorzeitig.',
    `Er endete mit ${fields.how}; vielleicht reichte der Speicher nicht.`,
    'Die anderen Studien wurden gelesen. --resume versucht es noch einmal; mit kleinerem --jobs bleibt jedem mehr Speicher.',
  ],
  'batch.worker-silent': ({ fields }) => [
    `${count(fields.minutes, 'Minute', 'Minuten')} lang kam von dieser Studie keine Nachricht; ihr Prozess wurde beendet.`,
    '',
    'Die anderen Studien wurden gelesen. --resume versucht es noch einmal.',
  ],
  'batch.disk': ({ subject, fields }) => [
    `Das Dateisystem verweigert, was der Stapellauf von ${subject} braucht.`,
    fields.reason,
    'Platz schaffen oder Zugriff erlauben und mit --resume fortfahren.',
  ],
  'batch.already-begun': ({ subject }) => [
    `${subject} enthält Studien, die ein früherer Lauf gelesen hat.`,
    '',
    'Mit --resume fortfahren oder einen anderen Ordner wählen.',
  ],
  'batch.other-settings': ({ subject, fields }) => [
    `${subject} enthält einen Stapellauf mit anderen Einstellungen.`,
    `Abweichend ist ${fields.setting}; seine Tabellen dürfen beides nicht mischen.`,
    `Einen anderen Ordner wählen, oder ${fields.setting} wie in jenem Lauf.`,
  ],
  'batch.interrupted': ({ fields }) => [
    `Der Stapellauf wurde angehalten; ${count(fields.left, 'Eintrag', 'Einträge')} der Liste offen.`,
    '',
    'Mit --resume fortfahren.',
  ],
  'batch.nothing-read': ({ fields }) =>
    fields.studies === 0
      ? [
          'Es gibt keine Studie zu lesen.',
          'Keine Datei ist ein DICOM-Bild.',
          'failures.csv nennt die Dateien, die sich nicht öffnen ließen.',
        ]
      : ['Keine Studie ließ sich lesen.', '', 'failures.csv nennt die Gründe.'],
}

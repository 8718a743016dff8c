import type { Diagnostic } from '../../../domain/diagnostic.ts'
import type { ThreeParts, WordsOf } from '../../diagnostic-words.ts'

const CONVERT_AGAIN = 'Das Paket neu konvertieren.'

/** Model packs: every way in which one is refused. */
export const PACK_WORDS: WordsOf<'pack'> = {
  'pack.missing-file': refused('eine Datei fehlt', 'Das ganze Paket neu kopieren.'),
  'pack.not-a-manifest': refused('seine manifest.json ist keine', CONVERT_AGAIN),
  'pack.schema-version': refused(
    'es wurde für eine andere Version von Cauda gemacht',
    'Ein Paket für diese Version verwenden.',
  ),
  'pack.preprocessing-version': refused(
    'es wurde mit anders aufbereiteten Pixeln trainiert',
    'Neu aufbereiten, trainieren und konvertieren.',
  ),
  'pack.missing-field': refused('in seinem Manifest fehlt ein Feld', CONVERT_AGAIN),
  'pack.wrong-field': refused('in seinem Manifest hat ein Feld einen falschen Wert', CONVERT_AGAIN),
  'pack.unknown-task': refused('es enthält ein Netz für eine unbekannte Aufgabe', 'Cauda aktualisieren.'),
  'pack.label-order': refused(
    'seine Grade stehen in anderer Reihenfolge',
    'Das Paket neu konvertieren; Labels nie umordnen.',
  ),
  'pack.calibration': refused(
    'seine Kalibrierung ist nicht vollständig',
    'Kalibrieren, dann neu konvertieren.',
  ),
  'pack.path-outside': refused('ein Pfad verlässt seinen Ordner', 'Dieses Paket nicht verwenden.'),
  'pack.truncated-file': refused('eine Datei ist nicht vollständig', 'Das Paket neu kopieren.'),
  'pack.hash-mismatch': refused('eine Datei wurde verändert oder beschädigt', 'Das Paket neu kopieren.'),
  'pack.not-a-graph-model': refused('ein Netz ist kein Graphmodell von tfjs', CONVERT_AGAIN),
  'pack.unknown-op': refused(
    'ein Netz verwendet eine Operation, die der Laufzeit fehlt',
    'Diese Schicht ersetzen.',
  ),
  'pack.unreadable-graph': refused('ein Netz lässt sich nicht ausführen', CONVERT_AGAIN),
  'pack.missing-output': refused('einem Netz fehlt eine Ausgabe', CONVERT_AGAIN),
  'pack.output-size': refused('eine Ausgabe hat mehr oder weniger Werte als Labels', CONVERT_AGAIN),
  'pack.weights-not-finite': refused(
    'seine Gewichte enthalten Werte, die keine endlichen Zahlen sind',
    'Mit kleinerer Lernrate neu trainieren und konvertieren.',
  ),
  'pack.answers-not-finite': refused(
    'ein Netz antwortet mit Werten, die keine endlichen Zahlen sind',
    'Neu trainieren und konvertieren.',
  ),
  'pack.needs-localizer': ({ subject, fields: { donor } }) => [
    `Das Modellpaket ${subject} kann eine Studie nicht allein befunden.`,
    'Es hat kein Netz, das die Segmente findet (localize-sagittal).',
    donor === ''
      ? 'Konvertieren Sie es noch einmal mit --base, das die Netze eines anderen Pakets übernimmt.'
      : `Verwenden Sie es mit dem Lokalisierer von ${donor}, oder konvertieren Sie es noch einmal mit --base.`,
  ],
}

/** A refusal with the fields that tell an engineer where to look. */
function refused(why: string, toDo: string): (diagnostic: Diagnostic) => ThreeParts {
  return ({ subject, fields }) => {
    const facts = Object.entries(fields)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
    return [
      `Das Modellpaket wird abgelehnt: ${why}.`,
      [subject, facts].filter((part) => part !== '').join(': '),
      toDo,
    ]
  }
}

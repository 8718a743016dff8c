import type { WordsOf } from '../../diagnostic-words.ts'
import { bytes, count, figure } from '../numbers.ts'
import { phrase } from '../phrases.ts'

const FETCH_AGAIN = 'Die Datei erneut von ihrer Quelle holen.'

/** Single files: why one is left out, or comes with less than hoped. */
export const INTAKE_WORDS: WordsOf<'intake'> = {
  'intake.not-dicom': ({ fields }) => [
    !['', 'unknown'].includes(fields.kind) ? `Kein DICOM: ${phrase(fields.kind)}.` : 'Keine DICOM-Datei.',
    '',
    '',
  ],
  'intake.empty-file': () => [
    'Die Datei ist leer.',
    'Sie enthält kein Byte, oder der Browser darf sie nicht lesen.',
    '',
  ],
  'intake.unreadable-file': ({ fields }) => [
    'Die Datei konnte nicht gelesen werden.',
    fields.reason,
    'Prüfen, ob sie noch da ist und der Browser sie lesen darf.',
  ],
  'intake.header-too-long': ({ fields }) => [
    'Der Header endet nicht.',
    `Er gibt ${bytes(fields.claimedBytes)} an.`,
    FETCH_AGAIN,
  ],
  'intake.damaged-header': () => ['Der Header ist beschädigt.', '', FETCH_AGAIN],
  'intake.truncated': () => [
    'Die Datei endet zu früh.',
    'Sie wurde beim Kopieren oder Senden abgeschnitten.',
    FETCH_AGAIN,
  ],
  'intake.no-image': ({ fields }) => [`DICOM ohne Bild: ${fields.object}.`, 'Es gibt nichts zu zeigen.', ''],
  'intake.structured-report': () => [
    'Ein strukturierter Bericht, kein Bild.',
    'Cauda liest zurück, was es selbst geschrieben hat.',
    '',
  ],
  'intake.unsupported-transfer-syntax': ({ fields }) => [
    `Die Pixel sind als ${fields.name} kodiert, was Cauda nicht liest.`,
    '',
    'Die Untersuchung unkomprimiert, als JPEG 2000 oder als JPEG Lossless exportieren.',
  ],
  'intake.unsupported-pixels': ({ fields }) => [
    'Die Pixel haben eine Form, die Cauda nicht liest.',
    `${fields.bitsStored} von ${fields.bitsAllocated} Bit, ${count(fields.samplesPerPixel, 'Wert', 'Werte')} je Pixel.`,
    '',
  ],
  'intake.implausible-size': ({ fields }) => [
    `Das Bild gibt ${fields.columns} x ${fields.rows} Pixel an.`,
    'So viele enthält die Datei nicht.',
    FETCH_AGAIN,
  ],
  'intake.truncated-pixels': ({ fields }) => [
    'Die Pixel enden zu früh.',
    `Bild ${fields.frame} der Datei ist nicht vollständig.`,
    FETCH_AGAIN,
  ],
  'intake.frames-missing': ({ fields }) => [
    `Der Header gibt ${fields.claimed} Bilder an, die Datei enthält ${fields.found}.`,
    'Die vorhandenen werden gezeigt.',
    FETCH_AGAIN,
  ],
  'intake.frames-placed-by-spacing': ({ subject, fields }) => [
    `Die Lage von ${count(fields.frames, 'Bild', 'Bildern')} ist angenommen: ${subject}.`,
    `Der Header gibt nur die des ersten an; die übrigen liegen im Abstand von ${figure(fields.spacingMm)} mm.`,
    'Rechts und links mit einer anderen Serie abgleichen.',
  ],
  'intake.codec-not-loaded': ({ fields }) => [
    `Der Dekoder für ${fields.coding} konnte nicht geladen werden.`,
    'Die Verbindung zur Adresse dieser Seite ging verloren, bevor er gebraucht wurde.',
    'Die Seite mit bestehender Verbindung neu laden.',
  ],
  'intake.decode-failed': ({ fields }) => [
    'Die Pixel konnten nicht dekodiert werden.',
    fields.reason,
    FETCH_AGAIN,
  ],
  'intake.duplicate': () => ['Dasselbe Bild wurde schon gelesen.', 'Es wird einmal behalten.', ''],
  'intake.same-uid-different-pixels': ({ subject, fields }) => [
    `Zwei verschiedene Bilder tragen dieselbe Kennung: ${subject}.`,
    `Das andere ist ${fields.sharedWith}.`,
    'Beide werden gezeigt. Ein Bericht, der auf dieses Bild verweist, verweist auf beide.',
  ],
  'intake.dicomdir': ({ fields }) => [
    'Ein DICOMDIR, das Dateiverzeichnis einer CD.',
    fields.missing > 0
      ? `Nicht gefunden: ${fields.missing} von ${count(fields.listed, 'aufgeführten Datei', 'aufgeführten Dateien')}, zuerst ${fields.firstMissing}.`
      : 'Alle aufgeführten Dateien wurden gefunden.',
    fields.missing > 0 ? 'Die CD erneut vollständig kopieren.' : '',
  ],
  'intake.archive-damaged': () => ['Das Archiv ist beschädigt.', '', 'Es erneut von seiner Quelle holen.'],
  'intake.archive-empty': () => ['Das Archiv ist leer.', '', ''],
  'intake.archive-encrypted': () => [
    'Das Archiv ist mit einem Kennwort gesperrt.',
    'Cauda öffnet keine gesperrten Archive.',
    'Entpacken, dann den Ordner öffnen.',
  ],
  'intake.archive-method': ({ fields }) => [
    'Das Archiv ist auf eine Weise gepackt, die Cauda nicht liest.',
    `Kompressionsverfahren ${fields.method}.`,
    'Entpacken, dann den Ordner öffnen.',
  ],
  'intake.archive-too-deep': () => [
    'Ein Archiv in einem Archiv in einem Archiv.',
    'Cauda sieht ein Archiv tief.',
    'Die äußeren entpacken, dann den Ordner öffnen.',
  ],
  'intake.archive-too-large': ({ fields }) => [
    `Das Archiv enthält ${bytes(fields.bytes)} in einem Stück gepackt.`,
    'Das passt nicht in den Speicher.',
    'Entpacken, dann den Ordner öffnen.',
  ],
}

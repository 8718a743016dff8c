import type { Diagnostic } from '../../../domain/diagnostic.ts'
import type { WordsOf } from '../../diagnostic-words.ts'
import { count, figure } from '../numbers.ts'
import { phrase } from '../phrases.ts'

/** What the series of a study are, and what is missing among them. */
export const SERIES_WORDS: WordsOf<'series'> = {
  'series.no-sagittal-t2': (diagnostic) => [
    'Es gibt keine Serie T2 oder STIR sagittal.',
    foundInstead(diagnostic),
    'Auf ihr werden Segmente und Kanal gelesen. Ist eine der Serien eine solche, sie in der Serienleiste unter „Warum“ wählen.',
  ],
  'series.no-sagittal-t1': (diagnostic) => [
    'Es gibt keine Serie T1 sagittal.',
    foundInstead(diagnostic),
    'Ohne sie werden die Foramina auf T2 gelesen, wo das Modellpaket es kann, mit geringerer Evidenz, sonst nicht beurteilt.',
  ],
  'series.no-axial-t2': (diagnostic) => [
    'Es gibt keine Serie T2 axial.',
    foundInstead(diagnostic),
    'Ohne sie werden die Recessus nicht beurteilt.',
  ],
  'series.too-few-images': ({ subject, fields }) => [
    `${named(subject)} hat nur ${count(fields.images, 'Bild', 'Bilder')}.`,
    `Mindestens ${fields.needed} sind nötig, um die Seiten zu kennen.`,
    'Die ganze Serie öffnen.',
  ],
  'series.missing-slices': ({ subject, fields }) => [
    `${named(subject)}: Nach Bild ${fields.afterImage} ${fields.missing === 1 ? 'fehlt' : 'fehlen'} ${count(fields.missing, 'Bild', 'Bilder')}.`,
    `Die Lücke bei ${figure(fields.atMm)} mm ist ${figure(fields.gapMm)} mm breit statt ${figure(fields.usualMm)} mm.`,
    '',
  ],
  'series.uneven-gaps': ({ subject, fields }) => [
    `${named(subject)}: ungleicher Abstand nach Bild ${fields.afterImage}.`,
    `${figure(fields.gapMm)} mm statt ${figure(fields.usualMm)} mm, bei ${figure(fields.atMm)} mm.`,
    '',
  ],
  'series.uids-repeat': ({ fields }) => [
    'Bilder verschiedener Serien tragen dieselben Kennungen.',
    `${fields.images} Bilder teilen sich ${fields.uids} SOP Instance UIDs.`,
    'Ein kodierter Bericht kann auf das falsche von zwei Bildern verweisen.',
  ],
  'series.burned-in': ({ fields }) => [
    `${count(fields.images, 'Bild', 'Bilder')} können zeigen, wer der Patient ist.`,
    'Der Kopf sagt, dass Text in die Bildpunkte eingebrannt ist (BurnedInAnnotation YES).',
    'Sehen Sie die Bilder an, bevor ein Bericht ohne Kennungen weitergegeben wird: Text in Bildpunkten lässt sich nicht weglassen.',
  ],
  'series.several-patients': ({ fields }) => [
    'Eine Untersuchung trägt die Kennungen mehrerer Patienten.',
    fields.patientIds,
    'Vor dem Weiterlesen prüfen, wessen Bilder dies sind.',
  ],
  'series.joined': ({ subject, fields }) => [
    `${named(subject)} kam als ${fields.series} Serien und wird als eine mit ${count(fields.images, 'Bild', 'Bildern')} gelesen.`,
    'Nummer, Beschreibung und Bezugssystem sind dieselben, und kein Ort kommt zweimal vor.',
    'Prüfen, ob sie zusammengehören.',
  ],
  'series.studies-joined': ({ fields }) => [
    `${fields.studies} Studien werden als eine gelesen.`,
    'Patient, Datum, Uhrzeit, Auftragsnummer und Bezugssystem sind dieselben.',
    'Prüfen, ob sie eine Untersuchung sind.',
  ],
  'series.stations': ({ subject, fields }) => [
    `${named(subject)} enthält ${fields.stations} Tischpositionen.`,
    'Jede wird als eigener Stapel gelesen; der lumbale bekommt die Rolle.',
    'Falls es der falsche ist, unter „Warum“ in der Liste der Serien einen anderen wählen.',
  ],
  'series.repeated': ({ subject, fields }) => [
    `${named(subject)} zeigt dieselben Orte ${fields.times}-mal.`,
    'Jede Aufnahme ist ein eigener Stapel.',
    'Falls eine andere besser ist, sie unter „Warum“ in der Liste der Serien wählen.',
  ],
  'series.uids-missing': ({ fields }) => [
    `${count(fields.images, 'Bild', 'Bilder')} ohne Kennungen.`,
    'Die UID von Studie, Serie oder Bild fehlt; Cauda hat eine eigene gebildet, bei jedem Öffnen dieselbe.',
    'Ein Bericht, der diese Maschine verlässt, findet seine Bilder in keinem Archiv.',
  ],
  'series.elsewhere': ({ subject, fields }) => [
    `${named(subject)} wird nicht als ${ROLE_NAMES[fields.role]} verwendet.`,
    `Sie liegt ${Math.abs(fields.distanceMm)} mm ${fields.distanceMm > 0 ? 'über' : 'unter'} der T2 sagittal.`,
    'Falls sie dieselben Höhen zeigt, sie unter „Warum“ in der Liste der Serien wählen.',
  ],
  'series.weighting-contradicted': ({ subject, fields }) => [
    `${named(subject)} heißt ${fields.described} und wird als ${fields.timed} gelesen.`,
    `Ihre Zeiten sind die einer ${fields.timed}: TR ${Math.round(fields.repetitionTimeMs)} ms, TE ${Math.round(fields.echoTimeMs)} ms.`,
    'Prüfen, was sie ist, und ihre Rolle notfalls von Hand wählen.',
  ],
  'series.left-aside': ({ subject, fields }) => [
    `${named(subject)} wird nicht verwendet.`,
    `Grund: ${phrase(fields.reason)}.`,
    '',
  ],
  'series.mosaic': ({ fields }) => [
    `Ein Mosaik: viele Schichten gekachelt auf einem Bild, ${fields.columns} x ${fields.rows}.`,
    'Funktionelle und Diffusions-MRT liegen so vor; Cauda zerlegt es nicht.',
    '',
  ],
  'series.no-position': ({ fields }) =>
    fields.frames > 1 && fields.unreadCoding === ''
      ? [
          `${fields.frames} Bilder in einer Datei, deren Lage im Patienten unbekannt ist: ${fields.modality}, ${fields.columns} x ${fields.rows}.`,
          'Der Header sagt nicht, wo jedes von ihnen liegt.',
          'Falls sie wichtig sind, als Einzelbilder oder als Enhanced-Objekt exportieren.',
        ]
      : [
          `Keine Schicht durch einen Patienten: ${fields.modality}, ${fields.columns} x ${fields.rows}.`,
          fields.unreadCoding !== ''
            ? `Sie ist als ${fields.unreadCoding} kodiert, was Cauda nicht liest.`
            : 'Der Header gibt keine Lage an.',
          '',
        ],
}

const ROLE_NAMES = { sagittal_t2: 'T2 sagittal', sagittal_t1: 'T1 sagittal', axial_t2: 'T2 axial' } as const

function named(subject: string): string {
  return subject === '' ? 'Eine Serie' : `Serie ${subject}`
}

function foundInstead({
  fields,
}: Diagnostic<`series.no-${'sagittal-t2' | 'sagittal-t1' | 'axial-t2'}`>): string {
  return fields.found !== '' ? `Gefunden: ${phrase(fields.found)}.` : ''
}

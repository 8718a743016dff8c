import type { WordsOf } from '../../diagnostic-words.ts'
import { figure } from '../numbers.ts'
import { phrase } from '../phrases.ts'

/** The session: bugs caught at its rim, saving, and the scope checks. */
export const REVIEW_WORDS: WordsOf<'review'> = {
  'review.open-bug': ({ fields }) => [
    'Die Dateien konnten nicht gelesen werden.',
    `Das ist ein Fehler in Cauda: ${fields.message}`,
    'Die Meldungen kopieren und berichten; eine andere Untersuchung kann jetzt geöffnet werden.',
  ],
  'review.analysis-bug': ({ fields }) => [
    'Die Analyse brach ab.',
    `Das ist ein Fehler in Cauda: ${fields.message}`,
    'Die Bilder können gelesen und von Hand graduiert werden. Erneut versuchen, oder die Meldungen kopieren und berichten.',
  ],
  'review.engine-bug': ({ fields }) => [
    'Das Modell konnte nicht gestartet werden.',
    `Das ist ein Fehler in Cauda: ${fields.message}`,
    'Die Bilder können gelesen und von Hand graduiert werden. Die Meldungen kopieren und berichten.',
  ],
  'review.export-bug': ({ fields }) => [
    'Der Bericht konnte nicht geschrieben werden.',
    `Das ist ein Fehler in Cauda: ${fields.message}`,
    'Ein anderes Format versuchen, oder die Meldungen kopieren und berichten. Ihre Befundung bleibt erhalten.',
  ],
  'review.image-bug': ({ fields }) => [
    'Dieses Bild konnte nicht gezeigt werden.',
    `Das ist ein Fehler in Cauda: ${fields.message}`,
    'Die Meldungen kopieren und berichten; andere Bilder können betrachtet werden.',
  ],
  'review.screen-bug': ({ fields }) => [
    'Dieser Teil der Seite konnte nicht gezeichnet werden.',
    `Das ist ein Fehler in Cauda: ${fields.message}`,
    'Noch einmal versuchen oder die Meldungen kopieren und berichten. Der Rest der Seite läuft, und Ihre Befundung ist gesichert.',
  ],
  'review.page-bug': ({ fields }) => [
    'Etwas ist schiefgegangen.',
    `Das ist ein Fehler in Cauda: ${fields.message}`,
    'Die Meldungen kopieren und berichten. Was auf dem Schirm steht, ist weiter benutzbar.',
  ],
  'review.worker-ended': ({ fields }) => [
    fields.why === 'hung'
      ? 'Ein Teil von Cauda, der im Hintergrund arbeitet, hat nicht mehr geantwortet und wurde beendet.'
      : 'Ein Teil von Cauda, der im Hintergrund arbeitet, wurde beendet.',
    `Die Datei oder die Untersuchung verlangt vielleicht mehr Zeit oder Speicher, als da ist (${fields.message}).`,
    'Er wurde neu gestartet: noch einmal versuchen. Geschieht es wieder, die Meldungen kopieren und berichten.',
  ],
  'review.part-not-loaded': ({ fields }) => [
    'Ein Teil dieser Seite konnte nicht geladen werden.',
    `Der Server ist nicht erreichbar, oder eine neuere Version hat die Seite ersetzt (${fields.message}).`,
    'Noch einmal versuchen, oder exportieren, was gebraucht wird, und die Seite neu laden: Ihre Befundung ist auf diesem Rechner gesichert.',
  ],
  'review.engine-changed': ({ fields }) => [
    `Die Analyse lief mit ${fields.to} statt ${fields.from} weiter.`,
    fields.because,
    '',
  ],
  'review.kept-unreadable': () => [
    'Zu dieser Untersuchung ist eine frühere Befundung gesichert, die nicht gelesen werden kann.',
    'Sie ist beschädigt, oder eine neuere Version von Cauda hat sie geschrieben.',
    'Die Untersuchung mit jener Version öffnen oder den Eintrag unter „Hier Befundetes“ löschen. Was Sie jetzt tun, wird daneben gesichert.',
  ],
  'review.kept-of-another': () => [
    'Eine unter der UID dieser Untersuchung gesicherte Befundung wird nicht angeboten.',
    'Sie gehört zu einem anderen Patienten oder zu anderen Bildern: zwei Untersuchungen tragen dieselbe StudyInstanceUID.',
    'Den Namen des Patienten prüfen, und woher die Dateien stammen. Was Sie jetzt tun, wird neben der früheren Befundung gesichert.',
  ],
  'review.newer-version': () => [
    'Ihre Befundung wird auf diesem Rechner nicht gesichert.',
    'Unter dieser Adresse wurde eine neuere Version von Cauda benutzt, deren Ablage diese Version nicht versteht.',
    'Die Seite neu laden, um die neuere Version zu bekommen, oder den Bericht exportieren, bevor dieser Tab geschlossen wird. Was die neuere Version gesichert hat, ist unversehrt.',
  ],
  'review.not-kept': ({ fields }) => [
    'Ihre Befundung wird auf diesem Rechner nicht gesichert.',
    `Der Browser hat das Speichern verweigert (${fields.reason}).`,
    'Was auf dem Schirm steht, ist unversehrt: den Bericht exportieren, bevor dieser Tab geschlossen wird, oder Platz schaffen.',
  ],
  'review.not-adult': ({ fields }) => [
    `Der Patient ist ${fields.years} Jahre alt.`,
    'Die Modelle wurden an Erwachsenen gemacht und gelten hier nicht.',
    'Diese Untersuchung ohne das Modell befunden.',
  ],
  'review.several-patients': ({ fields }) => [
    `Diese Dateien enthalten ${fields.studies} Untersuchungen von ${fields.patients} Patienten.`,
    'Eine wird gezeigt.',
    'Die Untersuchung in der Leiste oben wählen und den Namen prüfen.',
  ],
  'review.several-studies': ({ fields }) => [
    `Diese Dateien enthalten ${fields.studies} Untersuchungen eines Patienten.`,
    'Eine wird gezeigt.',
    'Eine andere in der Leiste oben wählen.',
  ],
  'review.levels-missing': ({ subject }) => [
    `Nicht gefunden: ${subject}.`,
    'Die Bandscheibe liegt womöglich außerhalb der Bilder oder gleicht denen nicht, die das Modell kennt.',
    'Ihre Felder sind nicht beurteilt. Die Segmente verschieben, wenn die Zählung nicht stimmt.',
  ],
  'review.scoliosis': ({ fields }) => [
    `Die Bandscheiben liegen bis zu ${figure(fields.deviationMm)} mm neben einer Geraden.`,
    'Bei starker Skoliose verlassen sagittale Schichten den Kanal; dafür wurden die Modelle nicht gemacht.',
    'Die Grade mit Vorsicht nehmen.',
  ],
  'review.partly-read': ({ fields }) => [
    `Das Lesen endete nach ${fields.filesDone} von ${fields.filesFound} Dateien.`,
    'Unter den übrigen können Bilder und ganze Serien dieser Untersuchung sein; nach Lücken zwischen Bildern wird nicht gesucht.',
    'Die Dateien noch einmal öffnen, um die ganze Untersuchung zu lesen.',
  ],
  'review.simulated': () => [
    'Diese Untersuchung ist simuliert.',
    'Sie zeigt, wie Cauda arbeitet: Ihre Grade und Messwerte bedeuten nichts und sagen nichts über die Güte der Modelle.',
    '',
  ],
  'review.field-of-view': ({ subject }) => [
    `Das Bild endet nahe bei ${subject}.`,
    'Ein Teil dessen, was die Modelle ansehen, liegt außerhalb des Bildfelds.',
    'Die Grade dort mit Vorsicht nehmen.',
  ],
  'review.contrast-agent': ({ subject, fields }) => [
    `Die Serie „${subject}“ wurde nach Kontrastmittel aufgenommen${fields.agent === '' ? ', ihrem Namen nach' : ` (${fields.agent})`}.`,
    fields.isContradicted
      ? 'Ihr Name und ihr Header widersprechen sich. Die Modelle wurden an Serien ohne Kontrastmittel gemacht.'
      : 'Die Modelle wurden an Serien ohne Kontrastmittel gemacht.',
    'Was auf ihr gelesen wird, mit Vorsicht nehmen, oder eine andere Serie für ihre Rolle wählen.',
  ],
  'review.fat-saturated': ({ subject }) => [
    `Die Serie „${subject}“ ist fettgesättigt.`,
    'Die Graduierung der Foramina sucht das Fettsignal um die Wurzel.',
    'Die Foramina von Hand graduieren, oder eine andere Serie als T1 sagittal wählen.',
  ],
  'review.out-of-distribution': ({ subject, fields }) => [
    `Die Serie ${phrase(subject)} gleicht denen nicht, die die Modelle kennen.`,
    `Ihr Abstand von ihnen ist das ${figure(fields.distance)}-Fache dessen, worin 99 % der bekannten Serien bleiben.`,
    'Was auf ihr gelesen wird, mit Vorsicht nehmen.',
  ],
  'review.reports-alone': () => [
    'Diese Dateien enthalten strukturierte Berichte, aber keine Bilder.',
    'Ein Bericht wird neben der Untersuchung gezeigt, von der er spricht.',
    'Die Untersuchung zuerst öffnen, oder zusammen mit dem Bericht.',
  ],
}

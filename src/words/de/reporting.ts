import type { ConditionGroup, Side } from '../../domain/condition.ts'
import type { PhraseName, ReportTemplate } from '../../domain/report-template.ts'
import type { ReportPart } from '../../domain/report-text.ts'
import type { ReadingMode } from '../../domain/reading-mode.ts'
import { count } from './numbers.ts'

/** The report on screen, how it reads, taking one up again, and how reader and model agree. */
export const REPORTING = {
  report: {
    open: 'Bericht',
    title: 'Bericht',
    writing: 'Der Bericht wird geschrieben',
    notYet: 'Der Bericht ist bereit, sobald die Analyse abgeschlossen ist',
    hint: 'Jeder Absatz kann anders formuliert werden: anklicken und schreiben. Geleert, kehrt der Text von Cauda zurück. Cauda schreibt Englisch.',
    hidden: (cells: number) =>
      `Der Bericht zeigt, was das Modell sagt; für ${count(cells, 'Feld', 'Felder')} ist das noch verborgen.`,
    reveal: 'Zeigen und vermerken, dass es gesehen wurde',
    reader: 'Befunder',
    readerPlaceholder: 'Ihr Name in Berichten',
    part: (heading: string, label: string) => (label === '' ? heading : `${heading}, ${label}`),
    placeholders: {
      clinical: 'Anlass der Untersuchung',
      comparison: 'Womit verglichen wurde',
      technique: '',
      findings: '',
      impression: '',
      remarks: 'Was noch zu sagen ist',
    } satisfies Record<Exclude<ReportPart, `findings/${string}`> | 'findings', string>,
    yourWords: 'Ihr Text',
    outdated: 'Ihr Text; die Grade darunter haben sich seither geändert. Cauda schriebe:',
    keepMine: 'Meiner gilt weiter',
    takeBack: 'Zurück zum Text von Cauda',
    goTo: (level: string) => `Zu ${level}`,
    copy: 'Als Text kopieren',
    copied: 'Kopiert',
    copyRefused: 'Der Browser verweigert die Zwischenablage.',
  },

  template: {
    title: 'Form des Berichts',
    reset: 'Zurücksetzen',
    levels: 'Segmente',
    levelOrders: {
      'head-first': 'ab L1/L2 abwärts',
      'foot-first': 'ab L5/S1 aufwärts',
    } satisfies Record<ReportTemplate['levels'], string>,
    groups: 'Je Segment',
    groupNames: {
      canal: 'Kanal',
      foraminal: 'Foramina',
      subarticular: 'Recessus',
    } satisfies Record<ConditionGroup, string>,
    firstSide: 'Erste Seite',
    sides: { right: 'rechts', left: 'links' } satisfies Record<Side, string>,
    mild: 'Höchstens gering',
    milds: {
      named: 'jeder Ort genannt',
      brief: '„throughout“ oder „elsewhere“',
    } satisfies Record<ReportTemplate['mild'], string>,
    percentages: 'Prozentwerte des Modells',
    measurements: 'Messwerte',
    discFindings: 'Bandscheibenbefunde',
    discChoices: {
      likely: 'wahrscheinliche',
      all: 'alle',
      none: 'keine',
    } satisfies Record<ReportTemplate['discFindings'], string>,
    phrases: 'Formulierungen',
    phraseNames: {
      normal_mild: 'Normal/gering',
      moderate: 'Mäßig',
      severe: 'Schwer',
      canal: 'Kanal',
      foraminal: 'Foramen, einseitig',
      foraminal_both: 'Foramina, beidseits',
      subarticular: 'Recessus, einseitig',
      subarticular_both: 'Recessus, beidseits',
      none_narrowed: 'Ohne Einengung',
      no_comparison: 'Kein Vergleich',
    } satisfies Record<PhraseName, string>,
  },

  distribution: {
    known: 'eine Serie bekannter Art',
    strange: 'anders als die Serien, die das Modell kennt',
  },

  restore: {
    label: 'Befundung in diesen Dateien',
    offer: (reader: string, when: string, decided: number) =>
      `Dieser Ordner enthält eine Befundung, von Cauda geschrieben am ${when}${reader === '' ? '' : `, Befunder: ${reader}`}: ${decided} von 25 Feldern entschieden.`,
    restore: 'Übernehmen',
    stray: (level: string, apartMm: number | undefined) =>
      apartMm === undefined
        ? `Hier wurde keine Bandscheibe ${level} gefunden.`
        : `Ihr ${level} liegt ${apartMm.toFixed(0)} mm von der Bandscheibe dieses Namens hier.`,
    byPlace: 'Auf ihren Bandscheiben übernehmen',
    byName: 'Nach Namen übernehmen',
    dismiss: 'Belassen',
    others: 'Strukturierte Berichte in diesen Dateien',
    kinds: {
      foreign: 'nicht von Cauda geschrieben',
      'other-study': 'von Cauda geschrieben, zu einer anderen Untersuchung',
      'other-patient':
        'von Cauda geschrieben, zu einer Untersuchung eines anderen Patienten mit derselben UID',
      'no-reader': 'von Cauda geschrieben, bevor jemand befundet hat',
    },
  },

  agreement: {
    open: 'Übereinstimmung mit dem Modell',
    title: 'Befunder und Modell',
    explained:
      'Was Sie entschieden haben, neben dem, was das Modell vorschlug, über die auf diesem Rechner gespeicherten Untersuchungen. Kappa ist quadratisch gewichtet; Intervalle zu 95 %, je Untersuchung (Bootstrap).',
    none: 'Auf diesem Rechner ist noch keine Untersuchung mit graduierten Feldern gespeichert.',
    modes: {
      concurrent: 'Graduiert mit dem Modell im Blick',
      'reader-first': 'Graduiert, bevor das Modell zu sehen war',
      blind: 'Verblindet graduiert',
    } satisfies Record<ReadingMode, string>,
    biased:
      'Wer zuerst das Modell sieht, stimmt ihm öfter zu: Das misst weder die Güte des einen noch des anderen.',
    simulated: (studies: number) =>
      `${count(studies, 'simulierte Untersuchung', 'simulierte Untersuchungen')} ausgelassen: ihre Grade bedeuten nichts.`,
    studies: (studies: number, cells: number) =>
      `${count(studies, 'Untersuchung', 'Untersuchungen')}, ${count(cells, 'Feld', 'Felder')}`,
    condition: 'Befund',
    all: 'Alle Befunde',
    n: 'n',
    exact: 'Gleicher Grad',
    kappa: 'Kappa',
    interval: '95 %',
    matrix: (condition: string) => `${condition}: Zeilen sind Ihre, Spalten die des Modells`,
    reader: 'Befunder',
    model: 'Modell',
    undefined: 'nicht definiert',
    exportCsv: 'CSV exportieren',
    erase: 'Alle Befundungen löschen',
    eraseExplained: 'Die Zahlen beruhen auf den hier gespeicherten Befundungen; Löschen entfernt diese.',
  },
} as const

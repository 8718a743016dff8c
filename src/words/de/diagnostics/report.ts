import type { WordsOf } from '../../diagnostic-words.ts'

/** Reports that cannot be written or read back. */
export const REPORT_WORDS: WordsOf<'report'> = {
  'report.nothing-to-write': () => [
    'Es gibt keine Schlüsselbilder.',
    'Keine Bandscheibe wurde gefunden, kein Feld ist mäßig oder schwer, und kein Bild ist markiert.',
    'Ein Bild mit K markieren und erneut exportieren.',
  ],
  'report.not-a-cauda-report': () => [
    'Dieser strukturierte Bericht wurde nicht von Cauda geschrieben.',
    'Nur Befundungen, die Cauda geschrieben hat, können fortgesetzt werden.',
    '',
  ],
  'report.unreadable-decision': ({ subject }) => [
    `Die Entscheidung zu ${subject} in diesem Bericht ist nicht lesbar.`,
    'Eine andere Version von Cauda hat sie geschrieben, oder sie wurde seither verändert.',
    'Mit der Version öffnen, die den Bericht schrieb (Software Versions im Header), oder die Untersuchung neu befunden.',
  ],
}

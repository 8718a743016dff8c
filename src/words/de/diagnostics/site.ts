import type { WordsOf } from '../../diagnostic-words.ts'

/** Der Server der Seite und die Einstellungen des Hauses. */
export const SITE_WORDS: WordsOf<'site'> = {
  'site.unreadable': ({ fields }) => [
    'Die Einstellungen dieses Hauses, site.json, konnten nicht gelesen werden.',
    fields.reason,
    'Bis dahin wird von keiner Studie etwas aufbewahrt, und Berichte nennen den Patienten nicht. Bitte die Administration benachrichtigen.',
  ],
  'site.wrong-field': ({ fields }) => [
    'Die Einstellungen dieses Hauses, site.json, sind fehlerhaft.',
    `${fields.field === '' ? 'Das Ganze' : `"${fields.field}"`}: ${fields.problem}.`,
    'Bis sie berichtigt sind, wird von keiner Studie etwas aufbewahrt, und Berichte nennen den Patienten nicht. Bitte die Administration benachrichtigen.',
  ],
  'site.pack-not-allowed': ({ subject }) => [
    `Dieses Haus erlaubt das Modellpaket ${subject} nicht.`,
    '',
    'Eines der Pakete des Hauses verwenden.',
  ],
  'site.not-secure': () => [
    'Die Seite wurde nicht über HTTPS geladen; der Browser verweigert, womit Studien gelesen werden.',
    '',
    'Die Adresse mit https:// öffnen, oder von diesem Rechner als localhost.',
  ],
  'site.no-webassembly': () => [
    'Dieser Browser führt kein WebAssembly aus; keine Studie kann beurteilt werden.',
    'Vielleicht hat eine Richtlinie es abgeschaltet.',
    'WebAssembly für diese Adresse erlauben oder einen anderen Browser verwenden.',
  ],
  'site.no-storage': () => [
    'Dieser Browser bewahrt für diese Seite nichts auf: Entscheidungen gelten, bis die Seite geschlossen wird.',
    'Es ist ein privates Fenster, oder eine Richtlinie verbietet es.',
    'Den Bericht exportieren, bevor die Seite geschlossen wird.',
  ],
  'site.headers-missing': ({ fields }) => [
    'Der Server sendet nicht alle Sicherheits-Header.',
    `Es fehlen: ${fields.headers}.`,
    'Studien lassen sich lesen, vielleicht langsamer. Die Administration findet die Header in docs/deploying.md.',
  ],
  'site.headers-altered': ({ fields }) => [
    'Der Server sendet Sicherheits-Header mit anderen Werten, als Cauda verlangt.',
    `Anders als erwartet: ${fields.headers}. Vielleicht ändert sie ein Proxy.`,
    'Studien lassen sich lesen, vielleicht langsamer. Die Administration findet die Header in docs/deploying.md.',
  ],
}

import type { WordsOf } from '../../diagnostic-words.ts'

/** What was asked of the simulated spine and cannot be built. */
export const PHANTOM_WORDS: WordsOf<'phantom'> = {
  'phantom.levels-not-json': ({ subject, fields }) => [
    `${subject === '' ? 'Die Höhen' : subject}: kein JSON-Objekt: ${fields.found}.`,
    '',
    'Das ganze JSON in Anführungszeichen setzen, zum Beispiel {"l4_l5": {"spinal_canal_stenosis": "severe"}}.',
  ],
  'phantom.unknown-level': ({ subject, fields }) => [
    `${subject} ist keine Bandscheibenhöhe.`,
    '',
    `Möglich sind ${fields.known}.`,
  ],
  'phantom.unknown-grade': ({ subject, fields }) => [
    `${subject}: ${fields.found} ist kein Grad.`,
    '',
    `Möglich sind ${fields.known}.`,
  ],
  'phantom.unknown-condition': ({ subject, fields }) => [
    `${subject} ist weder ein Befund noch eine Länge.`,
    '',
    `Möglich sind ${fields.known}.`,
  ],
  'phantom.out-of-range': ({ subject, fields }) => [
    `${subject}: ${fields.found} liegt außerhalb des Bereichs.`,
    '',
    `Möglich ist eine Zahl von ${fields.low} bis ${fields.high}.`,
  ],
}

import type { WordsOf } from '../../diagnostic-words.ts'

/** The host that serves the page, and the settings of the site. */
export const SITE_WORDS: WordsOf<'site'> = {
  'site.unreadable': ({ fields }) => [
    'The settings of this site, site.json, could not be read.',
    fields.reason,
    'Until they can, nothing of a study is kept and reports leave out who the patient is. Tell the administrator.',
  ],
  'site.wrong-field': ({ fields }) => [
    'The settings of this site, site.json, are wrong.',
    `${fields.field === '' ? 'The whole' : `"${fields.field}"`}: ${fields.problem}.`,
    'Until they are mended, nothing of a study is kept and reports leave out who the patient is. Tell the administrator.',
  ],
  'site.pack-not-allowed': ({ subject }) => [
    `This site does not allow the model pack ${subject}.`,
    '',
    "Use one of the site's own packs.",
  ],
  'site.not-secure': () => [
    'The page was not loaded by HTTPS, so the browser withholds what studies are read with.',
    '',
    'Open the address with https://, or from this machine as localhost.',
  ],
  'site.no-webassembly': () => [
    'This browser cannot run WebAssembly, and no study can be graded.',
    'A policy may have switched it off.',
    'Permit WebAssembly for this address, or use another browser.',
  ],
  'site.no-storage': () => [
    'This browser keeps nothing for this page: decisions last until the page is closed.',
    'It is a private window, or a policy forbids it.',
    'Export the report before closing the page.',
  ],
  'site.headers-missing': ({ fields }) => [
    'The server does not send all security headers.',
    `Missing: ${fields.headers}.`,
    'Studies can be read, perhaps more slowly. The administrator finds the headers in docs/deploying.md.',
  ],
  'site.headers-altered': ({ fields }) => [
    'The server sends security headers with other values than Cauda asks for.',
    `Other than expected: ${fields.headers}. A proxy may alter them.`,
    'Studies can be read, perhaps more slowly. The administrator finds the headers in docs/deploying.md.',
  ],
}

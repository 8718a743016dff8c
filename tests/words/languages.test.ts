import { afterEach, describe, expect, it } from 'vitest'
import { diagnose } from '../../src/domain/diagnostic.ts'
import type { Cell } from '../../src/review/cells.ts'
import { readPreferences } from '../../src/ui/preferences.ts'
import { cellName } from '../../src/words/cells.ts'
import { diagnosticMessage, wordDiagnostic } from '../../src/words/diagnostics.ts'
import { wordsFrom } from '../../src/words/diagnostic-words.ts'
import { EN } from '../../src/words/en/en.ts'
import { keyInWords } from '../../src/words/keys.ts'
import { valueInWords } from '../../src/words/measurements.ts'
import { momentInWords } from '../../src/words/moments.ts'
import { isLanguage, LANGUAGES, languageOf, speak, SPOKEN, WORDS } from '../../src/words/words.ts'
import type { Language } from '../../src/words/words.ts'
import { SAMPLE_DIAGNOSTICS } from './sample-diagnostics.ts'
import { aDecision } from '../a-decision.ts'
import { graded, uncertain } from '../review/fixtures.ts'

/** Every word by its place: `cell.confirm`. Keyboards name their keys each in its own way. */
function byPlace(words: object, prefix = ''): readonly (readonly [place: string, word: unknown])[] {
  return Object.entries(words).flatMap(([name, word]: [string, unknown]) => {
    if (name === 'keyNames') return []
    const place = `${prefix}${name}`
    return typeof word === 'object' && word !== null ? byPlace(word, `${place}.`) : [[place, word] as const]
  })
}

const placesIn = (words: object) => byPlace(words).map(([place]) => place)
const emptyIn = (words: object) => byPlace(words).flatMap(([place, word]) => (word === '' ? [place] : []))

afterEach(() => speak('en'))

describe.each(Object.keys(LANGUAGES).filter(isLanguage))('in %s', (language: Language) => {
  it('there are words for all that has words in English, and for nothing else', async () => {
    await speak(language)
    expect(SPOKEN).toBe(language)
    expect(placesIn(WORDS).toSorted()).toEqual(placesIn(EN).toSorted())
  })

  it('no word is empty that is not empty in English', async () => {
    await speak(language)
    expect(emptyIn(WORDS).toSorted()).toEqual(emptyIn(EN).toSorted())
  })

  it('every diagnostic says as much as in English, with the same facts', async () => {
    await speak(language)
    for (const diagnostic of SAMPLE_DIAGNOSTICS) {
      const { code } = diagnostic
      const [english, other] = [
        wordsFrom(EN.diagnostics, diagnostic)!,
        wordsFrom(WORDS.diagnostics, diagnostic)!,
      ]
      expect(
        other.map((part) => part !== ''),
        code,
      ).toEqual(english.map((part) => part !== ''))
      expect(other.join(' ').includes('SUBJECT'), code).toBe(english.join(' ').includes('SUBJECT'))
    }
  })

  it('no grade is called normal alone', async () => {
    await speak(language)
    for (const grade of Object.values(WORDS.grades)) expect(grade).not.toMatch(/^normal$/i)
  })
})

describe('German', () => {
  const cell = (changes: Partial<Cell>): Cell => ({
    key: 'l4_l5/left_neural_foraminal_narrowing',
    level: 'l4_l5',
    condition: 'left_neural_foraminal_narrowing',
    proposal: graded('severe', 0.93),
    hidden: false,
    decision: undefined,
    note: undefined,
    ...changes,
  })

  it.each<[string, Partial<Cell>]>([
    ['L4/L5 neuroforaminale Enge links: Schwer, 93 %', {}],
    [
      'L4/L5 neuroforaminale Enge links: Unsicher, Normal/gering 46 %, Mäßig 49 %, Schwer 5 %',
      { proposal: uncertain(0.46, 0.49, 0.05) },
    ],
    [
      'L4/L5 neuroforaminale Enge links: Nicht beurteilt, keine Serie T1 sagittal',
      { proposal: { kind: 'not-assessed', reason: { kind: 'no-series', role: 'sagittal_t1' } } },
    ],
    [
      'L4/L5 neuroforaminale Enge links: Nicht beurteilt, das Foramen wurde nicht erkannt (analysis.foramen-not-found)',
      {
        proposal: {
          kind: 'not-assessed',
          reason: { kind: 'unreadable', because: diagnose('analysis.foramen-not-found', 'info') },
        },
      },
    ],
    [
      'L4/L5 neuroforaminale Enge links: Normal/gering, vom Befunder geändert, vorher Schwer',
      { decision: aDecision('normal_mild', { proposed: 'severe' }) },
    ],
  ])('%s', async (name, changes) => {
    await speak('de')
    expect(cellName(cell(changes), false, 'Dr. Ada Lind')).toBe(name)
  })

  it('writes numbers, dates and keys as Germans do', async () => {
    await speak('de')
    const diameter = { name: 'canal_ap_diameter', value: 6.14, uncertainty: 0.42, unit: 'mm' } as const
    expect(valueInWords(diameter)).toBe('6,1 ± 0,4 mm')
    const lordosis = { name: 'lordosis', value: 47.6, uncertainty: 2.1, unit: 'deg' } as const
    expect(valueInWords(lordosis)).toBe('48 ± 2°')
    const slip = { name: 'listhesis_percent', value: -0.3, uncertainty: 5.6, unit: '%' } as const
    expect(valueInWords(slip), 'nothing has no sign').toBe('0 ± 6 %')
    expect(momentInWords('2026-11-21T12:00:00Z')).toMatch(/^21\.11\.2026, \d\d:00$/)
    expect(WORDS.rail.skipped(1204)).toBe('1.204 Dateien ausgelassen')
    expect(WORDS.rail.skipped(1)).toBe('1 Datei ausgelassen')
    expect(keyInWords('Ctrl+z')).toBe('Strg+Z')
    expect(keyInWords('+')).toBe('+')
    const gap = diagnose('series.uneven-gaps', 'info', 'AX', {
      afterImage: 3,
      gapMm: 5.5,
      usualMm: 4,
      atMm: 12.25,
    })
    expect(wordDiagnostic(gap).why).toBe('5,5 mm statt 4 mm, bei 12,25 mm.')
  })

  it('says in German what rooms name in English', async () => {
    await speak('de')
    const found = { found: 'sagittal T2 (18 images), axial MR of unknown weighting (1 image)' }
    expect(wordDiagnostic(diagnose('series.no-sagittal-t1', 'warning', '', found)).why).toBe(
      'Gefunden: T2 sagittal (18 Bilder), axial MR mit unbekannter Wichtung (1 Bild).',
    )
  })

  it('leaves reports in English', async () => {
    await speak('de')
    expect(diagnosticMessage(diagnose('series.no-axial-t2', 'warning', '', { found: '' }))).toMatch(
      /^There is no axial T2/,
    )
  })
})

describe('the language of the page', () => {
  it('is what the browser asks for, where it is ours', () => {
    expect(['de', 'de-CH', 'DE-at', 'en-US', 'fr', ''].map(languageOf)).toEqual([
      'de',
      'de',
      'de',
      'en',
      'en',
      'en',
    ])
  })

  it('is kept where the reader chose one of ours', () => {
    expect(readPreferences('{"language":"de"}')).toEqual({ language: 'de' })
    expect(readPreferences('{"language":"fr"}')).toEqual({})
  })

  it('is the one asked for last, whichever was loaded first', async () => {
    await Promise.all([speak('de'), speak('en')])
    expect([SPOKEN, WORDS.locale]).toEqual(['en', 'en-GB'])
  })
})

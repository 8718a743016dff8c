import type { Study } from '../../domain/study.ts'

const BLANK = '[omitted]'

/**
 * A function that blanks the study's identifiers (name and its parts, patient ID, accession number, study ID, referring physician, birth date) wherever they
 * stand in free text. It finds what the headers name; it cannot know what a reader wrote in other words.
 */
export function identifierBlanker(study: Study): (text: string) => string {
  const named = identifiersOf(study)
    .sort((a, b) => b.length - a.length)
    .map(wholeWord)
  const patterns = [...birthDatePatterns(study.patientBirthDate), ...named]
  if (patterns.length === 0) return (text) => text
  const anyOfThem = new RegExp(patterns.join('|'), 'giu')
  return (text) => text.replace(anyOfThem, BLANK)
}

function identifiersOf(study: Study): string[] {
  const name = study.patientName ?? ''
  const nameParts = `${name}^${study.referringPhysicianName ?? ''}`
    .split(/[\^=\s,]+/u)
    .filter((part) => part.length >= (isLatin(part) ? 3 : 2))
  const physician = study.referringPhysicianName ?? ''
  const whole = [name, study.patientId, study.accessionNumber, study.studyId, physician].map((id) => id ?? '')
  return [...new Set([...whole, ...nameParts].map((text) => text.trim()).filter((text) => text !== ''))]
}

/** English and German names of the months, long and short; a full stop may follow. */
const MONTHS = [
  'January|Januar|Jänner|Jan',
  'February|Februar|Feb',
  'March|März|Mar|Mrz',
  'April|Apr',
  'May|Mai',
  'June|Juni|Jun',
  'July|Juli|Jul',
  'August|Aug',
  'September|Sept|Sep',
  'October|Oktober|Oct|Okt',
  'November|Nov',
  'December|Dezember|Dec|Dez',
]

/** The birth date as people write it: digits in any order of day, month and year, or with the month as a word. */
function birthDatePatterns(birthDate: string | undefined): string[] {
  const digits = (birthDate ?? '').replaceAll('-', '')
  if (!/^\d{8}$/u.test(digits)) return []
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)]
  const number = (two: string) => (two.startsWith('0') ? `0?${two[1]}` : two)
  const years = `(?:${year}|${year.slice(2)})`
  const [m, d, gap] = [number(month), number(day), '\\s?[-./ ]\\s?']
  const name = `(?:${MONTHS[Number(month) - 1] ?? month})\\.?`
  const forms = [
    digits,
    `${d}${gap}${m}${gap}${years}`,
    `${m}${gap}${d}${gap}${years}`,
    `${year}${gap}${m}${gap}${d}`,
    `${d}(?:st|nd|rd|th|\\.)?[- ]?${name}[-, ]*${years}`,
    `${name} ?${d}(?:st|nd|rd|th)?[, ]*${years}`,
  ]
  return forms.map((form) => `(?<![\\p{L}\\p{N}])(?:${form})(?![\\p{L}\\p{N}])`)
}

/** Scripts without spaces between words have no word boundary to ask for. */
function wholeWord(text: string): string {
  const literal = text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
  return isLatin(text) ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal
}

function isLatin(text: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]+$/u.test(text)
}

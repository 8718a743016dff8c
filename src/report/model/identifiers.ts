import type { Study } from '../../domain/study.ts'

const BLANK = '[omitted]'

/**
 * A function that blanks the study's identifiers (name and its parts, patient ID, accession number, birth date) wherever they
 * stand in free text. It finds what the headers name; it cannot know what a reader wrote in other words.
 */
export function identifierBlanker(study: Study): (text: string) => string {
  const patterns = identifiersOf(study)
    .sort((a, b) => b.length - a.length)
    .map(wholeWord)
  if (patterns.length === 0) return (text) => text
  const anyOfThem = new RegExp(patterns.join('|'), 'giu')
  return (text) => text.replace(anyOfThem, BLANK)
}

function identifiersOf(study: Study): string[] {
  const name = study.patientName ?? ''
  const nameParts = name.split(/[\^=\s,]+/u).filter((part) => part.length >= (isLatin(part) ? 3 : 2))
  const birthDate = study.patientBirthDate ?? ''
  const whole = [
    name,
    study.patientId ?? '',
    study.accessionNumber ?? '',
    birthDate,
    birthDate.replaceAll('-', ''),
  ]
  return [...new Set([...whole, ...nameParts].map((text) => text.trim()).filter((text) => text !== ''))]
}

/** Scripts without spaces between words have no word boundary to ask for. */
function wholeWord(text: string): string {
  const literal = text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
  return isLatin(text) ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal
}

function isLatin(text: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]+$/u.test(text)
}

import type { Dictionary } from './dictionary.ts'
import { EN } from './en/en.ts'

/** The languages of the page, each called as its speakers call it. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

/** The language that the page speaks, and its words. Read when something is drawn, never kept by a module. */
export let SPOKEN: Language = 'en'
export let WORDS: Dictionary = EN

/** English is at hand; another language is loaded when it is first asked for. */
const LOADERS: Readonly<Record<Language, () => Dictionary | Promise<Dictionary>>> = {
  en: () => EN,
  de: async () => (await import('./de/de.ts')).DE,
}

let wanted: Language = SPOKEN

/** Changes the language; the one asked for last stays. Rejects when the words cannot be fetched: the old ones stay. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  const words = await LOADERS[language]()
  if (wanted !== language) return
  SPOKEN = language
  WORDS = words
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value)
}

/** The language of ours that a tag such as `de-CH` asks for; English where it is none of them. */
export function languageOf(tag: string): Language {
  const [primary] = tag.toLowerCase().split('-')
  return isLanguage(primary) ? primary : 'en'
}

import { EN } from './en/en.ts'

/** All words of the interface: what English says, in any language. */
export type Words = Worded<typeof EN>

type Worded<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Worded<Answer>
    : T extends object
      ? { readonly [Key in keyof T]: Worded<T[Key]> }
      : T

export const LANGUAGES = { en: 'English' } as const
export type Language = keyof typeof LANGUAGES

/** The words in the language that the page speaks. Read when something is drawn, never kept by a module. */
export const WORDS: Words = EN

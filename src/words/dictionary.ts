import type { EN } from './en/en.ts'

/** All words of one language: the shape of English, with other strings. */
export type Dictionary = Worded<typeof EN>

type Worded<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Worded<Answer>
    : T extends object
      ? { readonly [Key in keyof T]: Worded<T[Key]> }
      : T

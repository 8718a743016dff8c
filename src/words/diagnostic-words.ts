import type { Diagnostic, DiagnosticCode } from '../domain/diagnostic.ts'

/** What happened, why, and what to do about it. A part that has nothing to say is empty. */
export type ThreeParts = readonly [what: string, why: string, toDo: string]

type DiagnosticWords<Code extends DiagnosticCode> = (diagnostic: Diagnostic<Code>) => ThreeParts

/** The words of one language: a code without words does not compile. */
export type DiagnosticTable = { readonly [Code in DiagnosticCode]: DiagnosticWords<Code> }

/** The part of the table whose codes begin with the names of these rooms. */
export type WordsOf<Room extends string> = Pick<DiagnosticTable, Extract<DiagnosticCode, `${Room}.${string}`>>

/** The words that `table` has for a diagnostic; undefined where a part of a table has none. */
export function wordsFrom(table: Partial<DiagnosticTable>, diagnostic: Diagnostic): ThreeParts | undefined {
  // The mapped type pairs each code with the words for its own fields, which a union of codes cannot express.
  const words = table[diagnostic.code] as ((diagnostic: Diagnostic) => ThreeParts) | undefined
  return words?.(diagnostic)
}

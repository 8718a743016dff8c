import type { Diagnostic } from '../domain/diagnostic.ts'
import { wordsFrom } from './diagnostic-words.ts'
import type { DiagnosticTable } from './diagnostic-words.ts'
import { DIAGNOSTICS } from './en/diagnostics.ts'
import { WORDS } from './words.ts'

/** A diagnostic as a person reads it; `code` stands in small type beside it. A part that has nothing to say is empty. */
export type WordedDiagnostic = {
  readonly what: string
  readonly why: string
  readonly toDo: string
  readonly code: string
}

/** A diagnostic in the language of the page. */
export function wordDiagnostic(diagnostic: Diagnostic): WordedDiagnostic {
  return wordedBy(WORDS.diagnostics, diagnostic)
}

function wordedBy(table: DiagnosticTable, diagnostic: Diagnostic): WordedDiagnostic {
  const [what, why, toDo] = wordsFrom(table, diagnostic)!
  return { what, why, toDo, code: diagnostic.code }
}

/** One paragraph in English, the language of reports and of the command line. */
export function diagnosticMessage(diagnostic: Diagnostic): string {
  const { what, why, toDo } = wordedBy(DIAGNOSTICS, diagnostic)
  return [what, why, toDo].filter((part) => part !== '').join(' ')
}

/** A diagnostic as a report carries it: its code, and one paragraph. */
export function reportedDiagnostic(diagnostic: Diagnostic) {
  const { code, severity, subject } = diagnostic
  return { code, severity, subject, message: diagnosticMessage(diagnostic) }
}

/** All that support needs to know of diagnostics, as text for the clipboard. */
export function diagnosticsForClipboard(
  diagnostics: readonly Diagnostic[],
  surroundings: Readonly<Record<string, string>>,
): string {
  const facts = Object.entries(surroundings).map(([name, value]) => `${name}: ${value}`)
  const lines = diagnostics.map(
    ({ code, severity, subject, fields }) =>
      `${severity} ${code}${subject && ` [${subject}]`} ${JSON.stringify(fields)}`,
  )
  return [...facts, '', ...lines].join('\n')
}

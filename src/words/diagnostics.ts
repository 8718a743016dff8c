import type { Diagnostic } from '../domain/diagnostic.ts'
import { DIAGNOSTICS } from './en/diagnostics.ts'
import { WORDS } from './words.ts'

/** A diagnostic as a person reads it. `code` and `details` stand in small type beside it. */
export type WordedDiagnostic = {
  readonly what: string
  readonly why: string
  readonly toDo: string
  readonly code: string
  /** The fields that carry more than the words say; empty when there are none. */
  readonly details: string
}

export type Fields = Diagnostic['fields']

/** What, why and what to do; a part that has nothing to say is empty. */
export type DiagnosticWords = (diagnostic: Diagnostic) => readonly [what: string, why: string, toDo: string]

export type DiagnosticTable = Readonly<Record<string, DiagnosticWords>>

/** Words for any diagnostic. A code without words of its own is told by its code, subject and fields: nothing is lost. */
export function wordDiagnostic(diagnostic: Diagnostic): WordedDiagnostic {
  return wordedBy(WORDS.diagnostics, diagnostic)
}

function wordedBy(table: DiagnosticTable, diagnostic: Diagnostic): WordedDiagnostic {
  const { code } = diagnostic
  const words = table[code]
  if (words === undefined) {
    return { what: fallback(diagnostic), why: '', toDo: '', code, details: fieldsInWords(diagnostic.fields) }
  }
  const [what, why, toDo] = words(diagnostic)
  return { what, why, toDo, code, details: '' }
}

/** One paragraph in English, the language of reports and of the command line. */
export function diagnosticMessage(diagnostic: Diagnostic): string {
  const { what, why, toDo, details } = wordedBy(DIAGNOSTICS, diagnostic)
  return [what, why, toDo, details && `(${details})`].filter((part) => part !== '').join(' ')
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

/** `series.mixed-spacing` -> `Series: mixed spacing`. */
function fallback({ code, subject }: Diagnostic): string {
  const [room = '', what = ''] = code.split('.')
  const sentence = `${room.charAt(0).toUpperCase()}${room.slice(1)}: ${what.replaceAll('-', ' ')}`
  return subject === '' ? sentence : `${sentence} (${subject})`
}

function fieldsInWords(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}

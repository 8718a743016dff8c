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
  const withoutNames = nameFiles(diagnostics)
  const lines = diagnostics.map(
    ({ code, severity, subject, fields }) =>
      `${severity} ${code}${subject && ` [${withoutNames(subject)}]`} ${withoutNames(JSON.stringify(fields))}`,
  )
  return [...facts, '', ...lines].join('\n')
}

/** Fields that hold the path of another file. */
const PATH_FIELDS: ReadonlySet<string> = new Set(['sameAs', 'sharedWith'])

/** Folders and files are often named for the patient: each becomes `file 1.dcm`, `file 2`, the same path the same name. */
function nameFiles(diagnostics: readonly Diagnostic[]): (text: string) => string {
  const paths = diagnostics.flatMap(({ code, subject, fields }) => [
    ...(isOfFile(code) || isPath(subject) ? [subject] : []),
    ...Object.entries(fields).flatMap(([name, value]) => (PATH_FIELDS.has(name) ? [String(value)] : [])),
  ])
  const names = [...new Set(paths)]
    .filter((path) => path !== '')
    .map((path, index) => [path, `file ${index + 1}${/\.[A-Za-z0-9]{1,5}$/.exec(path)?.[0] ?? ''}`] as const)
    .sort(([a], [b]) => b.length - a.length) // a path before the folder that it begins with
  return (text) =>
    names.reduce((said, [path, name]) => said.replaceAll(path, name).replaceAll(quoted(path), name), text)
}

/** A path as it stands inside a JSON text. */
function quoted(path: string): string {
  return JSON.stringify(path).slice(1, -1)
}

function isOfFile(code: string): boolean {
  return code.startsWith('intake.') || code === 'series.no-position' || code === 'series.mosaic'
}

function isPath(subject: string): boolean {
  return /[\\/]/.test(subject) || /^[^\s]+\.[A-Za-z]{2,5}$/.test(subject)
}

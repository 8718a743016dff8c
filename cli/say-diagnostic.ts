import type { Diagnostic } from '../src/domain/diagnostic.ts'

/** A diagnostic in one plain line for a terminal: its subject, what it found, and its fields. */
export function sayDiagnostic({ code, subject, fields }: Diagnostic): string {
  const what = code.slice(code.indexOf('.') + 1).replaceAll('-', ' ')
  const facts = Object.entries(fields).map(([name, value]) => `${name} ${value}`)
  return [subject && `${subject}:`, what, facts.length > 0 && `(${facts.join(', ')})`]
    .filter(Boolean)
    .join(' ')
}

/** `error`: what was asked for cannot be had. `warning`: it can, with less than hoped. `info`: worth knowing. */
export type DiagnosticSeverity = 'error' | 'warning' | 'info'

/**
 * What went other than hoped, as data. Words are made in `ui/` (and in `cli/`) from the code and the fields;
 * docs/diagnostics.md has a row for each code: meaning, cause, what to do.
 */
export type Diagnostic = {
  /** `<room>.<what>`, for example `series.no-sagittal-t2`. */
  readonly code: string
  readonly severity: DiagnosticSeverity
  /** What it is about: a file path, a series description, a level, a network. Empty for the study as a whole. */
  readonly subject: string
  /** Values that the words need: counts, tags, found and expected values. */
  readonly fields: Readonly<Record<string, string | number | boolean>>
}

export function diagnose(
  code: string,
  severity: DiagnosticSeverity,
  subject = '',
  fields: Diagnostic['fields'] = {},
): Diagnostic {
  return { code, severity, subject, fields }
}

import { diagnose } from '../domain/diagnostic.ts'
import type { Diagnostic, DiagnosticCode } from '../domain/diagnostic.ts'

/**
 * The drop on screen is not all there: the rest is being read, or reading ended, by the reader or a fault, after so many of
 * the files known until then.
 */
export type Unread = 'still-reading' | { readonly filesDone: number; readonly filesFound: number }

/** What is said of a study whose files are all read; of another one it would blame the scan for what was not read. */
const PRESUMES_ALL_FILES: ReadonlySet<DiagnosticCode> = new Set([
  'series.missing-slices',
  'series.uneven-gaps',
  'series.too-few-images',
  'series.no-sagittal-t1',
  'series.no-axial-t2',
])

/** What remains to be said of series while files are unread, and, once nothing reads them any more, that they are. Diagnostics: `review.partly-read`. */
export function allowForUnread(
  said: readonly Diagnostic[],
  unread: Unread | undefined,
): readonly Diagnostic[] {
  if (unread === undefined) return said
  const certain = said.filter(({ code, severity }) => severity === 'error' || !PRESUMES_ALL_FILES.has(code))
  if (unread === 'still-reading') return certain
  return [diagnose('review.partly-read', 'warning', '', unread), ...certain]
}

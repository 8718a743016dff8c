/** What the reader can export. */
export const EXPORT_KINDS = [
  'text',
  'pdf',
  'csv',
  'json',
  'sr',
  'fhir',
  'key-objects',
  'captures',
  'all',
] as const
export type ExportKind = (typeof EXPORT_KINDS)[number]

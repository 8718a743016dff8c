import { REPORT_FORMATS } from './report-format.ts'

/** What a reader can export: one format of the report, or all of them in one ZIP. */
export const EXPORT_KINDS = [...REPORT_FORMATS, 'all'] as const
export type ExportKind = (typeof EXPORT_KINDS)[number]

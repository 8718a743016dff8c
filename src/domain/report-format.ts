/** The formats of a report, in the order in which they are offered. */
export const REPORT_FORMATS = ['text', 'pdf', 'csv', 'json', 'sr', 'fhir', 'key-objects', 'captures'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

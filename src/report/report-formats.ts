import { buildReport } from './build-report.ts'
import type { KeyImage } from './pdf-pictures.ts'
import type { ReportFonts } from './pdf-type.ts'
import type { ReportInput } from './report-input.ts'
import type { ReportModel } from './report-model.ts'
import { writeCsv } from './write-csv.ts'
import { writeFhir } from './write-fhir.ts'
import { writeJson } from './write-json.ts'
import { writePdf } from './write-pdf.ts'
import { writeStructuredReport } from './write-structured-report.ts'
import { writeText } from './write-text.ts'

/** Every format of the report: its file name, its media type, and how it is written from the one model. */
export const REPORT_FORMATS = {
  json: { name: 'report.json', type: 'application/json', write: text(writeJson) },
  text: { name: 'report.txt', type: 'text/plain;charset=utf-8', write: text(writeText) },
  csv: { name: 'findings.csv', type: 'text/csv;charset=utf-8', write: text(writeCsv) },
  pdf: {
    name: 'report.pdf',
    type: 'application/pdf',
    write: async (model: ReportModel, { fonts, keyImages }: PictureSource) =>
      writePdf(model, await fonts(), await keyImages()),
  },
  sr: {
    name: 'report.sr.dcm',
    type: 'application/dicom',
    write: (model: ReportModel) => writeStructuredReport(model),
  },
  fhir: { name: 'report.fhir.json', type: 'application/fhir+json', write: text(writeFhir) },
} as const satisfies Record<string, ReportFormat>

export type ReportFormatName = keyof typeof REPORT_FORMATS
export const REPORT_FORMAT_NAMES = Object.keys(REPORT_FORMATS) as readonly ReportFormatName[]

/** What only the PDF needs: fonts and whole images, read when they are needed. */
export type PictureSource = {
  readonly fonts: () => Promise<ReportFonts>
  readonly keyImages: () => Promise<readonly KeyImage[]>
}

type ReportFormat = {
  readonly name: string
  readonly type: string
  readonly write: (model: ReportModel, pictures: PictureSource) => Uint8Array | Promise<Uint8Array>
}

/** The report as a file of one format. */
export async function writeReport(
  format: ReportFormatName,
  input: ReportInput,
  pictures: PictureSource,
): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }> {
  const { name, type, write } = REPORT_FORMATS[format] as ReportFormat
  return { name, type, bytes: await write(buildReport(input), pictures) }
}

function text(write: (model: ReportModel) => string): (model: ReportModel) => Uint8Array {
  return (model) => new TextEncoder().encode(write(model))
}

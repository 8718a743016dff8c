import type { ReportFormat } from '../domain/report-format.ts'
import { buildReport } from './model/build-report.ts'
import type { KeyImage } from './model/key-images.ts'
import type { ReportFonts } from './pdf/pdf-type.ts'
import type { ReportInput } from './model/report-input.ts'
import type { ReportModel } from './model/report-model.ts'
import { writeCaptures } from './dicom/write-captures.ts'
import { writeCsv } from './write-csv.ts'
import { writeFhir } from './fhir/write-fhir.ts'
import { writeJson } from './write-json.ts'
import { writeKeyObjects } from './dicom/write-key-objects.ts'
import { writePdf } from './pdf/write-pdf.ts'
import { writeStructuredReport } from './dicom/write-structured-report.ts'
import { writeText } from './write-text.ts'
import { writeZip } from './write-zip.ts'

export type ReportFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array }

/** What only some formats need: fonts and whole images, read when they are needed. */
export type PictureSource = {
  readonly fonts: () => Promise<ReportFonts>
  readonly keyImages: (model: ReportModel) => Promise<readonly KeyImage[]>
}

type WriteFiles = (
  model: ReportModel,
  pictures: PictureSource,
) => readonly ReportFile[] | Promise<readonly ReportFile[]>

const DICOM = 'application/dicom'

/** Every format of the report, written from the one model: the files that it gives, none where there is nothing to tell. */
const WRITERS = {
  json: text('report.json', 'application/json', writeJson),
  text: text('report.txt', 'text/plain;charset=utf-8', writeText),
  csv: text('findings.csv', 'text/csv;charset=utf-8', writeCsv),
  pdf: async (model, { fonts, keyImages }) => [
    {
      name: 'report.pdf',
      type: 'application/pdf',
      bytes: await writePdf(model, await fonts(), await keyImages(model)),
    },
  ],
  sr: (model) => [{ name: 'report.sr.dcm', type: DICOM, bytes: writeStructuredReport(model) }],
  fhir: text('report.fhir.json', 'application/fhir+json', writeFhir),
  'key-objects': (model) => {
    const bytes = writeKeyObjects(model)
    return bytes === undefined ? [] : [{ name: 'key-images.ko.dcm', type: DICOM, bytes }]
  },
  captures: async (model, { keyImages }) =>
    writeCaptures(model, await keyImages(model)).map((bytes, index) => ({
      name: `key-image-${index + 1}.sc.dcm`,
      type: DICOM,
      bytes,
    })),
} as const satisfies Record<ReportFormat, WriteFiles>

/** The report in some formats, as the files that these are. */
export async function writeReport(
  formats: readonly ReportFormat[],
  input: ReportInput,
  pictures: PictureSource,
): Promise<readonly ReportFile[]> {
  const model = buildReport(input)
  const once = { ...pictures, keyImages: remembered(pictures.keyImages) }
  const files: ReportFile[] = []
  for (const format of formats) files.push(...(await WRITERS[format](model, once)))
  return files
}

/** One file as it is, several in a ZIP; undefined when there is none. */
export function asOneFile(
  files: readonly ReportFile[],
  zipName: string,
  generatedAt: string,
): ReportFile | undefined {
  if (files.length <= 1) return files[0]
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]))
  return { name: zipName, type: 'application/zip', bytes: writeZip(entries, generatedAt) }
}

/** The images are drawn once, however many formats show them. */
function remembered(keyImages: PictureSource['keyImages']): PictureSource['keyImages'] {
  let drawn: ReturnType<PictureSource['keyImages']> | undefined
  return (model) => (drawn ??= keyImages(model))
}

function text(name: string, type: string, write: (model: ReportModel) => string): WriteFiles {
  return (model) => [{ name, type, bytes: new TextEncoder().encode(write(model)) }]
}

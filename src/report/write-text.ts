import { LEVEL_NAMES } from '../domain/level.ts'
import { readablePersonName } from './person-name.ts'
import type { ReportModel } from './report-model.ts'

/**
 * The report as plain text for the clipboard and report.txt: headings in capitals, one paragraph a line, ending in a newline.
 * Lines are not wrapped: the system that it is pasted into does that.
 */
export function writeText(model: ReportModel): string {
  const { sections, notes } = model
  const findings = sections.findings.map(
    ({ level, sentences }) => `${LEVEL_NAMES[level]}: ${sentences.join(' ')}`,
  )
  const blocks: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    ['TECHNIQUE', sections.technique],
    ['FINDINGS', findings],
    ['IMPRESSION', sections.impression.map((line, index) => `${index + 1}. ${line}`)],
    ['NOT ASSESSED', sections.notAssessed],
    ["READER'S NOTES", notes === '' ? [] : notes.split(/\r?\n/u)],
    ['LIMITATIONS', sections.warnings],
    ['MODEL', sections.model],
    ['VALIDATION OF THE MODEL', validationLines(model)],
  ]
  const body = blocks
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => [heading, ...lines].join('\n'))
  return `${[header(model), ...body, sections.researchUse].join('\n\n')}\n`
}

/** The patient's and the study's particulars as label and value, in the order in which they are printed; shared with the PDF. */
export function particulars({
  patient,
  study,
  reader,
  generatedAt,
}: ReportModel): (readonly [string, string])[] {
  const age = patient?.ageYears === undefined ? undefined : `${patient.ageYears} years`
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Patient', patient === undefined ? 'identifiers omitted' : readablePersonName(patient.name ?? '')],
    ['Patient ID', patient?.id],
    ['Born', patient?.birthDate],
    ['Age', age],
    ['Sex', patient?.sex],
    ['Study', study.description],
    ['Study date', study.date],
    ['Accession number', study.accessionNumber],
    ['Reader', reader],
    ['Report made', readableTime(generatedAt)],
  ]
  return rows.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [[label, value] as const],
  )
}

export function validationLines({ sections }: ReportModel): readonly string[] {
  return sections.validation.length > 0
    ? sections.validation
    : ['The model pack states no figures from held-out patients.']
}

function header(model: ReportModel): string {
  const { sections } = model
  return [
    sections.title,
    sections.researchUse,
    ...particulars(model).map(([label, value]) => `${label}: ${value}`),
    sections.status,
  ].join('\n')
}

/** `2026-03-04T16:20:05.123+01:00` as `2026-03-04 16:20 +01:00`. */
function readableTime(iso: string): string {
  return iso.replace(/T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?/u, ' $1 ').replace('Z', 'UTC')
}

import { readablePersonName } from '../coding/person-name.ts'
import type { ReportModel } from '../model/report-model.ts'

/** The patient's and the study's particulars as label and value, in the order in which they are printed. */
export function particularsOf({
  patient,
  study,
  reader,
  generatedAt,
}: Pick<ReportModel, 'patient' | 'study' | 'reader' | 'generatedAt'>): (readonly [string, string])[] {
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

/** `2026-03-04T16:20:05.123+01:00` as `2026-03-04 16:20 +01:00`. */
function readableTime(iso: string): string {
  return iso.replace(/T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?/u, ' $1 ').replace('Z', 'UTC')
}

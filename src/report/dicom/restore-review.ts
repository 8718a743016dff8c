import { CONDITIONS } from '../../domain/condition.ts'
import { cellKey, UNNAMED_READER } from '../../domain/decision.ts'
import type { CellKey, Decision } from '../../domain/decision.ts'
import type { PatientPoint } from '../../domain/geometry.ts'
import { diagnose } from '../../domain/diagnostic.ts'
import type { DicomDataSet } from '../../dicom/encoding.ts'
import { LEVELS } from '../../domain/level.ts'
import { ANATOMIES } from '../../domain/lumbosacral-anatomy.ts'
import { isReadingMode } from '../../domain/reading-mode.ts'
import { REPORT_PARTS } from '../../domain/report-text.ts'
import type { ReportEdit, ReportEdits, ReportPart } from '../../domain/report-text.ts'
import type { RestoredReview } from '../../domain/restored-review.ts'
import { fail, succeed } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { GRADES } from '../../domain/severity.ts'
import type { Grade } from '../../domain/severity.ts'
import { attributeCode, CAUDA, DCM, GRADE_CODES, SCT } from '../coding/codes.ts'
import type { Code } from '../coding/codes.ts'
import { readerTrackingId } from './sr-groups.ts'
import { isoTime } from './sr-time.ts'

/**
 * Reads the reader's work back from an SR that Cauda wrote, given as a data set by keyword (whoever parsed it).
 * `report.not-a-cauda-report`: it is no measurement report with Cauda's private codes.
 * `report.unreadable-decision`: a decision in it lacks its grade or time, or has a grade that this version does not know.
 */
export function restoreReview(dataSet: DicomDataSet): Result<RestoredReview> {
  const studyInstanceUid = dataSet.StudyInstanceUID
  const isReport = hasCode(dataSet.ConceptNameCodeSequence, DCM.imagingMeasurementReport)
  const isOurs = (dataSet.CodingSchemeIdentificationSequence ?? []).some(
    (scheme) => scheme.CodingSchemeDesignator === '99CAUDA',
  )
  const writtenAt = isoTime(firstText(dataSet.ObservationDateTime) ?? timeBefore03(dataSet))
  if (typeof studyInstanceUid !== 'string' || !isReport || !isOurs || writtenAt === undefined)
    return fail(diagnose('report.not-a-cauda-report', 'error'))
  const groups = [DCM.imagingMeasurements, CAUDA.unplaced].flatMap((name) =>
    childrenNamed(dataSet, name).flatMap((container) => childrenNamed(container, DCM.measurementGroup)),
  )
  const decisions: Partial<Record<CellKey, Decision>> = {}
  const notes: Partial<Record<CellKey, string>> = {}
  for (const { key, condition, trackingId } of CELLS) {
    const group = groups.find((candidate) => textOf(candidate, DCM.trackingIdentifier) === trackingId)
    if (group === undefined) continue
    const note = textOf(group, DCM.comment)
    if (note !== undefined) notes[key] = note
    const value = codeOf(group, attributeCode(condition)) ?? codeOf(group, SCT.severity)
    if (value === undefined && note !== undefined) continue
    const decision = decisionOf(group, value)
    if (decision === undefined) return fail(diagnose('report.unreadable-decision', 'error', key))
    decisions[key] = decision
  }
  const worded = childrenNamed(dataSet, CAUDA.reportText).flatMap((text) => text.ContentSequence ?? [])
  const anatomy = textOf(dataSet, CAUDA.anatomy)
  return succeed({
    studyInstanceUid,
    writtenAt,
    readerName: readerOf([...groups, ...worded]),
    decisions,
    notes,
    edits: editsOf(worded),
    anatomy: ANATOMIES.find((known) => known === anatomy) ?? 'usual',
    renamedBy: Number(textOf(dataSet, CAUDA.renamedBy) ?? 0) || 0,
    markedImages: childrenNamed(dataSet, CAUDA.markedImages).flatMap(imagesOf),
  })
}

/** Reports before 0.3 give their time in three parts. */
function timeBefore03({ ContentDate, ContentTime, TimezoneOffsetFromUTC }: DicomDataSet): string {
  return [ContentDate, ContentTime, TimezoneOffsetFromUTC].map((part) => firstText(part) ?? '').join('')
}

const CELLS = LEVELS.flatMap((level) =>
  CONDITIONS.map((condition) => ({
    key: cellKey(level, condition),
    condition,
    trackingId: readerTrackingId({ level, condition }),
  })),
)

/** `value` is that of the cell's attribute; reports before 0.3 call every attribute Severity. */
function decisionOf(group: DicomDataSet, value: string | undefined): Decision | undefined {
  const grade = value === CAUDA.notAssessed.value ? 'not_assessed' : gradeOfCode(value)
  const at = isoTime(firstText(group.ObservationDateTime) ?? '')
  if (grade === undefined || at === undefined) return undefined
  const mode = textOf(group, CAUDA.reading)
  return {
    reader: readerOf([group]) ?? UNNAMED_READER,
    grade,
    proposed: gradeOfCode(codeOf(group, CAUDA.proposedThen)),
    at,
    ...(isReadingMode(mode) && { mode }),
    place: placeOf(textOf(group, CAUDA.place)),
  }
}

/** `x y z` in LPS mm; reports before 0.3 have none. */
function placeOf(text: string | undefined): PatientPoint | undefined {
  const [x, y, z, ...rest] = (text ?? '').split(' ').filter(Boolean).map(Number)
  const isPoint = [x, y, z].every((value) => Number.isFinite(value)) && rest.length === 0
  return isPoint ? [x!, y!, z!] : undefined
}

function editsOf(items: readonly DicomDataSet[]): ReportEdits {
  return Object.fromEntries(
    items.flatMap((item): [ReportPart, ReportEdit][] => {
      const named = textOf(item, CAUDA.part)
      const part = REPORT_PARTS.find((known) => known === named)
      const at = isoTime(firstText(item.ObservationDateTime) ?? '')
      const text = firstText(item.TextValue)
      if (part === undefined || at === undefined || text === undefined) return []
      return [[part, { text, at, basis: textOf(item, CAUDA.basis) ?? '' }]]
    }),
  )
}

/** How reports before 0.3 named a reader without a name. */
const UNNAMED_BEFORE_0_3 = 'Reader'

function readerOf(items: readonly DicomDataSet[]): string | undefined {
  const names = items.flatMap((item) => childrenNamed(item, DCM.personObserverName))
  const name = firstText(names[0]?.PersonName)
  return name === UNNAMED_READER || name === UNNAMED_BEFORE_0_3 ? undefined : name
}

function imagesOf(container: DicomDataSet): RestoredReview['markedImages'] {
  return (container.ContentSequence ?? []).flatMap((item) => {
    const [reference] = item.ReferencedSOPSequence ?? []
    const seriesInstanceUid = firstText(childrenNamed(item, DCM.seriesInstanceUid)[0]?.UID)
    const sopInstanceUid = firstText(reference?.ReferencedSOPInstanceUID)
    const frame = reference?.ReferencedFrameNumber
    const frameNumber = typeof frame === 'number' ? frame : Number(Array.isArray(frame) ? frame[0] : 1) || 1
    if (sopInstanceUid === undefined) return []
    return [{ ...(seriesInstanceUid !== undefined && { seriesInstanceUid }), sopInstanceUid, frameNumber }]
  })
}

function gradeOfCode(value: string | undefined): Grade | undefined {
  return GRADES.find((grade) => GRADE_CODES[grade].value === value)
}

function childrenNamed(item: DicomDataSet, name: Code): DicomDataSet[] {
  return (item.ContentSequence ?? []).filter((child) => hasCode(child.ConceptNameCodeSequence, name))
}

function hasCode(sequence: readonly DicomDataSet[] | undefined, { value, scheme }: Code): boolean {
  const [code] = sequence ?? []
  return code?.CodeValue === value && code.CodingSchemeDesignator === scheme
}

function codeOf(item: DicomDataSet, name: Code): string | undefined {
  return firstText(childrenNamed(item, name)[0]?.ConceptCodeSequence?.[0]?.CodeValue)
}

function textOf(item: DicomDataSet, name: Code): string | undefined {
  return firstText(childrenNamed(item, name)[0]?.TextValue)
}

function firstText(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0]
}

import { CONDITIONS } from '../domain/condition.ts'
import { cellKey } from '../domain/decision.ts'
import type { CellKey, Decision, Decisions } from '../domain/decision.ts'
import { diagnose } from '../domain/diagnostic.ts'
import type { DicomDataSet } from '../domain/dicom-encoding.ts'
import { LEVELS } from '../domain/level.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import { GRADES } from '../domain/severity.ts'
import type { Grade } from '../domain/severity.ts'
import { CAUDA, DCM, GRADE_CODES, SCT } from './codes.ts'
import type { Code } from './codes.ts'
import { readerTrackingId } from './sr-groups.ts'
import { isoTime } from './sr-time.ts'

/** A reader's work as it stands in an SR that Cauda wrote. */
export type RestoredReview = {
  readonly studyInstanceUid: string
  readonly decisions: Decisions
  /** As the SR names them; undefined when no cell was decided. */
  readonly readerName: string | undefined
}

/**
 * Reads the reader's decisions back from an SR that Cauda wrote, given as a data set by keyword (whoever parsed it).
 * `report.not-a-cauda-report`: it is no measurement report with Cauda's private codes.
 * `report.unreadable-decision`: a decision in it lacks its grade or time, or has a grade that this version does not know.
 */
export function restoreDecisions(dataSet: DicomDataSet): Result<RestoredReview> {
  const studyInstanceUid = dataSet.StudyInstanceUID
  const isReport = hasCode(dataSet.ConceptNameCodeSequence, DCM.imagingMeasurementReport)
  const isOurs = (dataSet.CodingSchemeIdentificationSequence ?? []).some(
    (scheme) => scheme.CodingSchemeDesignator === '99CAUDA',
  )
  if (typeof studyInstanceUid !== 'string' || !isReport || !isOurs)
    return fail(diagnose('report.not-a-cauda-report', 'error'))
  const groups = childrenNamed(dataSet, DCM.imagingMeasurements).flatMap((container) =>
    childrenNamed(container, DCM.measurementGroup),
  )
  const decisions: Partial<Record<CellKey, Decision>> = {}
  let readerName: string | undefined
  for (const { key, trackingId } of CELLS) {
    const group = groups.find((candidate) => textOf(candidate, DCM.trackingIdentifier) === trackingId)
    if (group === undefined) continue
    const decision = decisionOf(group)
    if (decision === undefined) return fail(diagnose('report.unreadable-decision', 'error', key))
    decisions[key] = decision
    readerName ??= firstText(childrenNamed(group, DCM.personObserverName)[0]?.PersonName)
  }
  return succeed({ studyInstanceUid, decisions, readerName })
}

const CELLS = LEVELS.flatMap((level) =>
  CONDITIONS.map((condition) => ({
    key: cellKey(level, condition),
    trackingId: readerTrackingId({ level, condition }),
  })),
)

function decisionOf(group: DicomDataSet): Decision | undefined {
  const value = codeOf(group, SCT.severity)
  const grade = value === CAUDA.notAssessed.value ? 'not_assessed' : gradeOfCode(value)
  const at = isoTime(firstText(group.ObservationDateTime) ?? '')
  if (grade === undefined || at === undefined) return undefined
  const note = textOf(group, DCM.comment)
  return {
    grade,
    proposed: gradeOfCode(codeOf(group, CAUDA.proposedThen)),
    at,
    ...(note === undefined ? {} : { note }),
  }
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

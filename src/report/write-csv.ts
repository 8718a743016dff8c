import { asRead, proposalOf } from '../domain/finding.ts'
import { GRADES } from '../domain/severity.ts'
import { CONDITIONS } from '../domain/condition.ts'
import { asText, csvLine } from './csv-line.ts'
import { gradeOf } from './model/cell-standing.ts'
import type { ReportCell, ReportModel } from './model/report-model.ts'

/** The first four are RSNA 2024's submission columns; docs/exports.md explains the others. */
export const CSV_COLUMNS = [
  'row_id',
  'normal_mild',
  'moderate',
  'severe',
  'level',
  'condition',
  'standing',
  'reported',
  'proposed',
  'not_excluded',
  'uncertain',
  'not_assessed_because',
  'decision',
  'decision_change',
  'reader_normal_mild',
  'reader_moderate',
  'reader_severe',
  'decided_at',
  'reader',
  'mode',
  'note',
] as const

/**
 * findings.csv: RFC 4180, CRLF, UTF-8 without a byte order mark; 25 rows, conditions in RSNA's order and levels cranial to caudal.
 * The probabilities are the model's and stay so whatever the reader decided; a cell that the model did not assess has none.
 * `row_id` is `{StudyInstanceUID}_{condition}_{level}`: in RSNA 2024 the study's UID is its study_id.
 */
export function writeCsv({ study, levels }: ReportModel): string {
  const rows = CONDITIONS.flatMap((condition) =>
    levels.flatMap(({ cells }) => cells.filter((cell) => cell.condition === condition)),
  ).map((cell) => rowOf(study.studyInstanceUid, cell))
  return [CSV_COLUMNS, ...rows].map(csvLine).join('')
}

function rowOf(
  studyId: string,
  { level, condition, assessment, decision, note, standing }: ReportCell,
): string[] {
  const read = asRead(assessment)
  const probabilities = GRADES.map((grade) => read?.probabilities[grade].toFixed(6) ?? '')
  const decided = standing.kind === 'decided' ? standing : undefined
  const oneHot = GRADES.map((grade) => (decided === undefined ? '' : decided.grade === grade ? '1' : '0'))
  return [
    `${studyId}_${condition}_${level}`,
    ...probabilities,
    level,
    condition,
    standing.kind,
    gradeOf(standing) ?? '',
    proposalOf(assessment) ?? '',
    assessment.kind === 'graded' ? (assessment.notExcluded ?? '') : '',
    read === undefined ? '' : String(read.kind === 'uncertain'),
    assessment.kind === 'not-assessed' ? assessment.reason.kind : '',
    decision?.grade ?? '',
    decided?.change ?? '',
    ...oneHot,
    decision?.at ?? '',
    asText(decision?.reader ?? ''),
    decision?.mode ?? '',
    asText(note ?? ''),
  ]
}

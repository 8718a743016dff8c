import { CONDITIONS } from '../../src/domain/condition.ts'
import { cellKey } from '../../src/domain/decision.ts'
import { MEASUREMENT_NAMES } from '../../src/domain/finding.ts'
import { GRADES } from '../../src/domain/severity.ts'
import { touchesCell } from '../../src/domain/scope.ts'
import type { ReportCell, ReportLevel, ReportModel } from '../../src/report/model/report-model.ts'

type ColumnType = 'text' | 'number' | 'integer' | 'yes-no'

const MEASUREMENT_COLUMNS = MEASUREMENT_NAMES.flatMap((name) => [
  [name, 'number'] as const,
  [`${name}_uncertainty`, 'number'] as const,
])

/** The columns of cells.csv and cells.parquet; docs/batch.md explains each. */
export const CELL_COLUMNS: readonly (readonly [name: string, type: ColumnType])[] = [
  ['row_id', 'text'],
  ['normal_mild', 'number'],
  ['moderate', 'number'],
  ['severe', 'number'],
  ['study', 'text'],
  ['study_instance_uid', 'text'],
  ['level', 'text'],
  ['condition', 'text'],
  ['standing', 'text'],
  ['proposed', 'text'],
  ['not_excluded', 'text'],
  ['uncertain', 'yes-no'],
  ['not_assessed_because', 'text'],
  ['level_confidence', 'number'],
  ...MEASUREMENT_COLUMNS,
  ['scope', 'text'],
  ['network', 'text'],
  ['series_instance_uid', 'text'],
  ['sop_instance_uid', 'text'],
  ['frame', 'integer'],
  ['pack', 'text'],
  ['pack_version', 'text'],
  ['pack_sha256', 'text'],
  ['preprocessing_version', 'integer'],
  ['backend', 'text'],
  ['app_version', 'text'],
]

/** One row: a value for each column that has one. */
export type CellRow = Readonly<Record<string, string | number | boolean>>

/**
 * A row for each cell of a study, conditions in RSNA's order, each with its levels cranial to caudal. Nothing in it depends on
 * when or where the study was read. `study` is the name of the study's folder.
 */
export function cellRows(study: string, model: ReportModel): readonly CellRow[] {
  return CONDITIONS.flatMap((condition) =>
    model.levels.flatMap((level) =>
      level.cells
        .filter((cell) => cell.condition === condition)
        .map((cell) => ({ study, ...ofModel(model), ...ofLevel(level), ...ofCell(cell, model) })),
    ),
  )
}

function ofModel({ study, engine, pack }: ReportModel): CellRow {
  return {
    study_instance_uid: study.studyInstanceUid,
    pack: pack.id,
    pack_version: pack.version,
    pack_sha256: pack.sha256,
    preprocessing_version: engine.preprocessingVersion,
    backend: engine.backend,
    app_version: engine.appVersion,
  }
}

function ofLevel({ level, located, measurements }: ReportLevel): CellRow {
  const measured = measurements.flatMap(({ name, value, uncertainty }) => [
    [name, rounded(value)] as const,
    [`${name}_uncertainty`, rounded(uncertainty)] as const,
  ])
  return {
    level,
    ...(located && { level_confidence: rounded(located.confidence) }),
    ...Object.fromEntries(measured),
  }
}

function ofCell({ level, condition, assessment, standing }: ReportCell, model: ReportModel): CellRow {
  const cell = cellKey(level, condition)
  const common = {
    row_id: `${model.study.studyInstanceUid}_${condition}_${level}`,
    condition,
    standing: standing.kind,
    scope: model.scope
      .filter((check) => touchesCell(check, cell))
      .map(({ code }) => code)
      .join(' '),
  }
  if (assessment.kind === 'not-assessed') return { ...common, not_assessed_because: assessment.reason.kind }
  const { probabilities, evidence } = assessment
  const image = model.images[evidence.imageId]
  return {
    ...common,
    ...Object.fromEntries(GRADES.map((grade) => [grade, rounded(probabilities[grade])])),
    ...(assessment.kind === 'graded' && { proposed: assessment.proposed }),
    ...(assessment.kind === 'graded' &&
      assessment.notExcluded !== undefined && { not_excluded: assessment.notExcluded }),
    uncertain: assessment.kind === 'uncertain',
    network: evidence.network,
    ...(image && {
      series_instance_uid: image.seriesInstanceUid,
      sop_instance_uid: image.sopInstanceUid,
      frame: image.frameNumber,
    }),
  }
}

/** Six decimals, as findings.csv has them: more than any of the values is good for. */
function rounded(value: number): number {
  return Number(value.toFixed(6))
}

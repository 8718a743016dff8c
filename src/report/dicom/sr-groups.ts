import { cellKey } from '../../domain/decision.ts'
import type { Decision } from '../../domain/decision.ts'
import { asRead } from '../../domain/finding.ts'
import type { Assessment } from '../../domain/finding.ts'
import { GRADES } from '../../domain/severity.ts'
import type { Grade } from '../../domain/severity.ts'
import {
  attributeCode,
  CAUDA,
  DCM,
  disorderCode,
  GRADE_CODES,
  LEVEL_CODES,
  PROBABILITY_CODES,
  SCT,
  sideCode,
  UNITS,
} from '../coding/codes.ts'
import { dicomDateTime } from './sr-time.ts'
import type { SrItem } from './sr-content.ts'
import { drawingGroups } from './sr-drawings.ts'
import { measuredGroups, number } from './sr-measurements.ts'
import {
  algorithm,
  code,
  measuredOn,
  personObserver,
  regions,
  site,
  templateOf,
  text,
  tracking,
} from './sr-parts.ts'
import type { Place } from './sr-parts.ts'
import { reasonInWords } from '../model/cell-standing.ts'
import type { ReportCell, ReportLevel, ReportModel } from '../model/report-model.ts'

/**
 * The measurement groups of the report, level by level: one for each cell that the model speaks to, one for each that a reader
 * spoke to, one for a level's measurements; then what the reader drew. Model and reader never share a group: the model's names its
 * algorithm (TID 4019), the reader's its person (TID 1003). A cell's attribute has its value once, from whoever the report follows;
 * a disorder is asserted only where that value is moderate or severe. Groups with a region on an image are planar (TID 1410).
 * `unplaced` are those of places that were not found on any image: OHIF 3.12 takes a group without coordinates among the
 * measurements for an error.
 */
export function measurementGroups(model: ReportModel): {
  readonly placed: readonly SrItem[]
  readonly unplaced: readonly SrItem[]
} {
  const ofLevels = model.levels.flatMap((level) => [
    ...level.cells.flatMap((cell) => [modelGroup(model, cell), ...readerGroups(model, cell, level)]),
    ...measuredGroups(model, level),
  ])
  const groups = [...ofLevels, ...drawingGroups(model)]
  return { placed: groups.filter(hasShape), unplaced: groups.filter((group) => !hasShape(group)) }
}

/** Marks a reader's group; `restore-review.ts` finds it by this. */
export function readerTrackingId(cell: Pick<ReportCell, 'level' | 'condition'>): string {
  return `${cellKey(cell.level, cell.condition)} reader`
}

function hasShape({ type, children = [] }: SrItem): boolean {
  return type === 'SCOORD' || children.some(hasShape)
}

function modelGroup(model: ReportModel, cell: ReportCell): SrItem {
  const { assessment, decision } = cell
  const read = asRead(assessment)?.evidence
  return {
    type: 'CONTAINER',
    relationship: 'CONTAINS',
    name: DCM.measurementGroup,
    template: templateOf(read),
    children: [
      ...tracking(model, `${cellKey(cell.level, cell.condition)} model`),
      where(cell),
      ...regions(model, read),
      ...algorithm(model, read?.network),
      ...modelStatement(model, assessment),
      ...(decision === undefined ? standingItems(cell) : []),
    ],
  }
}

function modelStatement(model: ReportModel, assessment: Assessment): SrItem[] {
  if (assessment.kind === 'not-assessed')
    return [text('CONTAINS', CAUDA.reason, reasonInWords(assessment.reason, model.diagnostics))]
  const { probabilities, evidence } = assessment
  const isGraded = assessment.kind === 'graded'
  return [
    ...GRADES.map((grade) => ({
      ...number(PROBABILITY_CODES[grade], 100 * probabilities[grade], UNITS['%']),
      children: measuredOn(model, evidence),
    })),
    code('CONTAINS', CAUDA.modelGrade, isGraded ? GRADE_CODES[assessment.proposed] : CAUDA.abstains),
    ...(isGraded && assessment.notExcluded !== undefined
      ? [code('CONTAINS', CAUDA.notExcluded, GRADE_CODES[assessment.notExcluded])]
      : []),
  ]
}

/** What a reader said of a cell: a decision with its note, or a note alone. */
function readerGroups(model: ReportModel, cell: ReportCell, { located }: ReportLevel): SrItem[] {
  const { decision, note = '', assessment } = cell
  if (decision === undefined && note === '') return []
  const place: Place | undefined = asRead(assessment)?.evidence ?? located
  return [
    {
      type: 'CONTAINER',
      relationship: 'CONTAINS',
      name: DCM.measurementGroup,
      template: templateOf(place),
      ...(decision && { observedAt: dicomDateTime(decision.at) }),
      children: [
        ...personObserver(decision === undefined ? model.reader : decision.reader),
        ...tracking(model, readerTrackingId(cell)),
        where(cell),
        ...regions(model, place),
        ...(decision === undefined ? [] : [...standingItems(cell), ...decisionItems(decision)]),
        ...(note === '' ? [] : [text('CONTAINS', DCM.comment, note)]),
      ],
    },
  ]
}

/** What the report says of a cell: its attribute with the value, and the disorder where that value asserts one. */
function standingItems({ condition, standing }: ReportCell): SrItem[] {
  const attribute = attributeCode(condition)
  switch (standing.kind) {
    case 'decided':
    case 'proposed':
      return [
        code('CONTAINS', attribute, GRADE_CODES[standing.grade]),
        ...disorder(condition, standing.grade),
      ]
    case 'uncertain':
      return [code('CONTAINS', attribute, SCT.indeterminate)]
    case 'set-aside':
    case 'not-assessed':
      return [code('CONTAINS', attribute, CAUDA.notAssessed)]
  }
}

function disorder(condition: ReportCell['condition'], grade: Grade): SrItem[] {
  if (grade === 'normal_mild') return []
  return [
    code('CONTAINS', DCM.finding, disorderCode(condition)),
    code('CONTAINS', SCT.severity, GRADE_CODES[grade]),
  ]
}

function decisionItems({ proposed, mode, place }: Decision): SrItem[] {
  return [
    ...(proposed === undefined ? [] : [code('CONTAINS', CAUDA.proposedThen, GRADE_CODES[proposed])]),
    ...(mode === undefined ? [] : [text('CONTAINS', CAUDA.reading, mode)]),
    ...(place === undefined ? [] : [text('CONTAINS', CAUDA.place, place.join(' '))]),
  ]
}

function where({ level, condition }: ReportCell): SrItem {
  return site(LEVEL_CODES[level], sideCode(condition))
}

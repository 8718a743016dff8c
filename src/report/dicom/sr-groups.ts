import { cellKey, UNNAMED_READER } from '../../domain/decision.ts'
import type { Decision } from '../../domain/decision.ts'
import type { BoxPx } from '../../domain/geometry.ts'
import { asRead, proposalOf } from '../../domain/finding.ts'
import type { Assessment, Evidence, Measurement } from '../../domain/finding.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { GRADES } from '../../domain/severity.ts'
import {
  cauda,
  CAUDA,
  DCM,
  findingCode,
  GRADE_CODES,
  LEVEL_CODES,
  MEASUREMENT_CODES,
  PROBABILITY_CODES,
  SCT,
  sideCode,
  UNITS,
} from '../coding/codes.ts'
import type { Code } from '../coding/codes.ts'
import { asPersonName } from '../coding/person-name.ts'
import { dicomDateTime } from './sr-time.ts'
import type { Relationship, SrItem } from './sr-content.ts'
import type { ReportCell, ReportImage, ReportLevel, ReportModel } from '../model/report-model.ts'
import { uidFrom } from '../../dicom/uid.ts'

/**
 * The measurement groups of the report, level by level: one for each cell that the model speaks to, one for each that the reader
 * spoke to, one for a level's measurements. Model and reader never share a group: the model's names its algorithm (TID 4019), the
 * reader's its person (TID 1003). Groups with a region on an image are planar (TID 1410). `unplaced` are those of places that were
 * not found on any image: OHIF 3.12 takes a group without coordinates among the measurements for an error.
 */
export function measurementGroups(model: ReportModel): {
  readonly placed: readonly SrItem[]
  readonly unplaced: readonly SrItem[]
} {
  const groups = model.levels.flatMap((level) => [
    ...level.cells.flatMap((cell) => {
      const where = placeOn(level, cell.assessment)
      return [modelGroup(model, cell, where), ...readerGroups(model, cell, where)]
    }),
    ...measuredGroups(model, level),
  ])
  const isPlaced = ({ children = [] }: SrItem) => children.some(({ type }) => type === 'SCOORD')
  return { placed: groups.filter(isPlaced), unplaced: groups.filter((group) => !isPlaced(group)) }
}

/** A box on an image. */
type Place = Pick<Evidence, 'boxPx' | 'imageId'>

/** What the network read; where none did, the disc that the cell lies at; undefined when that was not found either. */
function placeOn({ located }: ReportLevel, assessment: Assessment): Place | undefined {
  return asRead(assessment)?.evidence ?? located
}

/** Marks a reader's group; `restore-review.ts` finds it by this. */
export function readerTrackingId(cell: Pick<ReportCell, 'level' | 'condition'>): string {
  return `${cellKey(cell.level, cell.condition)} reader`
}

function modelGroup(model: ReportModel, cell: ReportCell, where: Place | undefined): SrItem {
  const { assessment } = cell
  return {
    type: 'CONTAINER',
    relationship: 'CONTAINS',
    name: DCM.measurementGroup,
    template: templateOf(where),
    children: [
      ...tracking(model, `${cellKey(cell.level, cell.condition)} model`),
      ...what(cell),
      ...regions(model, where),
      ...algorithm(model, asRead(assessment)?.evidence.network),
      ...modelStatement(cell, assessment),
    ],
  }
}

function modelStatement({ standing }: ReportCell, assessment: Assessment): SrItem[] {
  if (assessment.kind === 'not-assessed')
    return [
      code('CONTAINS', SCT.severity, CAUDA.notAssessed),
      text(
        'CONTAINS',
        CAUDA.reason,
        standing.kind === 'not-assessed' ? standing.why : assessment.reason.kind,
      ),
    ]
  const { probabilities } = assessment
  const proposed = proposalOf(assessment)
  return [
    ...GRADES.map((grade) => ({
      type: 'NUM' as const,
      relationship: 'CONTAINS' as const,
      name: PROBABILITY_CODES[grade],
      value: Number((100 * probabilities[grade]).toFixed(4)),
      unit: UNITS['%'],
    })),
    ...(proposed === undefined ? [] : [code('CONTAINS', SCT.severity, GRADE_CODES[proposed])]),
    code('CONTAINS', CAUDA.modelCertainty, proposed === undefined ? CAUDA.abstains : CAUDA.certain),
  ]
}

/** What the reader said of a cell: a decision with its note, or a note alone. */
function readerGroups(model: ReportModel, cell: ReportCell, where: Place | undefined): SrItem[] {
  const { decision, note = '' } = cell
  if (decision === undefined && note === '') return []
  return [
    {
      type: 'CONTAINER',
      relationship: 'CONTAINS',
      name: DCM.measurementGroup,
      template: templateOf(where),
      ...(decision && { observedAt: dicomDateTime(decision.at) }),
      children: [
        ...personObserver(decision?.reader ?? model.reader),
        ...tracking(model, readerTrackingId(cell)),
        ...what(cell),
        ...regions(model, where),
        ...(decision === undefined ? [] : decisionItems(decision)),
        ...(note === '' ? [] : [text('CONTAINS', DCM.comment, note)]),
      ],
    },
  ]
}

/** TID 1003: a reader by name, or as one who gave none. */
export function personObserver(reader: string | undefined): SrItem[] {
  return [
    code('HAS OBS CONTEXT', DCM.observerType, DCM.person),
    {
      type: 'PNAME',
      relationship: 'HAS OBS CONTEXT',
      name: DCM.personObserverName,
      personName: asPersonName(reader ?? UNNAMED_READER),
    },
  ]
}

function decisionItems({ grade, proposed, mode, place }: Decision): SrItem[] {
  return [
    code('CONTAINS', SCT.severity, grade === 'not_assessed' ? CAUDA.notAssessed : GRADE_CODES[grade]),
    ...(proposed === undefined ? [] : [code('CONTAINS', CAUDA.proposedThen, GRADE_CODES[proposed])]),
    ...(mode === undefined ? [] : [text('CONTAINS', CAUDA.reading, mode)]),
    ...(place === undefined ? [] : [text('CONTAINS', CAUDA.place, place.join(' '))]),
  ]
}

function measuredGroups(model: ReportModel, { level, located, measurements }: ReportLevel): SrItem[] {
  if (measurements.length === 0) return []
  const image = located === undefined ? undefined : imageOf(model, located.imageId)
  return [
    {
      type: 'CONTAINER',
      relationship: 'CONTAINS',
      name: DCM.measurementGroup,
      template: templateOf(located),
      children: [
        ...tracking(model, `${level} measurements`),
        ...regions(model, located),
        text('CONTAINS', DCM.comment, `Measured on ${LEVEL_NAMES[level]} by the model`),
        site(LEVEL_CODES[level], undefined),
        ...algorithm(model, undefined),
        ...measurements.map((measurement) => measured(measurement, image)),
      ],
    },
  ]
}

/** TID 300: a value with its method and the image that it was measured on. */
function measured(
  { name, value, uncertainty, unit, method }: Measurement,
  image: ReportImage | undefined,
): SrItem {
  const source: SrItem[] =
    image === undefined
      ? []
      : [{ type: 'IMAGE', relationship: 'INFERRED FROM', name: DCM.sourceOfMeasurement, image }]
  return {
    type: 'NUM',
    relationship: 'CONTAINS',
    name: MEASUREMENT_CODES[name],
    value: Number(value.toFixed(4)),
    unit: UNITS[unit],
    children: [
      code('HAS CONCEPT MOD', SCT.measurementMethod, cauda(method, method.replaceAll('-', ' '))),
      {
        type: 'NUM',
        relationship: 'HAS PROPERTIES',
        name: CAUDA.standardUncertainty,
        value: Number(uncertainty.toFixed(4)),
        unit: UNITS[unit],
      },
      ...source,
    ],
  }
}

function what({ level, condition }: ReportCell): SrItem[] {
  return [
    code('CONTAINS', DCM.finding, findingCode(condition)),
    site(LEVEL_CODES[level], sideCode(condition)),
  ]
}

function site(level: Code, side: Code | undefined): SrItem {
  const item = code('HAS CONCEPT MOD', SCT.findingSite, level)
  return side === undefined ? item : { ...item, children: [code('HAS CONCEPT MOD', SCT.laterality, side)] }
}

function templateOf(where: Place | undefined): string {
  return where === undefined ? '1501' : '1410'
}

function regions(model: ReportModel, where: Place | undefined): SrItem[] {
  if (where === undefined) return []
  return [
    {
      type: 'SCOORD',
      relationship: 'CONTAINS',
      name: DCM.imageRegion,
      polyline: corners(where.boxPx),
      children: [{ type: 'IMAGE', relationship: 'SELECTED FROM', image: imageOf(model, where.imageId) }],
    },
  ]
}

/** Our (0, 0) is the centre of the first pixel, DICOM's its outer corner (PS3.3 C.18.6.1.2). */
function corners([x, y, width, height]: BoxPx): number[] {
  const [left, top, right, bottom] = [x + 0.5, y + 0.5, x + width + 0.5, y + height + 0.5]
  return [left, top, right, top, right, bottom, left, bottom, left, top]
}

/** TID 4019. */
function algorithm({ pack, engine }: ReportModel, network: string | undefined): SrItem[] {
  const parameters = [
    `pack=${pack.id}`,
    `sha256=${pack.sha256}`,
    `backend=${engine.backend}`,
    `preprocessing=${engine.preprocessingVersion}`,
    ...(network === undefined ? [] : [`network=${network}`]),
  ]
  return [
    text('HAS CONCEPT MOD', DCM.algorithmName, pack.name),
    text('HAS CONCEPT MOD', DCM.algorithmVersion, pack.version),
    ...parameters.map((parameter) => text('HAS CONCEPT MOD', DCM.algorithmParameters, parameter)),
  ]
}

function tracking({ study }: ReportModel, identifier: string): SrItem[] {
  return [
    text('HAS OBS CONTEXT', DCM.trackingIdentifier, identifier),
    {
      type: 'UIDREF',
      relationship: 'HAS OBS CONTEXT',
      name: DCM.trackingUid,
      uid: uidFrom(`${study.studyInstanceUid} ${identifier}`),
    },
  ]
}

function imageOf({ images }: ReportModel, imageId: string): ReportImage {
  const image = images[imageId]
  if (image === undefined) throw new Error(`no image ${imageId} in the report`)
  return image
}

function code(relationship: Relationship, name: Code, value: Code): SrItem {
  return { type: 'CODE', relationship, name, code: value }
}

function text(relationship: Relationship, name: Code, value: string): SrItem {
  return { type: 'TEXT', relationship, name, text: value }
}

import { cellKey } from '../../domain/decision.ts'
import { proposalOf } from '../../domain/finding.ts'
import type { Measurement, NotAssessedReason, ReadAssessment } from '../../domain/finding.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import { GRADE_NAMES, GRADES } from '../../domain/severity.ts'
import type { Grade } from '../../domain/severity.ts'
import {
  CAUDA,
  findingCode,
  GRADE_CODES,
  LEVEL_CODES,
  MEASUREMENT_CODES,
  PROBABILITY_CODES,
  SCT,
  sideCode,
} from '../coding/codes.ts'
import { concept, entryOf, UCUM_SYSTEM } from './fhir-elements.ts'
import type { CodeableConcept, Entry, Quantity, Reference } from './fhir-elements.ts'
import { attributionOf, conditionInWords, placeOf } from '../sentences/statement.ts'
import type { ReportCell, ReportModel } from '../model/report-model.ts'

/** What every observation of one report points to. */
export type Surroundings = {
  readonly patient: Reference
  readonly study: Reference
  readonly device: Reference
  readonly reader: Reference | undefined
}

const ABSENT_REASON = {
  'level-not-found': 'unknown',
  'no-series': 'not-performed',
  'not-covered': 'not-performed',
  'no-network': 'unsupported',
  unreadable: 'error',
  withheld: 'unknown',
} as const satisfies Record<NotAssessedReason['kind'], string>

/**
 * One Observation a cell. Its value is what the report stands behind: the reader's grade where there is one (the reader is then the
 * performer), else the model's. The model's own grade and probabilities are components and stay whatever the reader decided.
 */
export function cellObservation(model: ReportModel, cell: ReportCell, around: Surroundings): Entry {
  const { level, condition, assessment, decision, note } = cell
  return entryOf(`${identityOf(model)} ${cellKey(level, condition)}`, {
    resourceType: 'Observation',
    ...common(model, around),
    code: concept(
      findingCode(condition),
      `${LEVEL_NAMES[level]} ${conditionInWords(condition)} (${attributionOf(cell)})`,
    ),
    ...(decision === undefined || around.reader === undefined ? {} : { performer: [around.reader] }),
    ...valueOf(cell),
    ...(note === undefined || note === ''
      ? {}
      : { note: [{ text: note, ...(decision && { time: decision.at }) }] }),
    bodySite: bodySiteOf(cell),
    ...(assessment.kind === 'not-assessed' ? {} : { device: around.device }),
    component: componentsOf(cell),
  })
}

/** FHIR's own extension: the standard deviation, in the quantity's unit. */
const UNCERTAINTY = 'http://hl7.org/fhir/StructureDefinition/iso21090-uncertainty'

/** One Observation a measurement. */
export function measurementObservation(
  model: ReportModel,
  { level, name, value, uncertainty, unit, method }: Measurement,
  around: Surroundings,
): Entry {
  return entryOf(`${identityOf(model)} ${level} ${name}`, {
    resourceType: 'Observation',
    ...common(model, around),
    code: concept(MEASUREMENT_CODES[name]),
    valueQuantity: { ...quantity(value, unit), extension: [{ url: UNCERTAINTY, valueDecimal: uncertainty }] },
    bodySite: concept(LEVEL_CODES[level]),
    method: { text: method },
    device: around.device,
  })
}

/** The same cells of another report of the same study are other resources. */
export function identityOf({ study, generatedAt, identifiers }: ReportModel): string {
  return `${study.studyInstanceUid} ${generatedAt} ${identifiers}`
}

function common({ study, generatedAt }: ReportModel, { patient, study: imagingStudy }: Surroundings): object {
  return {
    status: 'preliminary',
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: 'imaging',
            display: 'Imaging',
          },
        ],
      },
    ],
    subject: patient,
    ...(study.date === undefined ? {} : { effectiveDateTime: study.date }),
    issued: generatedAt,
    derivedFrom: [imagingStudy],
  }
}

function valueOf({ standing, assessment }: ReportCell): object {
  switch (standing.kind) {
    case 'decided':
    case 'proposed':
      return { valueCodeableConcept: gradeConcept(standing.grade) }
    case 'uncertain':
      return { valueCodeableConcept: concept(CAUDA.abstains, 'Uncertain') }
    case 'set-aside':
      return { dataAbsentReason: absent('unknown', 'set aside by the reader') }
    case 'not-assessed':
      return {
        dataAbsentReason: absent(
          assessment.kind === 'not-assessed' ? ABSENT_REASON[assessment.reason.kind] : 'unknown',
          standing.why,
        ),
      }
  }
}

function componentsOf({ condition, assessment, decision }: ReportCell): object[] | undefined {
  const side = sideCode(condition)
  const components = [
    ...(side === undefined ? [] : [{ code: concept(SCT.laterality), valueCodeableConcept: concept(side) }]),
    ...(assessment.kind === 'not-assessed' ? [] : modelComponents(assessment)),
    ...(decision === undefined ? [] : [{ code: { text: 'Decided at' }, valueDateTime: decision.at }]),
  ]
  return components.length === 0 ? undefined : components
}

function modelComponents(assessment: ReadAssessment): object[] {
  const { probabilities } = assessment
  const proposed = proposalOf(assessment)
  return [
    ...(proposed === undefined
      ? []
      : [{ code: { text: 'Grade proposed by the model' }, valueCodeableConcept: gradeConcept(proposed) }]),
    ...GRADES.map((grade) => ({
      code: concept(PROBABILITY_CODES[grade]),
      valueQuantity: quantity(Number((100 * probabilities[grade]).toFixed(4)), '%'),
    })),
    {
      code: concept(CAUDA.modelCertainty),
      valueCodeableConcept: concept(proposed === undefined ? CAUDA.abstains : CAUDA.certain),
    },
  ]
}

function gradeConcept(grade: Grade): CodeableConcept {
  return concept(GRADE_CODES[grade], GRADE_NAMES[grade])
}

function absent(code: string, text: string): CodeableConcept {
  return {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code }],
    text,
  }
}

function bodySiteOf({ level, condition }: ReportCell): CodeableConcept {
  return concept(LEVEL_CODES[level], `${LEVEL_NAMES[level]}, ${placeOf(condition)}`)
}

function quantity(value: number, unit: Measurement['unit']): Quantity {
  return { value, unit, system: UCUM_SYSTEM, code: unit }
}

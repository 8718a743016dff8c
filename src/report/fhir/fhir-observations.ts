import { cellKey } from '../../domain/decision.ts'
import type { Decision } from '../../domain/decision.ts'
import { proposalOf } from '../../domain/finding.ts'
import type { DiscFinding, Measurement, NotAssessedReason, ReadAssessment } from '../../domain/finding.ts'
import { LEVEL_NAMES } from '../../domain/level.ts'
import type { Level } from '../../domain/level.ts'
import { GRADE_NAMES, GRADES } from '../../domain/severity.ts'
import type { Grade } from '../../domain/severity.ts'
import {
  attributeCode,
  CAUDA,
  discFindingCode,
  GRADE_CODES,
  LEVEL_CODES,
  MEASUREMENT_CODES,
  PROBABILITY_CODES,
  SCT,
  sideCode,
} from '../coding/codes.ts'
import { concept, entryOf, UCUM_SYSTEM } from './fhir-elements.ts'
import type { CodeableConcept, Entry, Quantity, Reference } from './fhir-elements.ts'
import { placeOf } from '../sentences/statement.ts'
import type { ReportCell, ReportModel } from '../model/report-model.ts'

/** What every observation of one report points to. */
export type Surroundings = {
  readonly patient: Reference
  readonly study: Reference
  readonly device: Reference
  /** The practitioner who made a decision. */
  readonly readerOf: (decision: Decision) => Reference
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
 * One Observation a cell. Its code is the attribute that is graded, never a disorder. Its value is what the report stands behind: the
 * reader's grade where there is one, else the model's. A decision names its reader as performer, and the model as device only
 * where its grade was confirmed. The model's own grade and probabilities are components and stay whatever the reader decided.
 */
export function cellObservation(model: ReportModel, cell: ReportCell, around: Surroundings): Entry {
  const { level, condition, decision, note } = cell
  return entryOf(`${identityOf(model)} ${cellKey(level, condition)}`, {
    resourceType: 'Observation',
    ...common(model, around),
    code: concept(attributeCode(condition)),
    ...(decision === undefined ? {} : { performer: [around.readerOf(decision)] }),
    ...valueOf(cell),
    ...(note === undefined || note === ''
      ? {}
      : { note: [{ text: note, ...(decision && { time: decision.at }) }] }),
    bodySite: bodySiteOf(cell),
    ...(isOfTheModel(cell) ? { device: around.device } : {}),
    component: componentsOf(cell),
  })
}

/** Whether the value of a cell is, or confirms, what the model says. */
function isOfTheModel({ standing }: ReportCell): boolean {
  if (standing.kind === 'decided') return standing.change === 'confirmed'
  return standing.kind === 'proposed' || standing.kind === 'uncertain'
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
    bodySite: siteOf(level),
    method: { text: method },
    device: around.device,
  })
}

/** One Observation a disc finding: the expected Pfirrmann grade, or a probability. */
export function discObservation(
  model: ReportModel,
  { level, name, value }: DiscFinding,
  around: Surroundings,
): Entry {
  const isGrade = name === 'pfirrmann'
  return entryOf(`${identityOf(model)} ${level} disc ${name}`, {
    resourceType: 'Observation',
    ...common(model, around),
    code: concept(discFindingCode(name)),
    valueQuantity: quantity(toDecimals(isGrade ? value : 100 * value), isGrade ? '1' : '%'),
    bodySite: siteOf(level),
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
      return { valueCodeableConcept: concept(SCT.indeterminate, 'Uncertain: the model abstains') }
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
    ...(decision === undefined ? [] : decisionComponents(decision)),
  ]
  return components.length === 0 ? undefined : components
}

function decisionComponents({ at, mode, proposed }: Decision): object[] {
  return [
    { code: concept(CAUDA.decidedAt), valueDateTime: at },
    ...(mode === undefined ? [] : [{ code: concept(CAUDA.reading), valueString: mode }]),
    ...(proposed === undefined
      ? []
      : [{ code: concept(CAUDA.proposedThen), valueCodeableConcept: gradeConcept(proposed) }]),
  ]
}

function modelComponents(assessment: ReadAssessment): object[] {
  const { probabilities } = assessment
  const proposed = proposalOf(assessment)
  const open = assessment.kind === 'graded' ? assessment.notExcluded : undefined
  return [
    {
      code: concept(CAUDA.modelGrade),
      valueCodeableConcept: proposed === undefined ? concept(CAUDA.abstains) : gradeConcept(proposed),
    },
    ...GRADES.map((grade) => ({
      code: concept(PROBABILITY_CODES[grade]),
      valueQuantity: quantity(toDecimals(100 * probabilities[grade]), '%'),
    })),
    ...(open === undefined
      ? []
      : [{ code: concept(CAUDA.notExcluded), valueCodeableConcept: gradeConcept(open) }]),
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

function siteOf(level: Level): CodeableConcept {
  return concept(LEVEL_CODES[level], LEVEL_NAMES[level])
}

function quantity(value: number, unit: Measurement['unit'] | '1'): Quantity {
  return { value, unit, system: UCUM_SYSTEM, code: unit }
}

function toDecimals(value: number): number {
  return Number(value.toFixed(4))
}

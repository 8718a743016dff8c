import { UNNAMED_READER } from '../../domain/decision.ts'
import { sectionLines } from '../../domain/report-text.ts'
import { CAUDA, DCM } from '../coding/codes.ts'
import { concept, entryOf, narrative, referenceTo } from './fhir-elements.ts'
import type { Entry, Reference } from './fhir-elements.ts'
import { cellObservation, discObservation, identityOf, measurementObservation } from './fhir-observations.ts'
import type { Surroundings } from './fhir-observations.ts'
import { nameParts, readablePersonName } from '../coding/person-name.ts'
import { sectionOf } from '../model/report-model.ts'
import type { ReportModel } from '../model/report-model.ts'
import { uuidFrom } from '../../dicom/uid.ts'

/** DICOM's sexes as FHIR's administrative genders. */
const GENDERS: Readonly<Record<string, string>> = { M: 'male', F: 'female', O: 'other' }

/**
 * report.fhir.json: a FHIR R4 Bundle (collection) of Patient, ImagingStudy, Device, each reader as Practitioner, an Observation a
 * cell, a measurement and a disc finding, and a preliminary DiagnosticReport over them. Indented by two spaces, ending in a newline.
 */
export function writeFhir(model: ReportModel): string {
  const patient = patientEntry(model)
  const study = imagingStudyEntry(model, referenceTo(patient))
  const device = deviceEntry(model)
  const readers = readersOf(model).map((name) => practitionerEntry(model, name))
  const around: Surroundings = {
    patient: referenceTo(patient),
    study: referenceTo(study),
    device: referenceTo(device, 'The model'),
    readerOf: ({ reader }) => referenceTo(practitionerEntry(model, reader ?? UNNAMED_READER), 'The reader'),
  }
  const observations = model.levels.flatMap(({ cells, measurements, discFindings }) => [
    ...cells.map((cell) => cellObservation(model, cell, around)),
    ...measurements.map((measurement) => measurementObservation(model, measurement, around)),
    ...discFindings.map((finding) => discObservation(model, finding, around)),
  ])
  const interpreters = readers.map((reader) => referenceTo(reader, 'The reader'))
  const report = reportEntry(model, around, interpreters, observations)
  const bundle = {
    resourceType: 'Bundle',
    id: uuidFrom(`${identityOf(model)} bundle`),
    type: 'collection',
    timestamp: model.generatedAt,
    entry: [report, patient, study, device, ...readers, ...observations],
  }
  return `${JSON.stringify(bundle, null, 2)}\n`
}

/** Only what the study's header holds; nothing but the resource itself when identifiers are omitted. */
function patientEntry(model: ReportModel): Entry {
  const { patient } = model
  const { family, given } = nameParts(patient?.name ?? '')
  const hasName = family !== undefined || given.length > 0
  return entryOf(`${identityOf(model)} patient`, {
    resourceType: 'Patient',
    identifier: patient?.id === undefined ? undefined : [{ value: patient.id }],
    name: hasName
      ? [
          {
            text: readablePersonName(patient?.name ?? ''),
            family,
            given: given.length > 0 ? given : undefined,
          },
        ]
      : undefined,
    gender: patient?.sex === undefined ? undefined : (GENDERS[patient.sex] ?? 'unknown'),
    birthDate: isoDate(patient?.birthDate),
  })
}

function imagingStudyEntry(model: ReportModel, patient: Reference): Entry {
  const { study } = model
  return entryOf(`${identityOf(model)} study`, {
    resourceType: 'ImagingStudy',
    identifier: [
      { system: 'urn:dicom:uid', value: `urn:oid:${study.studyInstanceUid}` },
      ...(study.accessionNumber === undefined || study.accessionNumber === ''
        ? []
        : [
            {
              type: {
                coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }],
              },
              value: study.accessionNumber,
            },
          ]),
    ],
    status: 'available',
    modality: concept(DCM.magneticResonance).coding,
    subject: patient,
    started: isoDate(study.date),
    description: study.description,
    numberOfSeries: seriesUids(model).length,
    series: seriesElements(model),
  })
}

/** The series of the report, and those that its images came with where a series was joined from several. */
function seriesUids({ series, images }: ReportModel): readonly string[] {
  const ofImages = Object.values(images).map(({ seriesInstanceUid }) => seriesInstanceUid)
  return [...new Set([...series.map(({ seriesInstanceUid }) => seriesInstanceUid), ...ofImages])]
}

/** One element a series, with the instances that the report points to. */
function seriesElements(model: ReportModel): object[] {
  const { series, images } = model
  return seriesUids(model).map((uid) => {
    const parts = series.filter((one) => one.seriesInstanceUid === uid)
    const referenced = Object.values(images).filter((image) => image.seriesInstanceUid === uid)
    const instances = new Map(referenced.map((image) => [image.sopInstanceUid, image]))
    return {
      uid,
      modality: concept(DCM.magneticResonance).coding?.[0],
      description: parts[0]?.description === '' ? undefined : parts[0]?.description,
      instance:
        instances.size === 0
          ? undefined
          : [...instances.values()].map(({ sopInstanceUid, sopClassUid }) => ({
              uid: sopInstanceUid,
              sopClass: { system: 'urn:ietf:rfc:3986', code: `urn:oid:${sopClassUid}` },
            })),
    }
  })
}

function deviceEntry({ pack, engine }: ReportModel): Entry {
  return entryOf(`${pack.sha256} ${engine.appVersion} ${engine.backend}`, {
    resourceType: 'Device',
    identifier: [{ value: `sha256:${pack.sha256}` }],
    status: 'active',
    manufacturer: 'Cauda project',
    deviceName: [{ name: `${pack.name} (${pack.id})`, type: 'model-name' }],
    type: { text: 'Machine learning model, research use only' },
    version: [
      { type: { text: 'model pack' }, value: pack.version },
      { type: { text: 'Cauda' }, value: engine.appVersion },
      { type: { text: 'preprocessing' }, value: String(engine.preprocessingVersion) },
    ],
    note: [{ text: `Ran on ${engine.backend} (${engine.adapter}).` }],
  })
}

/** Whoever decided a cell, and who reads at this desk, each once. */
function readersOf({ levels, reader }: ReportModel): readonly string[] {
  const deciding = levels.flatMap(({ cells }) =>
    cells.flatMap(({ decision }) => (decision === undefined ? [] : [decision.reader ?? UNNAMED_READER])),
  )
  return [...new Set([...(reader === undefined ? [] : [reader]), ...deciding])]
}

function practitionerEntry(model: ReportModel, name: string): Entry {
  return entryOf(`${identityOf(model)} reader ${name}`, {
    resourceType: 'Practitioner',
    name: [{ text: name }],
  })
}

function reportEntry(
  model: ReportModel,
  around: Surroundings,
  interpreters: readonly Reference[],
  observations: readonly Entry[],
): Entry {
  const { text, study, generatedAt } = model
  const category = { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'NMR' }
  const impression = sectionLines(sectionOf(model, 'impression'))
  return entryOf(`${identityOf(model)} report`, {
    resourceType: 'DiagnosticReport',
    language: 'en',
    text: narrative(text.title, [
      { sentences: [text.researchUse, text.status] },
      ...text.sections.flatMap((section) => {
        const sentences = sectionLines(section)
        return sentences.length === 0 ? [] : [{ heading: section.heading, sentences }]
      }),
    ]),
    status: 'preliminary',
    category: [{ coding: [category] }],
    code: concept(CAUDA.lumbarMri, text.title),
    subject: around.patient,
    effectiveDateTime: isoDate(study.date),
    issued: generatedAt,
    resultsInterpreter: interpreters.length === 0 ? undefined : interpreters,
    result: observations.map((entry) => referenceTo(entry)),
    imagingStudy: [around.study],
    conclusion: [...impression, text.researchUse].join('\n'),
  })
}

/** `YYYY-MM-DD` from that or DICOM's `YYYYMMDD`; undefined for anything else, which FHIR's date could not hold. */
function isoDate(date: string | undefined): string | undefined {
  const digits = (date ?? '').replaceAll('-', '')
  return /^\d{8}$/u.test(digits) ? digits.replace(/^(\d{4})(\d\d)(\d\d)$/u, '$1-$2-$3') : undefined
}

import { encodeDicomFile, EXPLICIT_LITTLE_ENDIAN } from '../domain/dicom-encoding.ts'
import type { DicomDataSet } from '../domain/dicom-encoding.ts'
import { CAUDA, CAUDA_SCHEME_UID, DCM, ENGLISH } from './codes.ts'
import type { Code } from './codes.ts'
import { imageReference, itemDataSet } from './sr-content.ts'
import type { SrItem } from './sr-content.ts'
import { measurementGroups } from './sr-groups.ts'
import { dicomDate, dicomTime } from './sr-time.ts'
import type { ReportImage, ReportModel } from './report-model.ts'
import { uidFrom } from './uid.ts'

const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33'
const MANUFACTURER = 'Cauda project'

/**
 * The report as a DICOM Part 10 file: a Comprehensive SR with a TID 1500 Measurement Report, in the source study, in UTF-8,
 * explicit little endian. Preliminary and unverified always; PARTIAL while a cell waits for the reader.
 */
export function writeStructuredReport(model: ReportModel): Uint8Array<ArrayBuffer> {
  return encodeDicomFile(
    {
      ...patientAndStudy(model),
      ...seriesAndEquipment(model),
      ...documentGeneral(model),
      ...itemDataSet(contentOf(model)),
    },
    EXPLICIT_LITTLE_ENDIAN,
  )
}

function patientAndStudy({ patient, study }: ReportModel): DicomDataSet {
  const sex = patient?.sex ?? ''
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    PatientName: patient?.name ?? '',
    PatientID: patient?.id ?? '',
    PatientBirthDate: dicomDate(patient?.birthDate),
    PatientSex: ['M', 'F', 'O'].includes(sex) ? sex : '',
    PatientAge: patient?.ageYears === undefined ? undefined : ageString(patient.ageYears),
    PatientIdentityRemoved: patient === undefined ? 'YES' : undefined,
    DeidentificationMethod:
      patient === undefined ? 'Identifiers left out by Cauda at the choice of its user' : undefined,
    StudyInstanceUID: study.studyInstanceUid,
    StudyDate: dicomDate(study.date),
    StudyTime: '',
    ReferringPhysicianName: '',
    StudyID: '',
    AccessionNumber: study.accessionNumber ?? '',
    StudyDescription: study.description === undefined ? undefined : shortString(study.description),
  }
}

function seriesAndEquipment({ study, engine }: ReportModel): DicomDataSet {
  return {
    Modality: 'SR',
    SeriesInstanceUID: uidFrom(`${study.studyInstanceUid} Cauda SR series`),
    SeriesNumber: 9900,
    SeriesDescription: 'Cauda: stenosis grades (research use only)',
    ReferencedPerformedProcedureStepSequence: [],
    Manufacturer: MANUFACTURER,
    ManufacturerModelName: 'Cauda',
    SoftwareVersions: shortString(engine.appVersion),
  }
}

function documentGeneral(model: ReportModel): DicomDataSet {
  const { date, time, offset } = dicomTime(model.generatedAt)
  const open = model.counts.proposed + model.counts.uncertain
  return {
    SOPClassUID: COMPREHENSIVE_SR,
    SOPInstanceUID: uidFrom(identityOf(model)),
    InstanceNumber: 1,
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    ContentDate: date,
    ContentTime: time,
    TimezoneOffsetFromUTC: offset,
    CompletionFlag: open === 0 ? 'COMPLETE' : 'PARTIAL',
    VerificationFlag: 'UNVERIFIED',
    PreliminaryFlag: 'PRELIMINARY',
    PerformedProcedureCodeSequence: [],
    CurrentRequestedProcedureEvidenceSequence: evidenceOf(model),
    CodingSchemeIdentificationSequence: [
      {
        CodingSchemeDesignator: '99CAUDA',
        CodingSchemeUID: CAUDA_SCHEME_UID,
        CodingSchemeName: 'Cauda private codes, docs/decisions/0070-codes.md',
        CodingSchemeResponsibleOrganization: MANUFACTURER,
      },
    ],
  }
}

function contentOf(model: ReportModel): SrItem {
  return {
    type: 'CONTAINER',
    name: DCM.imagingMeasurementReport,
    template: '1500',
    children: [
      modifier(DCM.language, ENGLISH),
      ...deviceObserver(model),
      modifier(DCM.procedureReported, CAUDA.lumbarMri),
      ...imageLibrary(model),
      {
        type: 'CONTAINER',
        relationship: 'CONTAINS',
        name: DCM.imagingMeasurements,
        children: measurementGroups(model),
      },
      { type: 'TEXT', relationship: 'CONTAINS', name: CAUDA.researchUse, text: model.sections.researchUse },
      ...(model.notes === ''
        ? []
        : [{ type: 'TEXT', relationship: 'CONTAINS', name: DCM.comment, text: model.notes } as const]),
    ],
  }
}

/** TID 1004: the software that made the document. */
function deviceObserver({ engine }: ReportModel): SrItem[] {
  const relationship = 'HAS OBS CONTEXT'
  return [
    { type: 'CODE', relationship, name: DCM.observerType, code: DCM.device },
    { type: 'UIDREF', relationship, name: DCM.deviceObserverUid, uid: uidFrom(`Cauda ${engine.appVersion}`) },
    { type: 'TEXT', relationship, name: DCM.deviceObserverName, text: `Cauda ${engine.appVersion}` },
    { type: 'TEXT', relationship, name: DCM.deviceObserverManufacturer, text: MANUFACTURER },
    { type: 'TEXT', relationship, name: DCM.deviceObserverModel, text: 'Cauda' },
  ]
}

/** TID 1600: the images that the groups point to. Left out when nothing was read. */
function imageLibrary({ images }: ReportModel): SrItem[] {
  const entries = Object.values(images)
  if (entries.length === 0) return []
  const group: SrItem = {
    type: 'CONTAINER',
    relationship: 'CONTAINS',
    name: DCM.imageLibraryGroup,
    children: [
      { type: 'CODE', relationship: 'HAS ACQ CONTEXT', name: DCM.modality, code: DCM.magneticResonance },
      ...entries.map((image): SrItem => ({ type: 'IMAGE', relationship: 'CONTAINS', image })),
    ],
  }
  return [{ type: 'CONTAINER', relationship: 'CONTAINS', name: DCM.imageLibrary, children: [group] }]
}

/** Every image referred to, once, by series (PS3.3 C.17.2.1). Undefined when there is none: the attribute is conditional. */
function evidenceOf({ images, study }: ReportModel): readonly DicomDataSet[] | undefined {
  const bySeries = new Map<string, Map<string, ReportImage>>()
  for (const image of Object.values(images)) {
    const series = bySeries.get(image.seriesInstanceUid) ?? new Map<string, ReportImage>()
    bySeries.set(image.seriesInstanceUid, series.set(image.sopInstanceUid, image))
  }
  if (bySeries.size === 0) return undefined
  return [
    {
      StudyInstanceUID: study.studyInstanceUid,
      ReferencedSeriesSequence: [...bySeries].map(([uid, references]) => ({
        SeriesInstanceUID: uid,
        ReferencedSOPSequence: [...references.values()].map((image) => ({
          ...imageReference(image),
          ReferencedFrameNumber: undefined,
        })),
      })),
    },
  ]
}

/** What makes this document this document: any other choice or time gives another SOP instance. */
function identityOf({ study, generatedAt, identifiers, pack, levels, notes, reader }: ReportModel): string {
  const decisions = levels.flatMap(({ cells }) => cells.map(({ decision }) => decision ?? null))
  return JSON.stringify([
    study.studyInstanceUid,
    generatedAt,
    identifiers,
    pack.sha256,
    decisions,
    notes,
    reader ?? null,
  ])
}

function modifier(name: Code, code: Code): SrItem {
  return { type: 'CODE', relationship: 'HAS CONCEPT MOD', name, code }
}

function ageString(years: number): string {
  return `${String(Math.min(999, Math.floor(years))).padStart(3, '0')}Y`
}

/** LO: at most 64 characters, no backslash. */
function shortString(text: string): string {
  return text.replaceAll('\\', '/').slice(0, 64)
}

import type { DicomDataSet } from '../../dicom/encoding.ts'
import { CAUDA_SCHEME_UID, DCM } from '../coding/codes.ts'
import type { ReportImage, ReportModel } from '../model/report-model.ts'
import { codeDataSet, imageReference } from './sr-content.ts'
import type { SrItem } from './sr-content.ts'
import { uidFrom } from '../../dicom/uid.ts'
import { dicomClock, dicomDate } from './sr-time.ts'

export const MANUFACTURER = 'Cauda project'

/** Patient and General Study modules (PS3.3 C.7.1.1, C.7.2.1): the source study's, or without who it is when that is left out. */
export function patientAndStudy({ patient, study }: ReportModel): DicomDataSet {
  const sex = patient?.sex ?? ''
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    PatientName: patient?.name ?? '',
    PatientID: patient?.id ?? '',
    IssuerOfPatientID: patient?.issuerOfId,
    PatientBirthDate: dicomDate(patient?.birthDate),
    PatientSex: ['M', 'F', 'O'].includes(sex) ? sex : '',
    PatientAge: patient?.ageYears === undefined ? undefined : ageString(patient.ageYears),
    PatientIdentityRemoved: patient === undefined ? 'YES' : undefined,
    DeidentificationMethod:
      patient === undefined ? 'Identifiers left out by Cauda at the choice of its user' : undefined,
    StudyInstanceUID: study.studyInstanceUid,
    StudyDate: dicomDate(study.date),
    StudyTime: dicomClock(study.time),
    ReferringPhysicianName: study.referringPhysicianName ?? '',
    StudyID: shortString(study.studyId ?? '', 16),
    AccessionNumber: study.accessionNumber ?? '',
    StudyDescription: study.description === undefined ? undefined : shortString(study.description),
  }
}

/** General Equipment module (PS3.3 C.7.5.1). */
export function generalEquipment({ engine }: ReportModel): DicomDataSet {
  return {
    Manufacturer: MANUFACTURER,
    ManufacturerModelName: 'Cauda',
    SoftwareVersions: shortString(engine.appVersion),
  }
}

/**
 * Every image referred to, once, by study and series as they stand in its own header (PS3.3 C.17.2.1). Undefined when there
 * is none: the attribute is conditional.
 */
export function evidenceOf(images: readonly ReportImage[]): readonly DicomDataSet[] | undefined {
  if (images.length === 0) return undefined
  const studies = groupBy(images, ({ studyInstanceUid }) => studyInstanceUid)
  return [...studies].map(([studyUid, ofStudy]) => ({
    StudyInstanceUID: studyUid,
    ReferencedSeriesSequence: [...groupBy(ofStudy, ({ seriesInstanceUid }) => seriesInstanceUid)].map(
      ([seriesUid, ofSeries]) => ({
        SeriesInstanceUID: seriesUid,
        ReferencedSOPSequence: [...groupBy(ofSeries, ({ sopInstanceUid }) => sopInstanceUid).values()].map(
          ([image]) => ({ ...imageReference(image!), ReferencedFrameNumber: undefined }),
        ),
      }),
    ),
  }))
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}

/** What 99CAUDA is, for whoever meets its codes (PS3.3 C.12.1.1.15). */
export function codingSchemes(): DicomDataSet {
  return {
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

/**
 * The model as what contributed to the object (PS3.3 C.12.1.1.5; IHE AI Results): its processing algorithm, under a device UID
 * that another pack or another version of Cauda does not share.
 */
export function contributingEquipment({ engine, pack }: ReportModel): DicomDataSet {
  return {
    ContributingEquipmentSequence: [
      {
        PurposeOfReferenceCodeSequence: [codeDataSet(DCM.processingEquipment)],
        Manufacturer: MANUFACTURER,
        ManufacturerModelName: shortString(pack.name),
        SoftwareVersions: [shortString(pack.version), shortString(`Cauda ${engine.appVersion}`)],
        DeviceUID: deviceUid({ engine, pack }),
        ContributionDescription: `Processing Algorithm: model pack ${pack.id}, SHA-256 ${pack.sha256}`,
      },
    ],
  }
}

function deviceUid({ engine, pack }: Pick<ReportModel, 'engine' | 'pack'>): string {
  return uidFrom(`Cauda ${engine.appVersion} ${pack.sha256}`)
}

/** TID 1004: the software that made the document, with its model. */
export function deviceObserver({ engine, pack }: ReportModel): SrItem[] {
  const relationship = 'HAS OBS CONTEXT'
  return [
    { type: 'CODE', relationship, name: DCM.observerType, code: DCM.device },
    { type: 'UIDREF', relationship, name: DCM.deviceObserverUid, uid: deviceUid({ engine, pack }) },
    { type: 'TEXT', relationship, name: DCM.deviceObserverName, text: `Cauda ${engine.appVersion}` },
    { type: 'TEXT', relationship, name: DCM.deviceObserverManufacturer, text: MANUFACTURER },
    { type: 'TEXT', relationship, name: DCM.deviceObserverModel, text: 'Cauda' },
  ]
}

/** LO: at most 64 characters (SH: 16), no backslash. */
export function shortString(text: string, longest = 64): string {
  return text.replaceAll('\\', '/').slice(0, longest)
}

function ageString(years: number): string {
  return `${String(Math.min(999, Math.floor(years))).padStart(3, '0')}Y`
}

import { encodeDicomFile, EXPLICIT_LITTLE_ENDIAN } from '../../dicom/encoding.ts'
import type { DicomDataSet } from '../../dicom/encoding.ts'
import { CAUDA, DCM, ENGLISH } from '../coding/codes.ts'
import type { Code } from '../coding/codes.ts'
import {
  codingSchemes,
  contributingEquipment,
  deviceObserver,
  evidenceOf,
  generalEquipment,
  patientAndStudy,
} from './dicom-modules.ts'
import { itemDataSet } from './sr-content.ts'
import type { SrItem } from './sr-content.ts'
import { measurementGroups } from './sr-groups.ts'
import { narrativeItems } from './sr-narrative.ts'
import { dicomDateTime, dicomTime } from './sr-time.ts'
import type { ReportModel } from '../model/report-model.ts'
import { uidFrom } from '../../dicom/uid.ts'

const COMPREHENSIVE_3D_SR = '1.2.840.10008.5.1.4.1.1.88.34'

/**
 * The report as a DICOM Part 10 file: a Comprehensive 3D SR with a TID 1500 Measurement Report, in the source study, in UTF-8,
 * explicit little endian. Preliminary and unverified always; PARTIAL while a cell waits for the reader.
 */
export function writeStructuredReport(model: ReportModel): Uint8Array<ArrayBuffer> {
  return encodeDicomFile(
    {
      ...patientAndStudy(model),
      ...seriesOf(model),
      ...generalEquipment(model),
      ...contributingEquipment(model),
      ...documentGeneral(model),
      ...itemDataSet(contentOf(model)),
    },
    EXPLICIT_LITTLE_ENDIAN,
  )
}

function seriesOf({ study }: ReportModel): DicomDataSet {
  return {
    Modality: 'SR',
    SeriesInstanceUID: uidFrom(`${study.studyInstanceUid} Cauda SR series`),
    SeriesNumber: 9900,
    SeriesDescription: 'Cauda: stenosis grades (research use only)',
    ReferencedPerformedProcedureStepSequence: [],
  }
}

function documentGeneral(model: ReportModel): DicomDataSet {
  const { date, time } = dicomTime(model.generatedAt)
  const open = model.counts.proposed + model.counts.uncertain
  return {
    SOPClassUID: COMPREHENSIVE_3D_SR,
    SOPInstanceUID: uidFrom(identityOf(model)),
    InstanceNumber: 1,
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    ContentDate: date,
    ContentTime: time,
    CompletionFlag: open === 0 ? 'COMPLETE' : 'PARTIAL',
    VerificationFlag: 'UNVERIFIED',
    PreliminaryFlag: 'PRELIMINARY',
    PerformedProcedureCodeSequence: [],
    CurrentRequestedProcedureEvidenceSequence: evidenceOf(Object.values(model.images)),
    ...codingSchemes(),
  }
}

function contentOf(model: ReportModel): SrItem {
  const { placed, unplaced } = measurementGroups(model)
  return {
    type: 'CONTAINER',
    name: DCM.imagingMeasurementReport,
    // With its offset. An offset for the whole object would claim the times that were copied from the scanner as well.
    observedAt: dicomDateTime(model.generatedAt),
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
        children: placed,
      },
      ...(unplaced.length === 0
        ? []
        : [
            {
              type: 'CONTAINER',
              relationship: 'CONTAINS',
              name: CAUDA.unplaced,
              children: unplaced,
            } as const,
          ]),
      ...narrativeItems(model),
    ],
  }
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

/** What makes this document this document: any other choice or time gives another SOP instance. */
function identityOf(model: ReportModel): string {
  const { study, generatedAt, identifiers, pack, levels, edits, numbering, reader, annotations } = model
  const decisions = levels.flatMap(({ cells }) => cells.map(({ decision, note }) => [decision ?? null, note]))
  const choices = [identifiers, pack.sha256, decisions, edits, numbering, reader ?? null, annotations]
  return JSON.stringify([study.studyInstanceUid, generatedAt, ...choices])
}

function modifier(name: Code, code: Code): SrItem {
  return { type: 'CODE', relationship: 'HAS CONCEPT MOD', name, code }
}

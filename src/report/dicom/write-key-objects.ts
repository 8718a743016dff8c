import { encodeDicomFile, EXPLICIT_LITTLE_ENDIAN } from '../../dicom/encoding.ts'
import { DCM, ENGLISH } from '../coding/codes.ts'
import {
  codingSchemes,
  contributingEquipment,
  deviceObserver,
  evidenceOf,
  generalEquipment,
  patientAndStudy,
} from './dicom-modules.ts'
import type { ReportModel } from '../model/report-model.ts'
import { itemDataSet } from './sr-content.ts'
import type { SrItem } from './sr-content.ts'
import { dicomDateTime, dicomTime } from './sr-time.ts'
import { uidFrom } from '../../dicom/uid.ts'

const KEY_OBJECT_SELECTION = '1.2.840.10008.5.1.4.1.1.88.59'

/**
 * The images that show the findings as a DICOM Key Object Selection Document (PS3.3 A.35.4, TID 2010): a viewer can jump to them.
 * Undefined when no image shows any: a selection of nothing is not allowed.
 */
export function writeKeyObjects(model: ReportModel): Uint8Array<ArrayBuffer> | undefined {
  const images = model.keyImages.flatMap((id) => model.images[id] ?? [])
  if (images.length === 0) return undefined
  const { date, time } = dicomTime(model.generatedAt)
  const { study, identifiers, keyImages } = model
  return encodeDicomFile(
    {
      ...patientAndStudy(model),
      Modality: 'KO',
      SeriesInstanceUID: uidFrom(`${study.studyInstanceUid} Cauda KO series`),
      SeriesNumber: 9901,
      SeriesDescription: 'Cauda: key images (research use only)',
      ReferencedPerformedProcedureStepSequence: [],
      ...generalEquipment(model),
      ...contributingEquipment(model),
      SOPClassUID: KEY_OBJECT_SELECTION,
      SOPInstanceUID: uidFrom(
        JSON.stringify(['KO', study.studyInstanceUid, model.generatedAt, identifiers, keyImages]),
      ),
      InstanceNumber: 1,
      ContentDate: date,
      ContentTime: time,
      CurrentRequestedProcedureEvidenceSequence: evidenceOf(images),
      ...codingSchemes(),
      ...itemDataSet({
        type: 'CONTAINER',
        name: DCM.ofInterest,
        observedAt: dicomDateTime(model.generatedAt),
        template: '2010',
        children: [
          { type: 'CODE', relationship: 'HAS CONCEPT MOD', name: DCM.language, code: ENGLISH },
          ...deviceObserver(model),
          {
            type: 'TEXT',
            relationship: 'CONTAINS',
            name: DCM.keyObjectDescription,
            text: `Images that show the graded findings, and those that the reader marked. ${model.text.researchUse}`,
          },
          ...images.map((image): SrItem => ({ type: 'IMAGE', relationship: 'CONTAINS', image })),
        ],
      }),
    },
    EXPLICIT_LITTLE_ENDIAN,
  )
}

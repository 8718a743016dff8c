import { encodeDicomFile, EXPLICIT_LITTLE_ENDIAN } from '../../dicom/encoding.ts'
import { drawCapture } from './draw-capture.ts'
import { DCM } from '../coding/codes.ts'
import {
  contributingEquipment,
  generalEquipment,
  MANUFACTURER,
  patientAndStudy,
  shortString,
} from './dicom-modules.ts'
import type { KeyImage } from '../model/key-images.ts'
import type { ReportModel } from '../model/report-model.ts'
import { codeDataSet, imageReference } from './sr-content.ts'
import { dicomTime } from './sr-time.ts'
import { uidFrom } from '../../dicom/uid.ts'

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7'

/**
 * The key images as DICOM Secondary Captures (PS3.3 A.8.1), one file each: 8-bit RGB in the matrix of the source image, with the
 * boxes, their labels and the research-use line burnt in, and a reference to the image that each was made from.
 */
export function writeCaptures(
  model: ReportModel,
  keyImages: readonly KeyImage[],
): readonly Uint8Array<ArrayBuffer>[] {
  return keyImages.map((image, index) => writeCapture(model, image, index + 1))
}

function writeCapture(model: ReportModel, image: KeyImage, number: number): Uint8Array<ArrayBuffer> {
  const { study, engine, identifiers, generatedAt, images } = model
  const source = images[image.imageId]
  if (source === undefined) throw new Error(`no image ${image.imageId} in the report`)
  const { date, time } = dicomTime(generatedAt)
  return encodeDicomFile(
    {
      ...patientAndStudy(model),
      ...(source.burnedIn === 'YES' && { PatientIdentityRemoved: 'NO', DeidentificationMethod: undefined }),
      Modality: 'OT',
      // Unpaired, so that no Laterality is asked for (C.7.3.1).
      BodyPartExamined: 'LSPINE',
      SeriesInstanceUID: uidFrom(`${study.studyInstanceUid} ${generatedAt} ${identifiers} Cauda SC series`),
      SeriesNumber: 9902,
      SeriesDescription: 'Cauda: key images with boxes (research use only)',
      ...generalEquipment(model),
      ...contributingEquipment(model),
      ConversionType: 'WSD',
      SecondaryCaptureDeviceManufacturer: MANUFACTURER,
      SecondaryCaptureDeviceManufacturerModelName: 'Cauda',
      SecondaryCaptureDeviceSoftwareVersions: shortString(engine.appVersion),
      DateOfSecondaryCapture: date,
      SOPClassUID: SECONDARY_CAPTURE,
      SOPInstanceUID: uidFrom(
        JSON.stringify(['SC', study.studyInstanceUid, image.imageId, generatedAt, identifiers, image.boxes]),
      ),
      InstanceNumber: number,
      ImageType: ['DERIVED', 'SECONDARY'],
      ContentDate: date,
      ContentTime: time,
      PatientOrientation: image.orientation,
      DerivationDescription: `Windowed, with boxes burnt in: ${image.title}`,
      SourceImageSequence: [
        {
          ...imageReference(source),
          PurposeOfReferenceCodeSequence: [codeDataSet(DCM.sourceImage)],
        },
      ],
      // What Cauda draws names places and grades, not the patient (C.7.6.1); the source may hold more.
      BurnedInAnnotation: source.burnedIn,
      LossyImageCompression: '00',
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'RGB',
      PlanarConfiguration: 0,
      Rows: image.rows,
      Columns: image.columns,
      PixelSpacing: [...image.spacingMm],
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      PixelData: drawCapture(image),
    },
    EXPLICIT_LITTLE_ENDIAN,
  )
}

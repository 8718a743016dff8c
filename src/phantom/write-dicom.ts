import {
  encodeDicomFile,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  RLE_LOSSLESS,
} from '../dicom/encoding.ts'
import { dot } from '../domain/geometry.ts'
import { normalOf } from '../domain/image-geometry.ts'
import type { ImageGeometry } from '../domain/image-geometry.ts'
import { SIMULATED_PATIENT_ID } from '../domain/simulated.ts'
import { encodeRle16 } from './encode-rle.ts'
import type { PatientPlan } from './plan-patient.ts'
import type { PhantomOptions } from './phantom-options.ts'
import { IMAGING_FREQUENCY_MHZ } from './receive-image.ts'
import type { Protocol } from './scan-protocol.ts'
import { phantomUid } from './dicom-uid.ts'

const MR_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.4'
const STUDY_DATE = '20260105'
const TRANSFER_SYNTAXES = {
  explicit: EXPLICIT_LITTLE_ENDIAN,
  implicit: IMPLICIT_LITTLE_ENDIAN,
  rle: RLE_LOSSLESS,
} as const

/** One acquired image and where it stands in its series. */
export type AcquiredImage = {
  readonly protocol: Protocol
  readonly geometry: ImageGeometry
  readonly thicknessMm: number
  readonly spacingMm: number
  /** From 1. */
  readonly instanceNumber: number
  readonly stored: Uint16Array
}

export function studyUid(seed: number): string {
  return phantomUid(seed, 'study')
}

export function seriesUid(seed: number, protocol: Protocol): string {
  return phantomUid(seed, `series/${protocol.role}`)
}

function instanceUid(seed: number, protocol: Protocol, instanceNumber: number): string {
  return phantomUid(seed, `instance/${protocol.role}/${instanceNumber}`)
}

/** A single-frame MR Image Storage object (PS3.3 A.4.3). Every word in it says that the patient is simulated. */
export function writeMrImage(
  image: AcquiredImage,
  plan: PatientPlan,
  transferSyntax: NonNullable<PhantomOptions['transferSyntax']>,
): Uint8Array<ArrayBuffer> {
  const { protocol, geometry, stored, instanceNumber } = image
  const { weighting } = protocol
  const { seed } = plan
  const time = `10${String(protocol.seriesNumber * 6).padStart(2, '0')}00`
  const inverted = weighting.inversionMs !== undefined
  return encodeDicomFile(
    {
      ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER', inverted ? 'IR' : 'SE'],
      SOPClassUID: MR_IMAGE_STORAGE,
      SOPInstanceUID: instanceUid(seed, protocol, instanceNumber),
      StudyDate: STUDY_DATE,
      SeriesDate: STUDY_DATE,
      AcquisitionDate: STUDY_DATE,
      ContentDate: STUDY_DATE,
      StudyTime: '100000',
      SeriesTime: time,
      AcquisitionTime: time,
      ContentTime: time,
      AccessionNumber: '',
      Modality: 'MR',
      Manufacturer: 'Cauda',
      ManufacturerModelName: 'Simulated lumbar spine',
      SoftwareVersions: 'phantom 1',
      ReferringPhysicianName: '',
      StudyDescription: 'Simulated lumbar spine MRI',
      SeriesDescription: protocol.description,
      PatientName: `Simulated^Spine ${seed}`,
      PatientID: `${SIMULATED_PATIENT_ID}${seed}`,
      PatientBirthDate: '',
      PatientSex: 'O',
      PatientAge: `${String(plan.ageYears).padStart(3, '0')}Y`,
      PatientIdentityRemoved: 'YES',
      DeidentificationMethod: 'Simulated: there is no patient',
      BodyPartExamined: 'LSPINE',
      ScanningSequence: inverted ? ['SE', 'IR'] : 'SE',
      SequenceVariant: 'SK',
      ScanOptions: protocol.saturated ? 'SP' : '',
      MRAcquisitionType: '2D',
      SliceThickness: image.thicknessMm,
      SpacingBetweenSlices: image.spacingMm,
      RepetitionTime: weighting.repetitionMs,
      EchoTime: weighting.echoMs,
      InversionTime: weighting.inversionMs,
      NumberOfAverages: 2,
      ImagingFrequency: IMAGING_FREQUENCY_MHZ,
      ImagedNucleus: '1H',
      MagneticFieldStrength: 1.5,
      EchoTrainLength: protocol.echoTrainLength,
      PixelBandwidth: protocol.bandwidthHzPerPixel,
      ProtocolName: protocol.description,
      InPlanePhaseEncodingDirection: protocol.frequencyAxis === 'row' ? 'ROW' : 'COL',
      FlipAngle: 90,
      PatientPosition: 'HFS',
      StudyInstanceUID: studyUid(seed),
      SeriesInstanceUID: seriesUid(seed, protocol),
      StudyID: String(seed),
      SeriesNumber: protocol.seriesNumber,
      AcquisitionNumber: 1,
      InstanceNumber: instanceNumber,
      ImagePositionPatient: geometry.position,
      ImageOrientationPatient: [...geometry.columnDirection, ...geometry.rowDirection],
      FrameOfReferenceUID: phantomUid(seed, 'frame of reference'),
      PositionReferenceIndicator: '',
      SliceLocation: dot(geometry.position, normalOf(geometry)),
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: geometry.rows,
      Columns: geometry.columns,
      PixelSpacing: [geometry.rowSpacingMm, geometry.columnSpacingMm],
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
      PixelRepresentation: 0,
      WindowCenter: protocol.window.center,
      WindowWidth: protocol.window.width,
      PixelData:
        transferSyntax === 'rle'
          ? { fragments: [encodeRle16(stored, geometry.columns)] }
          : littleEndian(stored),
    },
    TRANSFER_SYNTAXES[transferSyntax],
  )
}

function littleEndian(values: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 2)
  for (let index = 0; index < values.length; index++) {
    bytes[2 * index] = values[index]! & 0xff
    bytes[2 * index + 1] = values[index]! >> 8
  }
  return bytes
}

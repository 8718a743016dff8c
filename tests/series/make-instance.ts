import type { Vector3 } from '../../src/domain/geometry.ts'
import { bytesSource } from '../../src/intake/byte-source.ts'
import type { Instance } from '../../src/intake/instance/instance.ts'
import { geometryOf } from '../../src/intake/instance/read-frames.ts'
import { EXPLICIT_LITTLE_ENDIAN } from '../../src/intake/header/transfer-syntax.ts'

export const SAGITTAL = [0, 1, 0, 0, 0, -1] as const
export const AXIAL = [1, 0, 0, 0, 1, 0] as const
export type InstanceOptions = {
  readonly series?: string
  readonly study?: string
  readonly description?: string
  readonly number?: number
  readonly orientation?: readonly number[]
  readonly position?: Vector3
  readonly rows?: number
  readonly columns?: number
  readonly modality?: string | undefined
  readonly imageType?: readonly string[]
  readonly echoTimeMs?: number
  readonly repetitionTimeMs?: number
  readonly inversionTimeMs?: number
  readonly contrastAgent?: string
  readonly bodyPart?: string
  readonly patientId?: string
  readonly temporalIndex?: number
  readonly studyDate?: string
  readonly burnedIn?: 'YES' | 'NO'
  readonly studyTime?: string
  readonly studyDescription?: string
  readonly scanOptions?: readonly string[]
  readonly scanningSequence?: readonly string[]
  readonly acquisition?: number
  readonly acquisitionTime?: string
  readonly seriesNumber?: number
  readonly protocolName?: string
  readonly frameOfReference?: string
  readonly spacingMm?: number
}

let made = 0

/** An instance with one frame, as intake would hand it over. */
export function makeInstance(options: InstanceOptions = {}): Instance {
  const { series = '1.1', study = '1', number = ++made, rows = 256, columns = 256 } = options
  const { orientation = SAGITTAL, position = [0, 0, 0], imageType = ['ORIGINAL', 'PRIMARY'] } = options
  const sopInstanceUid = `${series}.${++made}`
  const timing = {
    echoTimeMs: options.echoTimeMs,
    repetitionTimeMs: options.repetitionTimeMs,
    inversionTimeMs: options.inversionTimeMs,
  }
  return {
    path: `${series}/${sopInstanceUid}.dcm`,
    id: `${series}/${sopInstanceUid}`,
    sopInstanceUid,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
    seriesInstanceUid: series,
    studyInstanceUid: study,
    madeUids: [],
    frameOfReferenceUid: options.frameOfReference,
    instanceNumber: number,
    modality: 'modality' in options ? options.modality : 'MR',
    burnedIn: options.burnedIn,
    patient: {
      id: options.patientId ?? 'P1',
      name: undefined,
      ageYears: undefined,
      sex: undefined,
      birthDate: undefined,
      issuer: undefined,
    },
    study: {
      date: options.studyDate,
      time: options.studyTime,
      id: undefined,
      accessionNumber: undefined,
      referringPhysicianName: undefined,
      description: options.studyDescription,
    },
    series: {
      number: options.seriesNumber,
      description: options.description ?? '',
      protocolName: options.protocolName,
      bodyPart: options.bodyPart,
    },
    imageType,
    acquisition: {
      ...timing,
      scanningSequence: options.scanningSequence ?? ['SE'],
      sequenceName: undefined,
      contrastAgent: options.contrastAgent,
      scanOptions: options.scanOptions ?? [],
      number: options.acquisition,
      time: options.acquisitionTime,
      sliceThicknessMm: undefined,
    },
    transferSyntax: EXPLICIT_LITTLE_ENDIAN,
    diagnostics: [],
    pixels: {
      source: bytesSource('', new Uint8Array(0)),
      offset: 0,
      length: 0,
      kind: 'integer',
      rows,
      columns,
      numberOfFrames: 1,
      samplesPerPixel: 1,
      planar: false,
      photometricInterpretation: 'MONOCHROME2',
      bitsAllocated: 16,
      bitsStored: 16,
      highBit: 15,
      signed: false,
      bigEndian: false,
      wordSwapped: false,
      padding: undefined,
      paddingLimit: undefined,
      palette: undefined,
      modalityTable: undefined,
      frameOffsets: undefined,
    },
    frames: [
      {
        frameNumber: 1,
        geometry: geometryOf(
          position,
          orientation,
          [options.spacingMm ?? 0.6, options.spacingMm ?? 0.6],
          rows,
          columns,
        ),
        windows: [],
        slope: 1,
        intercept: 0,
        measured: undefined,
        imageType,
        ...timing,
        dimensionIndices: [],
        temporalIndex: options.temporalIndex,
      },
    ],
  }
}

/** Sagittal slices `gapMm` apart from the patient's right to left. */
export function makeSagittal(count: number, options: InstanceOptions = {}, gapMm = 4): readonly Instance[] {
  return Array.from({ length: count }, (_, index) =>
    makeInstance({ ...options, orientation: SAGITTAL, position: [-30 + index * gapMm, 0, 100] }),
  )
}

/** Axial slices `gapMm` apart from head to feet, from a height on. */
export function makeAxial(
  count: number,
  options: InstanceOptions = {},
  fromMm = 100,
  gapMm = 4,
): readonly Instance[] {
  return Array.from({ length: count }, (_, index) =>
    makeInstance({ orientation: AXIAL, ...options, position: [-80, -80, fromMm - index * gapMm] }),
  )
}

import type { Diagnostic } from '../../domain/diagnostic.ts'
import type { HeaderWindow } from '../../domain/grey-window.ts'
import type { ImageGeometry } from '../../domain/image-geometry.ts'
import type { MeasuredScale } from '../../domain/study.ts'
import type { ByteSource } from '../byte-source.ts'
import type { LookupTable } from './lookup-table.ts'
import type { TransferSyntax } from '../header/transfer-syntax.ts'

/** One DICOM object: what its header says, and where its pixels can be fetched. It holds no pixels. */
export type Instance = {
  /** The file it came from. */
  readonly path: string
  /**
   * `<SeriesInstanceUID>/<SOPInstanceUID>`, with `~2`, `~3` behind it where objects of one series share it with different
   * pixels. SOPInstanceUID alone will not do: RSNA's files count from 1 again in each series.
   */
  readonly id: string
  readonly sopInstanceUid: string
  readonly sopClassUid: string
  readonly seriesInstanceUid: string
  readonly studyInstanceUid: string
  /** The UIDs that the header lacks: Cauda has made them from the rest of the header. */
  readonly madeUids: readonly ('study' | 'series' | 'object')[]
  readonly frameOfReferenceUid: string | undefined
  readonly instanceNumber: number | undefined
  /** Absent in research files. */
  readonly modality: string | undefined
  /** BurnedInAnnotation. */
  readonly burnedIn: 'YES' | 'NO' | undefined
  readonly patient: PatientFacts
  readonly study: StudyFacts
  readonly series: SeriesFacts
  readonly imageType: readonly string[]
  readonly acquisition: AcquisitionFacts
  readonly pixels: PixelDescription
  /** In stored order; one for a classic image. */
  readonly frames: readonly FrameFacts[]
  readonly transferSyntax: TransferSyntax
  /** What its header lacks or contradicts. */
  readonly diagnostics: readonly Diagnostic[]
}

export type PatientFacts = {
  readonly id: string | undefined
  readonly name: string | undefined
  readonly ageYears: number | undefined
  readonly sex: string | undefined
  /** YYYY-MM-DD. */
  readonly birthDate: string | undefined
  /** IssuerOfPatientID. */
  readonly issuer: string | undefined
}

type StudyFacts = {
  /** YYYY-MM-DD. */
  readonly date: string | undefined
  /** StudyTime as it stands in the header. */
  readonly time: string | undefined
  readonly id: string | undefined
  readonly accessionNumber: string | undefined
  readonly referringPhysicianName: string | undefined
  readonly description: string | undefined
}

type SeriesFacts = {
  readonly number: number | undefined
  readonly description: string
  readonly protocolName: string | undefined
  readonly bodyPart: string | undefined
}

export type AcquisitionFacts = {
  readonly echoTimeMs: number | undefined
  readonly repetitionTimeMs: number | undefined
  readonly inversionTimeMs: number | undefined
  /** ScanningSequence: SE, IR, GR, EP, RM; of enhanced objects PulseSequenceName's family is not mapped. */
  readonly scanningSequence: readonly string[]
  readonly sequenceName: string | undefined
  /** ContrastBolusAgent. */
  readonly contrastAgent: string | undefined
  /** ScanOptions: FS is fat saturation. */
  readonly scanOptions: readonly string[]
  /** AcquisitionNumber. */
  readonly number: number | undefined
  /** AcquisitionTime as it stands in the header. */
  readonly time: string | undefined
  readonly sliceThicknessMm: number | undefined
}

/** What differs between the frames of one object. */
export type FrameFacts = {
  /** From 1. */
  readonly frameNumber: number
  /** undefined when the header does not place the image in the patient. */
  readonly geometry: ImageGeometry | undefined
  /** In values after rescale. */
  readonly windows: readonly HeaderWindow[]
  /** value = stored * slope + intercept */
  readonly slope: number
  readonly intercept: number
  /** undefined where the value after rescale is all that there is. */
  readonly measured: MeasuredScale | undefined
  readonly imageType: readonly string[]
  readonly echoTimeMs: number | undefined
  readonly repetitionTimeMs: number | undefined
  readonly inversionTimeMs: number | undefined
  /** DimensionIndexValues or, without them, StackID and temporal position: what tells apart frames at one place. */
  readonly dimensionIndices: readonly number[]
  readonly temporalIndex: number | undefined
}

/** How the samples are stored (Image Pixel Module, DICOM PS3.3 C.7.6.3). */
export type PixelDescription = {
  /** What the offset counts in: the file, or its inflated data set. */
  readonly source: ByteSource
  readonly offset: number
  /** undefined: fragments up to a sequence delimiter. */
  readonly length: number | undefined
  readonly kind: 'integer' | 'float' | 'double'
  readonly rows: number
  readonly columns: number
  readonly numberOfFrames: number
  readonly samplesPerPixel: number
  readonly planar: boolean
  readonly photometricInterpretation: string
  readonly bitsAllocated: number
  readonly bitsStored: number
  readonly highBit: number
  readonly signed: boolean
  readonly bigEndian: boolean
  /** Samples of a byte or less in big endian 16-bit words (OW): the bytes of each pair change places. */
  readonly wordSwapped: boolean
  /** PixelPaddingValue, in stored values. */
  readonly padding: number | undefined
  /** PixelPaddingRangeLimit: all values from `padding` to this one are padding. */
  readonly paddingLimit: number | undefined
  /** Of PALETTE COLOR: the red, green and blue of a stored value. */
  readonly palette: readonly [LookupTable, LookupTable, LookupTable] | undefined
  /** ModalityLUTSequence, which takes the place of rescale. */
  readonly modalityTable: LookupTable | undefined
  /** ExtendedOffsetTable and its lengths, where there are any: bytes from the first fragment to each frame. */
  readonly frameOffsets: readonly number[] | undefined
}

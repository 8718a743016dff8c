import { DICOM_ATTRIBUTES } from '../../dicom/attributes.ts'

/** What intake reads beyond the attributes that Cauda also writes. */
const ONLY_READ = [
  0x00041200, // OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity
  0x00041220, // DirectoryRecordSequence
  0x00041500, // ReferencedFileID
  0x00089007, // FrameType
  0x00180010, // ContrastBolusAgent
  0x00182010, // NominalScannedPixelSpacing
  0x00189005, // PulseSequenceName
  0x00189079, // InversionTimes
  0x00189082, // EffectiveEchoTime
  0x00189112, // MRTimingAndRelatedParametersSequence
  0x00189114, // MREchoSequence
  0x00189115, // MRModifierSequence
  0x00189226, // MRImageFrameTypeSequence
  0x0019100a, // NumberOfImagesInMosaic of SIEMENS MR HEADER
  0x00200100, // TemporalPositionIdentifier
  0x00209111, // FrameContentSequence
  0x00209113, // PlanePositionSequence
  0x00209116, // PlaneOrientationSequence
  0x00209128, // TemporalPositionIndex
  0x00209157, // DimensionIndexValues
  0x00280008, // NumberOfFrames
  0x00280009, // FrameIncrementPointer
  0x00280120, // PixelPaddingValue
  0x00280121, // PixelPaddingRangeLimit
  0x00281052, // RescaleIntercept
  0x00281053, // RescaleSlope
  0x00281055, // WindowCenterWidthExplanation
  0x00281101, // RedPaletteColorLookupTableDescriptor
  0x00281102, // GreenPaletteColorLookupTableDescriptor
  0x00281103, // BluePaletteColorLookupTableDescriptor
  0x00281201, // RedPaletteColorLookupTableData
  0x00281202, // GreenPaletteColorLookupTableData
  0x00281203, // BluePaletteColorLookupTableData
  0x00283000, // ModalityLUTSequence
  0x00283002, // LUTDescriptor
  0x00283003, // LUTExplanation
  0x00283006, // LUTData
  0x00283010, // VOILUTSequence
  0x00289110, // PixelMeasuresSequence
  0x00289132, // FrameVOILUTSequence
  0x00289145, // PixelValueTransformationSequence
  0x00409096, // RealWorldValueMappingSequence
  0x00409224, // RealWorldValueIntercept
  0x00409225, // RealWorldValueSlope
  0x20050010, // private creator of Philips
  0x2005100e, // scale slope of Philips MR Imaging DD 001
  0x2005140f, // private per-frame sequence of Philips
  0x3004000c, // GridFrameOffsetVector
  0x52009229, // SharedFunctionalGroupsSequence
  0x52009230, // PerFrameFunctionalGroupsSequence
  0x7fe00001, // ExtendedOffsetTable
  0x7fe00008, // FloatPixelData
  0x7fe00009, // DoubleFloatPixelData
] as const

/**
 * The elements that anything in intake asks for, as number and as dicom-parser writes it. A header holds a hundred elements
 * of which forty are asked for: the others are stepped over without a trace. tests/intake/wanted-tags.test.ts
 * finds a tag that is asked for and missing here.
 */
export const WANTED_TAGS: ReadonlyMap<number, string> = new Map(
  [...ONLY_READ, ...Object.values(DICOM_ATTRIBUTES).map(([tag]) => tag)].map((tag) => [
    tag,
    `x${tag.toString(16).padStart(8, '0')}`,
  ]),
)

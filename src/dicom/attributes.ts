/** Value representations of the attributes below (DICOM PS3.5 section 6.2), and the choices that PS3.6 leaves to a data set. */
export type ValueRepresentation =
  | 'AE'
  | 'AS'
  | 'AT'
  | 'CS'
  | 'DA'
  | 'DS'
  | 'DT'
  | 'FD'
  | 'FL'
  | 'IS'
  | 'LO'
  | 'LT'
  | 'OB'
  | 'OB or OW'
  | 'OD'
  | 'OF'
  | 'OV'
  | 'OW'
  | 'PN'
  | 'SH'
  | 'SL'
  | 'SQ'
  | 'SS'
  | 'ST'
  | 'TM'
  | 'UC'
  | 'UI'
  | 'UL'
  | 'US'
  | 'US or OW'
  | 'US or SS'
  | 'UT'

/**
 * The attributes that Cauda reads and writes, by their keyword in DICOM PS3.6: [tag, value representation].
 * The encoder sorts by tag, so the order here is only for reading. `tests/dicom/attributes.test.ts` compares each row
 * with pydicom's dictionary.
 */
export const DICOM_ATTRIBUTES = {
  // File meta information (PS3.10 section 7.1)
  FileMetaInformationVersion: [0x00020001, 'OB'],
  MediaStorageSOPClassUID: [0x00020002, 'UI'],
  MediaStorageSOPInstanceUID: [0x00020003, 'UI'],
  TransferSyntaxUID: [0x00020010, 'UI'],
  ImplementationClassUID: [0x00020012, 'UI'],
  ImplementationVersionName: [0x00020013, 'SH'],

  // SOP common, study, series, equipment
  SpecificCharacterSet: [0x00080005, 'CS'],
  ImageType: [0x00080008, 'CS'],
  InstanceCreationDate: [0x00080012, 'DA'],
  InstanceCreationTime: [0x00080013, 'TM'],
  InstanceCreatorUID: [0x00080014, 'UI'],
  SOPClassUID: [0x00080016, 'UI'],
  SOPInstanceUID: [0x00080018, 'UI'],
  StudyDate: [0x00080020, 'DA'],
  SeriesDate: [0x00080021, 'DA'],
  AcquisitionDate: [0x00080022, 'DA'],
  ContentDate: [0x00080023, 'DA'],
  StudyTime: [0x00080030, 'TM'],
  SeriesTime: [0x00080031, 'TM'],
  AcquisitionTime: [0x00080032, 'TM'],
  ContentTime: [0x00080033, 'TM'],
  AccessionNumber: [0x00080050, 'SH'],
  Modality: [0x00080060, 'CS'],
  ConversionType: [0x00080064, 'CS'],
  Manufacturer: [0x00080070, 'LO'],
  InstitutionName: [0x00080080, 'LO'],
  ReferringPhysicianName: [0x00080090, 'PN'],
  TimezoneOffsetFromUTC: [0x00080201, 'SH'],
  StudyDescription: [0x00081030, 'LO'],
  SeriesDescription: [0x0008103e, 'LO'],
  ManufacturerModelName: [0x00081090, 'LO'],
  PatientName: [0x00100010, 'PN'],
  PatientID: [0x00100020, 'LO'],
  IssuerOfPatientID: [0x00100021, 'LO'],
  PatientBirthDate: [0x00100030, 'DA'],
  PatientSex: [0x00100040, 'CS'],
  PatientAge: [0x00101010, 'AS'],
  PatientSize: [0x00101020, 'DS'],
  PatientWeight: [0x00101030, 'DS'],
  PatientComments: [0x00104000, 'LT'],
  BodyPartExamined: [0x00180015, 'CS'],
  DeviceSerialNumber: [0x00181000, 'LO'],
  SoftwareVersions: [0x00181020, 'LO'],
  SecondaryCaptureDeviceManufacturer: [0x00181016, 'LO'],
  SecondaryCaptureDeviceManufacturerModelName: [0x00181018, 'LO'],
  SecondaryCaptureDeviceSoftwareVersions: [0x00181019, 'LO'],
  DateOfSecondaryCapture: [0x00181012, 'DA'],
  PatientPosition: [0x00185100, 'CS'],
  StudyInstanceUID: [0x0020000d, 'UI'],
  SeriesInstanceUID: [0x0020000e, 'UI'],
  StudyID: [0x00200010, 'SH'],
  SeriesNumber: [0x00200011, 'IS'],
  AcquisitionNumber: [0x00200012, 'IS'],
  InstanceNumber: [0x00200013, 'IS'],
  PatientIdentityRemoved: [0x00120062, 'CS'],
  DeidentificationMethod: [0x00120063, 'LO'],

  // MR image
  ScanningSequence: [0x00180020, 'CS'],
  SequenceVariant: [0x00180021, 'CS'],
  ScanOptions: [0x00180022, 'CS'],
  MRAcquisitionType: [0x00180023, 'CS'],
  SequenceName: [0x00180024, 'SH'],
  SliceThickness: [0x00180050, 'DS'],
  RepetitionTime: [0x00180080, 'DS'],
  EchoTime: [0x00180081, 'DS'],
  InversionTime: [0x00180082, 'DS'],
  NumberOfAverages: [0x00180083, 'DS'],
  ImagingFrequency: [0x00180084, 'DS'],
  ImagedNucleus: [0x00180085, 'SH'],
  MagneticFieldStrength: [0x00180087, 'DS'],
  SpacingBetweenSlices: [0x00180088, 'DS'],
  EchoTrainLength: [0x00180091, 'IS'],
  PixelBandwidth: [0x00180095, 'DS'],
  ProtocolName: [0x00181030, 'LO'],
  ReceiveCoilName: [0x00181250, 'SH'],
  InPlanePhaseEncodingDirection: [0x00181312, 'CS'],
  FlipAngle: [0x00181314, 'DS'],
  ImagePositionPatient: [0x00200032, 'DS'],
  ImageOrientationPatient: [0x00200037, 'DS'],
  FrameOfReferenceUID: [0x00200052, 'UI'],
  Laterality: [0x00200060, 'CS'],
  PositionReferenceIndicator: [0x00201040, 'LO'],
  SliceLocation: [0x00201041, 'DS'],
  PatientOrientation: [0x00200020, 'CS'],
  SamplesPerPixel: [0x00280002, 'US'],
  PhotometricInterpretation: [0x00280004, 'CS'],
  PlanarConfiguration: [0x00280006, 'US'],
  Rows: [0x00280010, 'US'],
  Columns: [0x00280011, 'US'],
  PixelSpacing: [0x00280030, 'DS'],
  BitsAllocated: [0x00280100, 'US'],
  BitsStored: [0x00280101, 'US'],
  HighBit: [0x00280102, 'US'],
  PixelRepresentation: [0x00280103, 'US'],
  BurnedInAnnotation: [0x00280301, 'CS'],
  WindowCenter: [0x00281050, 'DS'],
  WindowWidth: [0x00281051, 'DS'],
  LossyImageCompression: [0x00282110, 'CS'],
  PixelData: [0x7fe00010, 'OB or OW'],

  // Structured reporting
  DerivationDescription: [0x00082111, 'ST'],
  SourceImageSequence: [0x00082112, 'SQ'],
  PurposeOfReferenceCodeSequence: [0x0040a170, 'SQ'],
  ReferencedStudySequence: [0x00081110, 'SQ'],
  ReferencedPerformedProcedureStepSequence: [0x00081111, 'SQ'],
  ReferencedSeriesSequence: [0x00081115, 'SQ'],
  ReferencedSOPClassUID: [0x00081150, 'UI'],
  ReferencedSOPInstanceUID: [0x00081155, 'UI'],
  ReferencedFrameNumber: [0x00081160, 'IS'],
  ReferencedSOPSequence: [0x00081199, 'SQ'],
  CodeValue: [0x00080100, 'SH'],
  CodingSchemeDesignator: [0x00080102, 'SH'],
  CodingSchemeVersion: [0x00080103, 'SH'],
  CodeMeaning: [0x00080104, 'LO'],
  MappingResource: [0x00080105, 'CS'],
  CodingSchemeUID: [0x0008010c, 'UI'],
  CodingSchemeIdentificationSequence: [0x00080110, 'SQ'],
  CodingSchemeRegistry: [0x00080112, 'LO'],
  CodingSchemeName: [0x00080115, 'ST'],
  CodingSchemeResponsibleOrganization: [0x00080116, 'ST'],
  MappingResourceUID: [0x00080118, 'UI'],
  LongCodeValue: [0x00080119, 'UC'],
  MeasurementUnitsCodeSequence: [0x004008ea, 'SQ'],
  RelationshipType: [0x0040a010, 'CS'],
  VerifyingOrganization: [0x0040a027, 'LO'],
  VerificationDateTime: [0x0040a030, 'DT'],
  ObservationDateTime: [0x0040a032, 'DT'],
  ValueType: [0x0040a040, 'CS'],
  ConceptNameCodeSequence: [0x0040a043, 'SQ'],
  ContinuityOfContent: [0x0040a050, 'CS'],
  VerifyingObserverSequence: [0x0040a073, 'SQ'],
  VerifyingObserverName: [0x0040a075, 'PN'],
  AuthorObserverSequence: [0x0040a078, 'SQ'],
  VerifyingObserverIdentificationCodeSequence: [0x0040a088, 'SQ'],
  DateTime: [0x0040a120, 'DT'],
  Date: [0x0040a121, 'DA'],
  Time: [0x0040a122, 'TM'],
  PersonName: [0x0040a123, 'PN'],
  UID: [0x0040a124, 'UI'],
  TextValue: [0x0040a160, 'UT'],
  ConceptCodeSequence: [0x0040a168, 'SQ'],
  MeasuredValueSequence: [0x0040a300, 'SQ'],
  NumericValueQualifierCodeSequence: [0x0040a301, 'SQ'],
  NumericValue: [0x0040a30a, 'DS'],
  PerformedProcedureCodeSequence: [0x0040a372, 'SQ'],
  CurrentRequestedProcedureEvidenceSequence: [0x0040a375, 'SQ'],
  CompletionFlag: [0x0040a491, 'CS'],
  VerificationFlag: [0x0040a493, 'CS'],
  PreliminaryFlag: [0x0040a496, 'CS'],
  ContentTemplateSequence: [0x0040a504, 'SQ'],
  ContentSequence: [0x0040a730, 'SQ'],
  TemplateIdentifier: [0x0040db00, 'CS'],
  GraphicData: [0x00700022, 'FL'],
  GraphicType: [0x00700023, 'CS'],
  ContributingEquipmentSequence: [0x0018a001, 'SQ'],
  ContributionDateTime: [0x0018a002, 'DT'],
  ContributionDescription: [0x0018a003, 'ST'],
  DeviceUID: [0x00181002, 'UI'],
  DeidentificationMethodCodeSequence: [0x00120064, 'SQ'],
  CompletionFlagDescription: [0x0040a492, 'LO'],
  PredecessorDocumentsSequence: [0x0040a360, 'SQ'],
  ParticipantSequence: [0x0040a07a, 'SQ'],
  ParticipationType: [0x0040a080, 'CS'],
  ParticipationDateTime: [0x0040a082, 'DT'],
  ObserverType: [0x0040a084, 'CS'],
  PersonIdentificationCodeSequence: [0x00401101, 'SQ'],

  // Directories of media
  OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity: [0x00041200, 'UL'],
  DirectoryRecordSequence: [0x00041220, 'SQ'],
  ReferencedFileID: [0x00041500, 'CS'],

  // Only read: frames, lookup tables and scaling
  FrameType: [0x00089007, 'CS'],
  ContrastBolusAgent: [0x00180010, 'LO'],
  NominalScannedPixelSpacing: [0x00182010, 'DS'],
  PulseSequenceName: [0x00189005, 'SH'],
  InversionTimes: [0x00189079, 'FD'],
  EffectiveEchoTime: [0x00189082, 'FD'],
  MRTimingAndRelatedParametersSequence: [0x00189112, 'SQ'],
  MREchoSequence: [0x00189114, 'SQ'],
  MRModifierSequence: [0x00189115, 'SQ'],
  MRImageFrameTypeSequence: [0x00189226, 'SQ'],
  TemporalPositionIdentifier: [0x00200100, 'IS'],
  FrameContentSequence: [0x00209111, 'SQ'],
  PlanePositionSequence: [0x00209113, 'SQ'],
  PlaneOrientationSequence: [0x00209116, 'SQ'],
  TemporalPositionIndex: [0x00209128, 'UL'],
  DimensionIndexValues: [0x00209157, 'UL'],
  NumberOfFrames: [0x00280008, 'IS'],
  FrameIncrementPointer: [0x00280009, 'AT'],
  PixelPaddingValue: [0x00280120, 'US or SS'],
  PixelPaddingRangeLimit: [0x00280121, 'US or SS'],
  RescaleIntercept: [0x00281052, 'DS'],
  RescaleSlope: [0x00281053, 'DS'],
  WindowCenterWidthExplanation: [0x00281055, 'LO'],
  RedPaletteColorLookupTableDescriptor: [0x00281101, 'US or SS'],
  GreenPaletteColorLookupTableDescriptor: [0x00281102, 'US or SS'],
  BluePaletteColorLookupTableDescriptor: [0x00281103, 'US or SS'],
  RedPaletteColorLookupTableData: [0x00281201, 'OW'],
  GreenPaletteColorLookupTableData: [0x00281202, 'OW'],
  BluePaletteColorLookupTableData: [0x00281203, 'OW'],
  ModalityLUTSequence: [0x00283000, 'SQ'],
  LUTDescriptor: [0x00283002, 'US or SS'],
  LUTExplanation: [0x00283003, 'LO'],
  LUTData: [0x00283006, 'US or OW'],
  VOILUTFunction: [0x00281056, 'CS'],
  VOILUTSequence: [0x00283010, 'SQ'],
  PixelMeasuresSequence: [0x00289110, 'SQ'],
  FrameVOILUTSequence: [0x00289132, 'SQ'],
  PixelValueTransformationSequence: [0x00289145, 'SQ'],
  RealWorldValueMappingSequence: [0x00409096, 'SQ'],
  RealWorldValueIntercept: [0x00409224, 'FD'],
  RealWorldValueSlope: [0x00409225, 'FD'],
  GridFrameOffsetVector: [0x3004000c, 'DS'],
  SharedFunctionalGroupsSequence: [0x52009229, 'SQ'],
  PerFrameFunctionalGroupsSequence: [0x52009230, 'SQ'],
  ExtendedOffsetTable: [0x7fe00001, 'OV'],
  FloatPixelData: [0x7fe00008, 'OF'],
  DoubleFloatPixelData: [0x7fe00009, 'OD'],
} as const satisfies Record<string, readonly [tag: number, vr: ValueRepresentation]>

/** The keyword of a DICOM attribute that Cauda reads or writes. */
export type AttributeKeyword = keyof typeof DICOM_ATTRIBUTES

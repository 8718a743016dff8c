import type { Condition, ConditionGroup } from '../../domain/condition.ts'
import { groupOf, sideOf } from '../../domain/condition.ts'
import type { MeasurementName } from '../../domain/finding.ts'
import type { Level } from '../../domain/level.ts'
import type { SectionName } from '../../domain/report-text.ts'
import type { Grade } from '../../domain/severity.ts'
import { uidFrom } from '../../dicom/uid.ts'

/** A coded concept. docs/decisions/0070-codes.md lists each one with its two sources. */
export type Code = {
  readonly value: string
  /** DICOM's coding scheme designator: DCM, SCT, UCUM, RFC5646, or 99CAUDA for what could not be verified twice. */
  readonly scheme: 'DCM' | 'SCT' | 'UCUM' | 'RFC5646' | '99CAUDA'
  readonly meaning: string
}

/** The private scheme's UID: `urn:oid:` of it is its FHIR system. */
export const CAUDA_SCHEME_UID = uidFrom('Cauda private codes 99CAUDA')

export const DCM = {
  imagingMeasurementReport: dcm('126000', 'Imaging Measurement Report'),
  imagingMeasurements: dcm('126010', 'Imaging Measurements'),
  measurementGroup: dcm('125007', 'Measurement Group'),
  imageLibrary: dcm('111028', 'Image Library'),
  imageLibraryGroup: dcm('126200', 'Image Library Group'),
  imageRegion: dcm('111030', 'Image Region'),
  finding: dcm('121071', 'Finding'),
  trackingIdentifier: dcm('112039', 'Tracking Identifier'),
  trackingUid: dcm('112040', 'Tracking Unique Identifier'),
  algorithmName: dcm('111001', 'Algorithm Name'),
  algorithmVersion: dcm('111003', 'Algorithm Version'),
  algorithmParameters: dcm('111002', 'Algorithm Parameters'),
  observerType: dcm('121005', 'Observer Type'),
  person: dcm('121006', 'Person'),
  device: dcm('121007', 'Device'),
  personObserverName: dcm('121008', 'Person Observer Name'),
  deviceObserverUid: dcm('121012', 'Device Observer UID'),
  deviceObserverName: dcm('121013', 'Device Observer Name'),
  deviceObserverManufacturer: dcm('121014', 'Device Observer Manufacturer'),
  deviceObserverModel: dcm('121015', 'Device Observer Model Name'),
  language: dcm('121049', 'Language of Content Item and Descendants'),
  procedureReported: dcm('121058', 'Procedure reported'),
  sourceOfMeasurement: dcm('121112', 'Source of Measurement'),
  comment: dcm('121106', 'Comment'),
  modality: dcm('121139', 'Modality'),
  ofInterest: dcm('113000', 'Of Interest'),
  keyObjectDescription: dcm('113012', 'Key Object Description'),
  processingEquipment: dcm('109102', 'Processing Equipment'),
  seriesInstanceUid: dcm('112002', 'Series Instance UID'),
  sourceImage: dcm('121322', 'Source image for image processing operation'),
  magneticResonance: dcm('MR', 'Magnetic Resonance'),
} as const satisfies Record<string, Code>

export const SCT = {
  findingSite: sct('363698007', 'Finding Site'),
  laterality: sct('272741003', 'Laterality'),
  measurementMethod: sct('370129005', 'Measurement Method'),
  severity: sct('246112005', 'Severity'),
  severe: sct('24484000', 'Severe'),
  moderate: sct('6736007', 'Moderate'),
  left: sct('7771000', 'Left'),
  right: sct('24028007', 'Right'),
  indeterminate: sct('82334004', 'Indeterminate'),
  spinalStenosis: sct('76107001', 'Spinal stenosis'),
  length: sct('410668003', 'Length'),
  cobbAngle: sct('285285000', 'Cobb angle'),
  area: sct('42798000', 'Area'),
  mean: sct('373098007', 'Mean'),
  standardDeviation: sct('386136009', 'Standard Deviation'),
} as const satisfies Record<string, Code>

export const CAUDA = {
  normalMild: cauda('NORMALMILD', 'Normal/Mild'),
  notAssessed: cauda('NOTASSESSED', 'Not assessed'),
  foraminalNarrowing: cauda('FORAMINAL', 'Neural foraminal narrowing'),
  subarticularStenosis: cauda('SUBARTICULAR', 'Subarticular stenosis'),
  standardUncertainty: cauda('UNCERTAINTY', 'Standard uncertainty'),
  modelGrade: cauda('MODELGRADE', 'Grade that the model proposes'),
  abstains: cauda('ABSTAINS', 'Below its threshold: the model abstains'),
  notExcluded: cauda('NOTEXCLUDED', 'Graver grade that the model does not exclude'),
  decidedAt: cauda('DECIDEDAT', 'Time of the decision of the reader'),
  angle: cauda('ANGLE', 'Angle between two arms'),
  greyValue: cauda('GREYVALUE', 'Grey value at a point'),
  proposedThen: cauda('PROPOSED', 'Grade proposed by the model at the time of the decision'),
  place: cauda('PLACE', 'Centre of the disc decided on, LPS mm'),
  reading: cauda('READING', 'Whether the reader had the grade of the model in view'),
  reason: cauda('REASON', 'Reason for not assessing'),
  researchUse: cauda('RESEARCHUSE', 'Intended use'),
  unplaced: cauda('UNPLACED', 'Grades of places that were not found on any image'),
  reportText: cauda('REPORTTEXT', 'Report in words'),
  part: cauda('PART', 'Part of the report that the reader worded'),
  basis: cauda('BASIS', 'Grades under the words when they were written'),
  renamedBy: cauda('RENAMEDBY', 'Steps to caudal by which the reader renamed the levels'),
  anatomy: cauda('ANATOMY', 'Lumbosacral anatomy as flagged by the reader'),
  markedImages: cauda('MARKED', 'Images marked by the reader'),
  lumbarMri: cauda('MRLUMBAR', 'MRI of the lumbar spine'),
} as const satisfies Record<string, Code>

export const UNITS = {
  mm: { value: 'mm', scheme: 'UCUM', meaning: 'mm' },
  '%': { value: '%', scheme: 'UCUM', meaning: 'Percent' },
  deg: { value: 'deg', scheme: 'UCUM', meaning: 'degree' },
  mm2: { value: 'mm2', scheme: 'UCUM', meaning: 'square millimeter' },
  one: { value: '1', scheme: 'UCUM', meaning: 'no units' },
} as const satisfies Record<string, Code>

export const ENGLISH: Code = { value: 'en', scheme: 'RFC5646', meaning: 'English' }

/** CID 1003, Anatomical Reference Basis - Spine: the plane through the disc, not the disc. */
export const LEVEL_CODES = {
  l1_l2: sct('243920003', 'Level of L1/L2 intervertebral disc'),
  l2_l3: sct('243921004', 'Level of L2/L3 intervertebral disc'),
  l3_l4: sct('243922006', 'Level of L3/L4 intervertebral disc'),
  l4_l5: sct('243923001', 'Level of L4/L5 intervertebral disc'),
  l5_s1: sct('243927000', 'Level of L5/S1 intervertebral disc'),
} as const satisfies Record<Level, Code>

/** CID 3832, Stenosis Grade, has mild, moderate and severe; Normal/Mild is neither normal nor mild and is ours. */
export const GRADE_CODES = {
  normal_mild: CAUDA.normalMild,
  moderate: SCT.moderate,
  severe: SCT.severe,
} as const satisfies Record<Grade, Code>

export const PROBABILITY_CODES = {
  normal_mild: cauda('PNORMALMILD', 'Probability of Normal/Mild'),
  moderate: cauda('PMODERATE', 'Probability of Moderate'),
  severe: cauda('PSEVERE', 'Probability of Severe'),
} as const satisfies Record<Grade, Code>

export const MEASUREMENT_CODES = {
  canal_ap_diameter: cauda('CANALAP', 'Anteroposterior diameter of the spinal canal'),
  csf_signal_ratio: cauda('CSFSIGNAL', 'CSF signal relative to neighbouring levels'),
  disc_height: cauda('DISCHEIGHT', 'Height of the intervertebral disc'),
  disc_height_index: cauda(
    'DISCHEIGHTINDEX',
    'Height of the disc relative to the depth of the vertebra above',
  ),
  disc_signal_ratio: cauda('DISCSIGNAL', 'Relative signal of the intervertebral disc'),
  listhesis: cauda('LISTHESIS', 'Displacement of the upper on the lower vertebra'),
  listhesis_percent: cauda('LISTHESISPERCENT', 'Displacement relative to the depth of the lower vertebra'),
  lordosis: cauda('LORDOSIS', 'Lumbar lordosis from L1 to S1'),
} as const satisfies Record<MeasurementName, Code>

const DISC_FINDING_CODES: Readonly<Record<string, Code>> = {
  pfirrmann: cauda('PFIRRMANN', 'Expected Pfirrmann grade'),
  herniation: cauda('PHERNIATION', 'Probability of disc herniation'),
  bulge: cauda('PBULGE', 'Probability of disc bulge'),
  spondylolisthesis: cauda('PSLIP', 'Probability of spondylolisthesis'),
  stenosis: cauda('PSTENOSIS', 'Probability of spinal stenosis at the disc'),
}

/** What each section of the report is called. */
export const SECTION_CODES = {
  clinical: cauda('CLINICAL', 'Clinical information'),
  comparison: cauda('COMPARISON', 'Comparison'),
  technique: cauda('TECHNIQUE', 'Technique'),
  scope: cauda('SCOPE', 'Scope and limitations'),
  findings: cauda('FINDINGS', 'Findings in words'),
  impression: cauda('IMPRESSION', 'Impression'),
  remarks: cauda('REMARKS', "Reader's remarks"),
  structured: cauda('STRUCTURED', "Grades under the reader's words"),
  'not-assessed': cauda('NOTASSESSEDTEXT', 'Not assessed, with the reasons'),
  model: cauda('MODEL', 'Model'),
  validation: cauda('VALIDATION', 'Validation of the model'),
} as const satisfies Record<SectionName, Code>

/** The attribute that is graded at a place. A degree may be none: the disorder is asserted only by `disorderCode`. */
const ATTRIBUTE_CODES = {
  canal: cauda('CANALDEGREE', 'Degree of spinal canal stenosis'),
  foraminal: cauda('FORAMINALDEGREE', 'Degree of neural foraminal narrowing'),
  subarticular: cauda('SUBARTICULARDEGR', 'Degree of subarticular stenosis'),
} as const satisfies Record<ConditionGroup, Code>

export function attributeCode(condition: Condition): Code {
  return ATTRIBUTE_CODES[groupOf(condition)]
}

/** The disorder that a moderate or severe grade asserts, without its side. */
export function disorderCode(condition: Condition): Code {
  const group = groupOf(condition)
  if (group === 'canal') return SCT.spinalStenosis
  return group === 'foraminal' ? CAUDA.foraminalNarrowing : CAUDA.subarticularStenosis
}

/** What a disc finding of a pack measures: the expected Pfirrmann grade, or the probability of the finding that it names. */
export function discFindingCode(name: string): Code {
  const known = DISC_FINDING_CODES[name]
  if (known !== undefined) return known
  const letters = name.replace(/[^a-z]/giu, '').toUpperCase()
  return cauda(`P${letters}`.slice(0, 16), `Probability of ${name.replaceAll('_', ' ')}`)
}

/** The patient's side; undefined in the midline. */
export function sideCode(condition: Condition): Code | undefined {
  const side = sideOf(condition)
  return side === undefined ? undefined : SCT[side]
}

export function cauda(value: string, meaning: string): Code {
  return { value, scheme: '99CAUDA', meaning }
}

function dcm(value: string, meaning: string): Code {
  return { value, scheme: 'DCM', meaning }
}

function sct(value: string, meaning: string): Code {
  return { value, scheme: 'SCT', meaning }
}

import { DICOM_ATTRIBUTES } from '../../dicom/attributes.ts'
import type { AttributeKeyword } from '../../dicom/attributes.ts'

/** Elements of vendors that intake reads, by names of our own. */
const PRIVATE_TAGS = {
  /** NumberOfImagesInMosaic of SIEMENS MR HEADER. */
  SiemensImagesInMosaic: 0x0019100a,
  /** The creator of group 2005 in Philips objects. */
  PhilipsPrivateCreator: 0x20050010,
  /** Scale slope of Philips MR Imaging DD 001. */
  PhilipsScaleSlope: 0x2005100e,
  PhilipsPerFrameSequence: 0x2005140f,
} as const

/** What intake can ask a header for. */
export type AttributeName = AttributeKeyword | keyof typeof PRIVATE_TAGS

const TAGS = [
  ...Object.entries(DICOM_ATTRIBUTES).map(([keyword, [tag]]) => [keyword, tag] as const),
  ...Object.entries(PRIVATE_TAGS),
]

/** Each attribute's tag as dicom-parser writes it: `x00080018`. */
export const PARSER_TAGS = Object.fromEntries(
  TAGS.map(([name, tag]) => [name, `x${tag.toString(16).padStart(8, '0')}`]),
) as Readonly<Record<AttributeName, string>>

/**
 * The elements that intake keeps of a header, as number and as dicom-parser writes it. A header holds a hundred elements
 * of which forty are asked for: the parser steps over the others.
 */
export const WANTED_TAGS: ReadonlyMap<number, string> = new Map(
  TAGS.map(([name, tag]) => [tag, PARSER_TAGS[name as AttributeName]]),
)

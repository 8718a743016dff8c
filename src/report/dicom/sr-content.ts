import type { DicomDataSet } from '../../dicom/encoding.ts'
import type { Code } from '../coding/codes.ts'
import type { ReportImage } from '../model/report-model.ts'

export type Relationship =
  | 'CONTAINS'
  | 'HAS OBS CONTEXT'
  | 'HAS ACQ CONTEXT'
  | 'HAS CONCEPT MOD'
  | 'HAS PROPERTIES'
  | 'INFERRED FROM'
  | 'SELECTED FROM'

/** What every content item has beside its value. */
type ItemFrame = {
  /** How it hangs on its parent; undefined for the root. */
  readonly relationship?: Relationship
  readonly name?: Code
  /** DICOM DT; only where it differs from the document's own time. */
  readonly observedAt?: string
  readonly children?: readonly SrItem[]
}

/** One node of an SR content tree (DICOM PS3.3 C.17.3), of the value types that Cauda writes. */
export type SrItem = ItemFrame &
  (
    | { readonly type: 'CONTAINER'; readonly template?: string }
    | { readonly type: 'TEXT'; readonly text: string }
    | { readonly type: 'CODE'; readonly code: Code }
    | { readonly type: 'NUM'; readonly value: number; readonly unit: Code }
    | { readonly type: 'UIDREF'; readonly uid: string }
    | { readonly type: 'PNAME'; readonly personName: string }
    | { readonly type: 'IMAGE'; readonly image: ReportImage }
    /** A shape in image coordinates whose origin is the outer corner of the first pixel: [column, row, ...]. */
    | {
        readonly type: 'SCOORD'
        readonly graphic: 'POINT' | 'POLYLINE' | 'ELLIPSE'
        readonly points: readonly number[]
      }
  )

const ENHANCED_MR = '1.2.840.10008.5.1.4.1.1.4.1'
const MR_IMAGE = '1.2.840.10008.5.1.4.1.1.4'

/** The item and all below it as DICOM attributes. */
export function itemDataSet(item: SrItem): DicomDataSet {
  return {
    RelationshipType: item.relationship,
    ValueType: item.type,
    ConceptNameCodeSequence: item.name === undefined ? undefined : [codeDataSet(item.name)],
    ObservationDateTime: item.observedAt,
    ContentSequence:
      item.children === undefined || item.children.length === 0 ? undefined : item.children.map(itemDataSet),
    ...valueDataSet(item),
  }
}

/** A code with its meaning; a value of more than 16 characters goes where DICOM wants long ones (PS3.3 8.1). */
export function codeDataSet({ value, scheme, meaning }: Code): DicomDataSet {
  const isLong = value.length > 16
  return {
    CodeValue: isLong ? undefined : value,
    LongCodeValue: isLong ? value : undefined,
    CodingSchemeDesignator: scheme,
    CodeMeaning: meaning,
  }
}

/** A reference to an image. Without a SOP class in the source (RSNA's files have none) it is taken for an MR image. */
export function imageReference({ sopClassUid, sopInstanceUid, frameNumber }: ReportImage): DicomDataSet {
  const isMultiFrame = sopClassUid === ENHANCED_MR || frameNumber > 1
  return {
    ReferencedSOPClassUID: sopClassUid === '' ? MR_IMAGE : sopClassUid,
    ReferencedSOPInstanceUID: sopInstanceUid,
    ReferencedFrameNumber: isMultiFrame ? frameNumber : undefined,
  }
}

function valueDataSet(item: SrItem): DicomDataSet {
  switch (item.type) {
    case 'CONTAINER':
      return {
        ContinuityOfContent: 'SEPARATE',
        ContentTemplateSequence:
          item.template === undefined
            ? undefined
            : [{ MappingResource: 'DCMR', TemplateIdentifier: item.template }],
      }
    case 'TEXT':
      return { TextValue: item.text }
    case 'CODE':
      return { ConceptCodeSequence: [codeDataSet(item.code)] }
    case 'NUM':
      return {
        MeasuredValueSequence: [
          { NumericValue: item.value, MeasurementUnitsCodeSequence: [codeDataSet(item.unit)] },
        ],
      }
    case 'UIDREF':
      return { UID: item.uid }
    case 'PNAME':
      return { PersonName: item.personName }
    case 'IMAGE':
      return { ReferencedSOPSequence: [imageReference(item.image)] }
    case 'SCOORD':
      return { GraphicType: item.graphic, GraphicData: item.points }
  }
}

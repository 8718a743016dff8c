import type { DicomDataSet } from '../dicom/encoding.ts'

/** A DICOM structured report (PS3.3 A.35) that was among the files, Cauda's own or another's. */
export type StructuredReport = {
  /** The file it came from. */
  readonly path: string
  readonly sopClassUid: string
  readonly sopInstanceUid: string
  readonly seriesInstanceUid: string
  /** The study that it speaks of, whose images may or may not be there too. */
  readonly studyInstanceUid: string
  /** The whole object by keyword, as far as Cauda knows its attributes; its content tree hangs on `ContentSequence`. */
  readonly dataSet: DicomDataSet
}

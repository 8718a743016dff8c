import type { Diagnostic } from './diagnostic.ts'
import type { HeaderWindow } from './grey-window.ts'
import type { ImageGeometry } from './image-geometry.ts'

/** What Cauda can use a series for. RSNA 2024 calls them Sagittal T2/STIR, Sagittal T1 and Axial T2. */
export const SERIES_ROLES = ['sagittal_t2', 'sagittal_t1', 'axial_t2'] as const
export type SeriesRole = (typeof SERIES_ROLES)[number]

export type Plane = 'sagittal' | 'axial' | 'coronal' | 'oblique'

/** One image of a stack: a classic single-frame object or one frame of a multi-frame object. Pixels are fetched by `id`. */
export type StudyImage = {
  /** Unique in the study: `<SOPInstanceUID>#<frame, from 1>`. */
  readonly id: string
  readonly sopInstanceUid: string
  readonly sopClassUid: string
  /** The UIDs in its own header; absent where they are those of its stack and study, which may be joined from several. */
  readonly origin?: { readonly studyInstanceUid: string; readonly seriesInstanceUid: string }
  /** From 1, as DICOM counts frames. */
  readonly frameNumber: number
  readonly instanceNumber: number | undefined
  readonly geometry: ImageGeometry
  /** The windows that the header offers: pairs of centre and width, then tables, each in the header's order. */
  readonly windows: readonly HeaderWindow[]
  /** PhotometricInterpretation MONOCHROME1: low values are bright. */
  readonly inverted: boolean
  /** BurnedInAnnotation; undefined where the header does not tell. */
  readonly burnedIn?: 'YES' | 'NO'
  /** The name of the file it came from, for messages. */
  readonly path: string
}

/** Images of one series that share orientation and size, ordered by position along the normal. */
export type Stack = {
  /** Unique in the study: `<SeriesInstanceUID>/<n>`, n from 1. */
  readonly id: string
  readonly seriesInstanceUid: string
  readonly seriesNumber: number | undefined
  readonly description: string
  readonly plane: Plane
  /** Absent where nothing in the header says that one was given. */
  readonly contrastAgent?: ContrastAgent
  /** The signal of fat is suppressed, by ScanOptions or description, or the stack is a Dixon water image. */
  readonly isFatSaturated?: boolean
  readonly images: readonly StudyImage[]
  /** Uneven gaps, missing slices, mixed spacing: shown with the series. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Contrast agent that was given before the images were taken. */
export type ContrastAgent = {
  /** ContrastBolusAgent; empty where only the description tells. */
  readonly agent: string
  /** Attribute and description contradict each other. */
  readonly isContradicted: boolean
}

/** A stack chosen for a role. An axial T2 role may hold several stacks (one per disc). */
export type RoleChoice = {
  readonly role: SeriesRole
  readonly stackIds: readonly string[]
  /** Why, as facts that the page puts into words, strongest first. */
  readonly why: readonly RoleReason[]
}

export type RoleReason =
  | { readonly kind: 'plane'; readonly plane: Plane; readonly tiltDegrees: number }
  | { readonly kind: 'description'; readonly text: string; readonly matched: string }
  | {
      readonly kind: 'timing'
      readonly echoTimeMs?: number
      readonly repetitionTimeMs?: number
      readonly inversionTimeMs?: number
    }
  | ({ readonly kind: 'best-quality'; readonly rivals: number } & ReadingQuality)
  | { readonly kind: 'only-candidate' }
  | { readonly kind: 'reader' }

/** What makes a stack good to read, in mm. */
export type ReadingQuality = {
  /** From the first slice to the last, along the normal. */
  readonly extentMm: number
  /** Between the middles of neighbouring slices, on average. */
  readonly gapMm: number
  /** Mean of the spacing of columns and rows. */
  readonly pixelMm: number
}

/** One study of one patient, after intake and series. */
export type Study = {
  readonly studyInstanceUid: string
  /**
   * The opening of files that this study came from. UIDs are what the files claim: two patients may bear the same. Pixels are
   * asked for with it, so that those of one opening never stand for another's. Set by the study reader.
   */
  readonly opening?: string
  readonly patientId: string | undefined
  readonly patientName: string | undefined
  /** PatientAge in years, when the header tells. */
  readonly patientAgeYears: number | undefined
  readonly patientSex: string | undefined
  readonly patientBirthDate: string | undefined
  /** StudyDate as YYYY-MM-DD. */
  readonly date: string | undefined
  /** StudyTime, StudyID, ReferringPhysicianName and IssuerOfPatientID as they stand in the header, where it has them. */
  readonly time?: string
  readonly studyId?: string
  readonly referringPhysicianName?: string
  readonly issuerOfPatientId?: string
  readonly accessionNumber: string | undefined
  readonly description: string | undefined
  readonly stacks: readonly Stack[]
  readonly roles: readonly RoleChoice[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Pixels of one image after rescale, row by row, `rows * columns` values. */
export type ImagePixels = {
  readonly columns: number
  readonly rows: number
  readonly data: Int16Array | Uint16Array | Float32Array | Uint8Array | Int8Array | Int32Array | Uint32Array
  /** value = stored * slope + intercept */
  readonly slope: number
  readonly intercept: number
  /** PixelPaddingValue in stored values: outside the patient, and not part of any statistic. */
  readonly padding: number | undefined
  /** What a stored value measures, where that is other than the value after rescale, which windows count in. */
  readonly measured?: MeasuredScale
}

/** quantity = stored * slope + intercept, in a unit of UCUM; an empty unit is none. */
export type MeasuredScale = { readonly slope: number; readonly intercept: number; readonly unit: string }

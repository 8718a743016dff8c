/** `error`: what was asked for cannot be had. `warning`: it can, with less than hoped. `info`: worth knowing. */
export type DiagnosticSeverity = 'error' | 'warning' | 'info'

/**
 * What went other than hoped, as data: one member of the union for each code. `src/words` puts it into words, and
 * docs/diagnostics has a row for each code with meaning, cause and what to do.
 */
export type Diagnostic<Code extends DiagnosticCode = DiagnosticCode> = Code extends DiagnosticCode
  ? {
      readonly code: Code
      readonly severity: DiagnosticSeverity
      /** What it is about: a file path, a series description, a level, a network. Empty for the study as a whole. */
      readonly subject: string
      readonly fields: DiagnosticFields[Code]
    }
  : never

/** `<room>.<what>`, for example `series.no-sagittal-t2`. */
export type DiagnosticCode = keyof DiagnosticFields

/** Subject and fields; both may be left out where the code has no field that must be given. */
type Particulars<Code extends DiagnosticCode> = NoFields extends DiagnosticFields[Code]
  ? [subject?: string, fields?: DiagnosticFields[Code]]
  : [subject: string, fields: DiagnosticFields[Code]]

/**
 * @example
 * diagnose('series.several-patients', 'warning', '', { patientIds: 'A, B' })
 * diagnose('study.empty', 'error')
 */
export function diagnose<Code extends DiagnosticCode>(
  code: Code,
  severity: DiagnosticSeverity,
  ...[subject = '', fields]: Particulars<Code>
): Diagnostic {
  return diagnoseWith(code, severity, subject, fields ?? ({} as DiagnosticFields[Code]))
}

/** The same for a code that only a type parameter knows: `fields` must be given. */
export function diagnoseWith<Code extends DiagnosticCode>(
  code: Code,
  severity: DiagnosticSeverity,
  subject: string,
  fields: DiagnosticFields[Code],
): Diagnostic {
  return { code, severity, subject, fields } as Diagnostic
}

/** A diagnostic that its code and subject tell whole. */
type NoFields = Readonly<Record<string, never>>

/** SeriesRole, which `study.ts` defines and which cannot be imported here without a circle. */
type Role = 'sagittal_t2' | 'sagittal_t1' | 'axial_t2'

/** A fault in Cauda, caught where it would otherwise have been lost; `message` is the error's own. */
type Bug = { readonly message: string }

/** What was found instead of a series that is wanted for a role: one phrase a series, or empty. */
type MissingRole = { readonly found: string }

/** A gap between slices; millimetres along the stack's normal. */
type Gap = {
  /** Number of the image before the gap, from 1. */
  readonly afterImage: number
  /** Where the gap begins, from the first image. */
  readonly atMm: number
  readonly gapMm: number
  /** Median gap of the stack. */
  readonly usualMm: number
}

/** An image without a place in the patient. */
type Unplaced = {
  readonly modality: string
  readonly rows: number
  readonly columns: number
  readonly frames: number
  /** ImageType, values joined by backslashes. */
  readonly imageType: string
  /** The transfer syntax, where Cauda does not decode it; else empty. */
  readonly unreadCoding: string
}

/** A field of a pack's manifest that was refused: its path, and the values found and expected. */
type ManifestField = { readonly field?: string; readonly found?: string; readonly expected?: string }

/**
 * Every diagnostic by its code, with the values that its words need. A code is `<room>.<what>`; the word tables in
 * `src/words` are mapped over this type, so that a code without words, or a misspelt field, does not compile.
 */
export type DiagnosticFields = {
  'study.empty': NoFields
  'study.no-images': {
    readonly files: number
    /** The commonest reason, one of its diagnostics, and how many files share it. */
    readonly count: number
    readonly commonest: Diagnostic | undefined
  }
  'study.image-not-open': NoFields

  'intake.not-dicom': {
    /** What the first bytes look like, for example `PDF`; empty where unknown. */ readonly kind: string
  }
  'intake.empty-file': NoFields
  'intake.unreadable-file': { readonly reason: string }
  'intake.header-too-long': { readonly claimedBytes: number }
  'intake.damaged-header': NoFields
  'intake.truncated': NoFields
  'intake.no-image': { readonly object: string }
  'intake.structured-report': NoFields
  'intake.unsupported-transfer-syntax': { readonly name: string; readonly uid: string }
  'intake.unsupported-pixels': {
    readonly bitsAllocated: number
    readonly bitsStored: number
    readonly samplesPerPixel: number
  }
  'intake.implausible-size': {
    readonly rows: number
    readonly columns: number
    readonly foundBytes?: number
  }
  'intake.truncated-pixels': {
    /** Number of the frame, from 1. */
    readonly frame: number
    readonly expectedBytes?: number
    readonly foundBytes?: number
  }
  'intake.frames-missing': { readonly claimed: number; readonly found: number }
  'intake.frames-placed-by-spacing': { readonly frames: number; readonly spacingMm: number }
  'intake.codec-not-loaded': { readonly coding: string; readonly reason: string }
  'intake.decode-failed': { readonly frame: number; readonly reason: string }
  'intake.duplicate': { readonly sameAs: string; readonly sopInstanceUid: string }
  'intake.same-uid-different-pixels': { readonly sharedWith: string; readonly sopInstanceUid: string }
  'intake.dicomdir': {
    readonly listed: number
    readonly missing: number
    /** The first file that is listed and not there; empty where all are. */
    readonly firstMissing: string
  }
  'intake.archive-damaged': NoFields
  'intake.archive-empty': NoFields
  'intake.archive-encrypted': { readonly files?: number }
  /** `method`: the compression method, as ZIP numbers them. */
  'intake.archive-method': { readonly method: number }
  'intake.archive-too-deep': NoFields
  'intake.archive-too-large': { readonly bytes: number }

  'series.no-sagittal-t2': MissingRole
  'series.no-sagittal-t1': MissingRole
  'series.no-axial-t2': MissingRole
  'series.too-few-images': { readonly role: Role; readonly images: number; readonly needed: number }
  'series.missing-slices': Gap & { readonly missing: number }
  'series.uneven-gaps': Gap
  'series.uids-repeat': { readonly images: number; readonly uids: number }
  /** `patientIds`: the PatientIDs, joined by commas. */
  /** Images whose header says BurnedInAnnotation YES. */
  'series.burned-in': { readonly images: number }
  'series.several-patients': { readonly patientIds: string }
  /** Series that were read as one: parts of one acquisition under several SeriesInstanceUIDs. */
  'series.joined': { readonly series: number; readonly images: number }
  /** Studies that were read as one: parts of one examination under several StudyInstanceUIDs. */
  'series.studies-joined': { readonly studies: number }
  /** One series holds several table positions. */
  'series.stations': { readonly stations: number }
  /** One series shows the same places several times. */
  'series.repeated': { readonly times: number }
  /** Images that lack UIDs, which Cauda has made. */
  'series.uids-missing': { readonly images: number }
  /** The only series for a role lies elsewhere than the sagittal T2: `distanceMm` higher, or lower where negative. */
  'series.elsewhere': { readonly role: Role; readonly distanceMm: number }
  /** What the words and what the timing say: `T1`, `T2`, `STIR`, `PD`. */
  'series.weighting-contradicted': {
    readonly described: string
    readonly timed: string
    readonly echoTimeMs: number
    readonly repetitionTimeMs: number
  }
  'series.left-aside': { readonly reason: string; readonly images: number }
  'series.mosaic': Unplaced
  'series.no-position': Unplaced

  'analysis.no-sagittal': NoFields
  'analysis.no-spine': { readonly discs: number }
  'analysis.no-localizer': NoFields
  'analysis.count-doubtful': NoFields
  'analysis.level-doubtful': { /** 0 to 1. */ readonly confidence: number }
  'analysis.mostly-uncertain': { readonly uncertain: number; readonly graded: number }
  'analysis.foramina-on-t2': { readonly graded: number }
  /** Subject: description of the series. */
  'analysis.blank-slices': { readonly count: number }
  'analysis.canal-not-found': NoFields
  'analysis.foramen-not-found': NoFields
  'analysis.recess-not-found': NoFields
  'analysis.signal-void': {
    /** As readers write it: `L4/L5`. */ readonly level: string
    readonly areaMm2: number
  }

  'inference.no-webgpu': { readonly because: string }
  'inference.no-engine': { readonly because: string }

  'pack.missing-file': NoFields
  'pack.not-a-manifest': ManifestField
  'pack.schema-version': ManifestField
  'pack.preprocessing-version': ManifestField
  'pack.missing-field': ManifestField
  'pack.wrong-field': ManifestField
  'pack.unknown-task': ManifestField
  'pack.label-order': ManifestField
  'pack.calibration': ManifestField
  'pack.path-outside': ManifestField
  'pack.truncated-file': { readonly found: number; readonly expected: number }
  'pack.hash-mismatch': { readonly found: string; readonly expected: string }
  'pack.not-a-graph-model': NoFields
  'pack.unknown-op': { readonly reason: string }
  'pack.unreadable-graph': { readonly reason: string }
  'pack.missing-output': { readonly output: string }
  'pack.output-size': { readonly output: string; readonly found: number; readonly expected: number }
  'pack.weights-not-finite': { readonly tensor: string }
  'pack.answers-not-finite': { readonly output: string }
  'pack.needs-localizer': {
    /** The key under which it can be completed. */ readonly pack: string
    /** Name and version of the pack that can lend its localizer; empty where the site has none. */ readonly donor: string
  }

  'review.open-bug': Bug
  'review.analysis-bug': Bug
  'review.engine-bug': Bug
  'review.export-bug': Bug
  'review.image-bug': Bug
  'review.screen-bug': Bug
  'review.page-bug': Bug
  /** `hung`: it did not answer any more and was ended. `crashed`: it ended itself. */
  'review.worker-ended': { readonly why: 'hung' | 'crashed'; readonly message: string }
  'review.part-not-loaded': Bug
  'review.engine-changed': { readonly from: string; readonly to: string; readonly because: string }
  'review.kept-unreadable': NoFields
  'review.kept-of-another': NoFields
  'review.newer-version': NoFields
  /** `reason` and `message`: name and message of the browser's error. */
  'review.not-kept': { readonly reason: string; readonly message: string }
  'review.not-adult': { readonly years: number }
  'review.several-patients': { readonly studies: number; readonly patients: number }
  'review.several-studies': { readonly studies: number; readonly patients: number }
  'review.partly-read': { readonly filesDone: number; readonly filesFound: number }
  'review.simulated': NoFields
  'review.field-of-view': NoFields
  /** `agent`: ContrastBolusAgent; empty where only the description tells. */
  'review.contrast-agent': { readonly agent: string; readonly isContradicted?: boolean }
  'review.fat-saturated': NoFields
  'review.out-of-distribution': { readonly distance: number }
  'review.reports-alone': { readonly reports: number }
  'review.levels-missing': { readonly missing: number }
  'review.scoliosis': { readonly deviationMm: number }

  'report.nothing-to-write': NoFields
  'report.not-a-cauda-report': NoFields
  'report.unreadable-decision': NoFields

  'phantom.levels-not-json': { readonly found: string }
  'phantom.unknown-level': { readonly known: string }
  'phantom.unknown-grade': { readonly found: string; readonly known: string }
  'phantom.unknown-condition': { readonly known: string }
  'phantom.out-of-range': { readonly found: string; readonly low: number; readonly high: number }

  'site.unreadable': { readonly reason: string }
  /** `field`: a path with dots; empty for the whole. */
  'site.wrong-field': { readonly field: string; readonly problem: string }
  'site.pack-not-allowed': NoFields
  'site.not-secure': NoFields
  'site.no-webassembly': NoFields
  'site.no-storage': NoFields
  /** Names, parted by commas. */
  'site.headers-missing': { readonly headers: string }
  'site.headers-altered': { readonly headers: string }

  'batch.bug': Bug
  /** `how`: the exit code, the signal or the error of the worker process. */
  'batch.worker-ended': { readonly how: string }
  'batch.worker-silent': { readonly minutes: number }
  /** `reason`: the file system's own words. */
  'batch.disk': { readonly reason: string }
  'batch.already-begun': NoFields
  /** `setting`: the name of the first one that differs. */
  'batch.other-settings': { readonly setting: string }
  'batch.interrupted': { readonly left: number }
  'batch.nothing-read': { readonly studies: number }
}
